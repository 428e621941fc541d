"""Makes a backup: the database first, then the pictures that it names, then what was removed by law until then.

A picture is on the disk before a row names it, never changes, and while a row names it goes from the disk only with a
removal by law. So all that the database named when it was dumped is still there when the pictures are read, but for
what was removed by law meanwhile; and that stands in the list that is written last, so restoring removes it from the
pages too. The other way round, a picture that was added in between would be missing for good.
"""

import tomllib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from content import clock
from content.chain import head, written_moment
from content.kept_pictures import urls_named
from content.pictures import files_of
from content.record import newest

from ..release import release
from . import removals
from .dumping import dump, standing_still
from .packing import MEDIA, Packing

REMOVALS = "redactions.jsonl"


def back_up(stream: IO[bytes], beside: Path | None) -> dict:
    """Write a backup, and return what its manifest tells; the dump needs room, beside the file or in TMPDIR."""
    with TemporaryDirectory(dir=beside, prefix=".backup-") as name:
        with standing_still():
            told = description()
            pictures = sorted(pictures_named())
            dumped = dump(Path(name))
        packing = Packing(stream)
        with dumped.open("rb") as content:
            packing.add(dumped.name, content)
        dumped.unlink()
        told["missing"] = [picture for picture, *others in pictures if not add_picture(packing, picture, others)]
        packing.add(REMOVALS, BytesIO(removals.as_lines(removals.known())))
        packing.finish(told)
    return told


def description() -> dict:
    """Of which state of which release a backup is."""
    state = newest()
    version = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    return {
        "made": written_moment(clock.now()),
        "release": {"version": version, "sha256": release()},
        "database": connection.vendor,
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        "record": head(state).entry(),
    }


def pictures_named() -> set[tuple[str, ...]]:
    """The pictures that the database names, each as its file and those of its renditions, some of which may be none."""
    return {tuple(files_of(url)) for url in urls_named()}


def add_picture(packing: Packing, picture: str, renditions: list[str]) -> bool:
    """Add a picture with its renditions; return whether it is there."""
    found = []
    for name in (picture, *renditions):
        try:
            content = default_storage.open(name)
        except FileNotFoundError:
            continue
        with content:
            packing.add(MEDIA + name, cast(IO[bytes], content))
            found.append(name)
    return picture in found
