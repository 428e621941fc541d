"""Pictures that were drawn, kept on disk by the digest of what is on them: each is drawn once for all workers.

A picture takes ten times as long as a page, and stays the same through most publications. The folder may be lost, full
or read-only at any time: then pictures are drawn as they are asked for.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from uuid import UUID
from zlib import crc32

from django.conf import settings
from django.utils.translation import get_language
from PIL import Image

from content.kept import known_removals, removals

from ..circuit import Circuit

ROOM = 64 << 20  # bytes on disk; a picture takes some 25,000
AT_ONCE = 2  # pictures that a host draws at a time
END = b"IEND\xaeB`\x82"  # of a PNG file
_folder = Circuit("The folder of SHARE_ROOT", OSError)
_current: list[Path] = [Path()]
_turns = [Lock() for _number in range(AT_ONCE)]


def picture(page: UUID, digest: str, draw: Callable[[], bytes]) -> bytes:
    """The picture of a page in the reader's language with a digest: as it was drawn before, or drawn now."""
    path = path_of(page, digest)
    if there := read(path):
        return there
    with turn(digest):
        if there := read(path):  # somebody else drew it meanwhile
            return there
        made = draw()
        _folder.attempt(lambda: write(path, made))
    return made


def found(page: UUID, digest: str) -> bytes | None:
    """The picture of a page in the reader's language with a digest, where it was drawn before."""
    return read(path_of(page, digest))


def found_without_database(page: UUID, digest: str) -> bytes | None:
    """The same while the database is away, by a process that knows which words were removed by law."""
    known = known_removals()
    return None if known is None else read(path_of(page, digest, known))


def path_of(page: UUID, digest: str, after: int | None = None) -> Path:
    """Where a picture lies. After a removal of words by law that is elsewhere, and what was drawn before is deleted."""
    folder = Path(settings.SHARE_ROOT, str(removals() if after is None else after))
    if folder != _current[0]:
        _current[0] = folder
        for other in folder.parent.glob("[0-9]*/"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    return folder / f"{page.hex}-{get_language()}-{digest}.png"


def read(path: Path) -> bytes | None:
    """A picture that is there, and whole: one that was cut off or spoiled is as good as none."""
    try:
        data = path.read_bytes()
        Image.open(BytesIO(data), formats=("PNG",)).verify()
    except (OSError, SyntaxError, ValueError):
        return None
    return data if data.endswith(END) else None


def write(path: Path, data: bytes) -> None:
    """Keep a picture: whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        try:
            part.write(data)
            part.flush()
            os.replace(part.name, path)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise
    make_room(path.parent)


def make_room(folder: Path) -> None:
    """Delete what is oldest of more than there is room for."""
    files = []
    for file in folder.iterdir():
        with suppress(OSError):  # another worker deleted it
            files.append((file.stat().st_mtime, file.stat().st_size, file))
    used = sum(size for _time, size, _file in files)
    for _time, size, file in sorted(files):
        if used <= ROOM:
            break
        file.unlink(missing_ok=True)
        used -= size


@contextmanager
def turn(digest: str) -> Iterator[None]:
    """Wait until few draw, and nobody the same: by threads of this process, and by others where they share a folder."""
    number = crc32(digest.encode()) % AT_ONCE
    with _turns[number], ExitStack() as held:
        with suppress(OSError):
            lock = Path(settings.SHARE_ROOT, f"{number}.lock")
            lock.parent.mkdir(parents=True, exist_ok=True)
            fcntl.flock(held.enter_context(lock.open("w")), fcntl.LOCK_EX)
        yield
