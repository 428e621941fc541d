from pathlib import Path
from uuid import UUID

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, transaction

from content.dumping import folder_of
from content.fixtures import SafeLoader
from content.identity import page_id
from content.models import Edition, Image, Page, Seeded
from content.publishing import publish_set

REFUSALS = (ValidationError, CommandError, DeserializationError, IntegrityError)


class Command(BaseCommand):
    help = (
        "Adds the pages that come with the code and were never offered to this site, published: all or none. A site "
        "that has content already, on which editors may have changed what new pages refer to, gets those that it can."
    )

    def handle(self, *args, **options):
        offered = {key: path for path in files() if (key := content_id(path))}
        try:
            with transaction.atomic():
                published = self.add(offered, **options)
        except REFUSALS as error:
            if not Edition.objects.exists():
                raise CommandError(f"The content that comes with the code cannot be loaded: {reason(error)}") from None
            published = self.add_one_by_one(offered, **options)
        self.stdout.write(f"Published {published} pages." if published else "The site has its content already.")

    def add(self, offered: dict[UUID, Path], **options) -> int:
        """Load and publish those of these pages that were never offered to this site; return how many that were."""
        known = set(Page.objects.values_list("content_id", flat=True))
        new = {key: path for key, path in offered.items() if key not in known}
        for key, path in list(new.items()):
            if taken(path):
                self.stderr.write(f"{path.name} was not added: an editor has made a page with the same address.")
                del new[key]
        seeded = set(Seeded.objects.values_list("content_id", flat=True))
        pages = sorted(path for key, path in new.items() if key not in seeded)
        wanted = [str(path) for path in [*pictures_of(pages), *pages]]
        is_filled = Edition.objects.exists()
        if wanted:
            call_command(
                "loaddata",
                *wanted,
                verbosity=options["verbosity"],
                stdout=self.stdout,
                ignorenonexistent=is_filled,
            )
        # A start of an earlier release may have been killed between loading and publishing.
        there = Page.objects.filter(content_id__in=new.keys() - seeded)
        if not is_filled:
            there = Page.objects.filter(content_id__in=offered)
        published = publish_set(there)
        Seeded.objects.bulk_create(Seeded(content_id=key) for key in (new.keys() | (offered.keys() & known)) - seeded)
        return len(published)

    def add_one_by_one(self, offered: dict[UUID, Path], **options) -> int:
        """Add each page that can be added, as one may need another; say what keeps the rest back, until next time."""
        left, published = dict(offered), 0
        refused: dict[UUID, str] = {}
        while left.keys() != refused.keys():
            refused = {}
            for key, path in list(left.items()):
                try:
                    with transaction.atomic():
                        published += self.add({key: path}, **options)
                    del left[key]
                except REFUSALS as error:
                    refused[key] = reason(error)
        for key, why in refused.items():
            self.stderr.write(f"{left[key].name}, which comes with the code, was not added: {why}")
        return published


def reason(error: Exception) -> str:
    return " ".join(" ".join(getattr(error, "messages", [str(error)])).split())


def taken(path: Path) -> bool:
    """Whether the page in a file would overwrite one of another id, as files name pages by type and address."""
    first = yaml.load(path.read_text(), Loader=SafeLoader)[0]  # noqa: S506 -- a safe one, written in C
    page_type = first["model"].partition(".")[2]
    return Page.objects.filter(page_type=page_type, slug_nl=first["fields"]["slug_nl"]).exists()


def pictures_of(paths: list[Path]) -> list[Path]:
    """The files of the pictures that pages in files show, and that the site has not."""
    first = [yaml.load(path.read_text(), Loader=SafeLoader)[0] for path in paths]  # noqa: S506 -- a safe one, written in C
    shown = {str(page["fields"]["image"]) for page in first if page["fields"].get("image")}
    missing = shown - {str(key) for key in Image.objects.values_list("key", flat=True)}
    return [path for path in files() if path.parent.name == folder_of(Image) and key_of(path) in missing]


def key_of(path: Path) -> str:
    """The key of the picture in a file."""
    first = (yaml.load(path.read_text(), Loader=SafeLoader) or [{}])[0]  # noqa: S506 -- a safe one, written in C
    return str(first.get("fields", {}).get("key", ""))


def files() -> list[Path]:
    [directory] = settings.FIXTURE_DIRS
    return sorted(Path(directory).rglob("*.yaml"))


def content_id(path: Path) -> UUID | None:
    """The permanent id of the page in a file: the one that is given, or that of its type and Dutch address."""
    first = (yaml.load(path.read_text(), Loader=SafeLoader) or [{}])[0]  # noqa: S506 -- a safe one, written in C
    fields = first.get("fields", {})
    if "slug_nl" not in fields:
        return None
    given = fields.get("content_id")
    return UUID(str(given)) if given else page_id(first["model"].partition(".")[2], fields["slug_nl"])
