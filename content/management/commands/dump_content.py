import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import transaction

from content.dumping import entries_of, entry, folder_of
from content.fixture_yaml import as_yaml
from content.models import Image, page_types

KEPT_THERE = {"LICENSE.md", "README.md"}


class Command(BaseCommand):
    help = (
        "Writes the working copies, which are what the admin shows now, as the files of fixtures/ that they could have "
        "come from: a file a page, and each picture with its words. Drafts and withdrawn pages are among them. The "
        "folder is filled whole, or left as it was; what it held of the kind before is replaced."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="a new folder, an empty one, or one of fixtures")

    @no_translations
    def handle(self, *args, **options):
        folder = options["folder"].absolute()
        folders = {folder_of(model) for model in (Image, *page_types().values())}
        if other := not_ours(folder, folders):
            raise CommandError(f"{folder} holds something else, as {other}: name a new folder, or an empty one.")
        try:
            with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
                made = Path(beside, "new")
                count = write(made)
                for name in KEPT_THERE:
                    if (folder / name).exists():
                        shutil.copy2(folder / name, made / name)
                swap(made, folder, Path(beside, "old"))
        except OSError as error:
            raise CommandError(f"Nothing was written: {error.strerror}: {error.filename}") from None
        self.stdout.write(f"Wrote {count} files.")


def not_ours(folder: Path, folders: set[str]) -> str:
    """Something in a folder that no files of fixtures are, or nothing."""
    if folder.exists() and not folder.is_dir():
        return folder.name
    for each in sorted(folder.iterdir()) if folder.exists() else ():
        if each.name in folders and each.is_dir():
            for file in each.iterdir():
                if not (file.is_file() and (file.suffix == ".yaml" or each.name == folder_of(Image))):
                    return f"{each.name}/{file.name}"
        elif each.name not in KEPT_THERE:
            return each.name
    return ""


def write(folder: Path) -> int:
    """Fill a folder; return how many files it has."""
    count = 0
    folder.mkdir()
    with transaction.atomic():
        for model in page_types().values():
            for page, entries in entries_of(model._default_manager.order_by("slug_nl")):
                put(folder / folder_of(model) / f"{page.slug_nl}.yaml", as_yaml(entries).encode())
                count += 1
        for image in Image.objects.order_by("key"):
            said = entry(image)
            file = folder / folder_of(Image) / said["fields"]["file"]
            with image.file.open("rb") as content:
                put(file, content.read())
            put(file.with_name(f"{file.name}.yaml"), as_yaml([said]).encode())
            count += 2
    return count


def put(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


def swap(made: Path, folder: Path, old: Path) -> None:
    """Put a folder in the place of another one, which goes."""
    if folder.exists():
        made.chmod(folder.stat().st_mode)
        os.rename(folder, old)
    else:
        made.chmod(0o755)
    try:
        os.rename(made, folder)
    except OSError:
        if old.exists():
            os.rename(old, folder)
        raise
