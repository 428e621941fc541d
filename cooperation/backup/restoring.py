"""Brings a site back out of a backup: all of it is checked before anything is touched, and it is there whole or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from content import clock
from content.chain import head
from content.documents.building import digest
from content.models import Edition, Page, Redaction
from content.record import newest

from ..accounts.models import OneTimeLink, Session
from ..letters.models import Letter
from . import Unusable, removals
from .dumping import NAMES
from .loading import in_place
from .making import REMOVALS, pictures_named
from .packing import MEDIA, unpack
from .removals import Known


class Restored(NamedTuple):
    """What was done, and what is known of what was there."""

    manifest: dict
    removed: list[Redaction]  # again
    altered: list[str]  # documents that are not what the record says of them
    missing: list[str]  # pictures
    newest: int  # serial of the newest publication that was heard of; 0 when only the backup is known


@contextmanager
def unpacked(stream: IO[bytes]) -> Iterator[tuple[Path, dict]]:
    """A backup in a folder that goes again, and its manifest. Raises Unusable when it is not whole."""
    with TemporaryDirectory(prefix="restore-") as name:
        yield Path(name), unpack(stream, Path(name))


def restore(folder: Path, manifest: dict, *, replace: bool, lists: list[Known]) -> Restored:
    """Put an unpacked backup in the place of this site. Raises Unusable, with nothing changed."""
    fits(manifest)
    if is_filled() and not replace:
        raise Unusable("This site has content. --replace puts the backup in its place; there is no way back from that.")
    here = removals.read((folder / REMOVALS).read_bytes(), REMOVALS)
    others = sum(lists, of_the_live_site())
    with in_place(folder / NAMES[connection.vendor]):
        call_command("migrate", verbosity=0)
        if head(newest()).entry() != manifest["record"]:
            raise Unusable("The record in this backup is not the one that its manifest names.")
        close_doors()
        altered = list(altered_documents())
        removed = removals.carry_out((here + others).removals)
        missing = put_pictures(folder / MEDIA)
    return Restored(manifest, removed, altered, missing, others.serial)


def fits(manifest: dict) -> None:
    """Raise Unusable for a backup of another database, or of a release that this one does not know."""
    if manifest["database"] != connection.vendor:
        raise Unusable(f"This is a backup of {manifest['database']}, and DATABASE_URL names {connection.vendor}.")
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    if unknown := [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in disk]:
        version = manifest["release"]["version"]
        raise Unusable(f"This backup is of another release ({version}), which has {unknown[0]}: restore it with that.")


def is_filled() -> bool:
    try:
        return Page.objects.exists()
    except DatabaseError:  # there are no tables
        return False


def of_the_live_site() -> Known:
    """What the site that is to be replaced knows of removals, as far as there is one that can be read."""
    try:
        return removals.known()
    except DatabaseError:
        return removals.NOTHING


def close_doors() -> None:
    """End what let somebody in when the backup was made and may be over by now, and send no letter twice."""
    Session.objects.all().delete()
    OneTimeLink.objects.filter(used_at=None).delete()
    why = "The site was restored from a backup."
    Letter.objects.waiting().update(state=Letter.State.GIVEN_UP, text="", ended_at=clock.now(), last_error=why)


def altered_documents() -> Iterator[str]:
    """Public editions whose documents are not those of the digests in the record: altered before the backup."""
    found = Edition.objects.exclude(publication=None).filter(redaction=None).order_by("pk")
    for path, stored, document in found.values_list("path_nl", "digest", "document").iterator(chunk_size=200):
        if digest(document) != stored:
            yield path


def put_pictures(folder: Path) -> list[str]:
    """Put the pictures that the database names where they belong; return those that are nowhere."""
    missing = []
    for picture, *renditions in sorted(pictures_named()):
        for name in (picture, *renditions):
            source = folder / name
            if source.is_file() and stored(name) != source.read_bytes():
                default_storage.delete(name)
                with source.open("rb") as content:
                    default_storage.save(name, File(content))
        if stored(picture) is None:
            missing.append(picture)
    return missing


def stored(name: str) -> bytes | None:
    """What is stored under a name: one that broke off is put there once more."""
    try:
        with default_storage.open(name) as content:
            return content.read()
    except FileNotFoundError:
        return None
