"""A backup as a file: a tar archive, compressed as one stream, whose last entry lists the SHA-256 of all others.

It is whole when that list is there and agrees, so it can be written to a pipe, and one that broke off is known as such.
"""

import gzip
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, BinaryIO

from . import Unusable

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
# What may stand in one: nothing that leads out of the folder into which it is unpacked.
NAME = re.compile(r"(database\.(sqlite3|dump)|redactions\.jsonl|manifest\.json|media(/[^/\0]+)+)")
BROKEN = (tarfile.TarError, EOFError, zlib.error)


class Packing:
    """Writes files one after another into a backup, and in the end what they are."""

    def __init__(self, stream: IO[bytes]):
        self._packed = gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1, filename="", mtime=0)
        # `finish` closes it.
        self._tar = tarfile.open(fileobj=self._packed, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.sums: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add what a file holds that is open at its beginning."""
        size = content.seek(0, os.SEEK_END)
        content.seek(0)
        summed = Summed(content)
        self._put(name, size, summed)
        self.sums[name] = summed.sha256.hexdigest()

    def finish(self, told: dict) -> None:
        """Write the list of all files with what else is told of the backup; before that it is not one."""
        manifest = {"format": FORMAT, **told, "files": dict(sorted(self.sums.items()))}
        text = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
        self._put(MANIFEST, len(text), io.BytesIO(text))
        self._tar.close()
        self._packed.close()

    def _put(self, name: str, size: int, content: "IO[bytes] | Summed") -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self._tar.addfile(entry, content)


class Summed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]):
        self.file, self.sha256 = file, sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(size)
        self.sha256.update(part)
        return part


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file that has its name once it is whole, and on the disk; else there is nothing. It is for its owner alone."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        part.unlink(missing_ok=True)


def unpack(stream: IO[bytes], folder: Path) -> dict:
    """Unpack a backup into an empty folder, and return its manifest, with which all of it agrees. Raises Unusable."""
    try:
        with tarfile.open(fileobj=stream, mode="r|gz") as tar:
            for entry in tar:
                content = tar.extractfile(entry)
                if not content or not NAME.fullmatch(entry.name) or ".." in entry.name.split("/"):
                    raise Unusable(f"This is no backup of this site: it holds {entry.name!r}.")
                target = folder / entry.name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as file:
                    while part := content.read(1 << 20):
                        file.write(part)
        while stream.read(1 << 20):  # who fills a pipe is read to the end
            pass
    except BROKEN as error:
        raise Unusable(f"This is no whole backup ({error}). Is it cut off, or still encrypted?") from None
    return agreed(folder)


def agreed(folder: Path) -> dict:
    """The manifest of an unpacked backup. Raises Unusable for what it does not list, or lists otherwise."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        listed = manifest["files"]
    except (FileNotFoundError, ValueError, KeyError):
        raise Unusable("This is no whole backup: the list of its files is missing. It was cut off.") from None
    if manifest["format"] != FORMAT:
        raise Unusable(f"This backup has form {manifest['format']}; this release reads form {FORMAT}.")
    found = {str(each.relative_to(folder)): each for each in folder.rglob("*") if each.is_file()}
    del found[MANIFEST]
    if differing := sorted(found.keys() ^ listed.keys()):
        raise Unusable(f"This backup was altered: {differing[0]} is missing, or too much.")
    for name, file in found.items():
        with file.open("rb") as content:
            if file_digest(content, "sha256").hexdigest() != listed[name]:
                raise Unusable(f"This backup was altered: {name} is not what it was.")
    return manifest
