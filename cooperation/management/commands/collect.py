import json
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

STAY = timedelta(days=30)


class Command(BaseCommand):
    help = (
        "Collects the static files where others serve them: each is there whole at any time, and one that this release "
        f"does not have stays for {STAY.days} days, for the release before and for pages that readers have open"
    )

    def handle(self, *args, **options):
        place = Path(settings.STATIC_ROOT)
        new = place.with_name(f"{place.name}.new")
        collect = CollectStatic()
        collect.storage = storages.create_storage({**settings.STORAGES["staticfiles"], "OPTIONS": {"location": new}})
        call_command(collect, interactive=False, clear=True, verbosity=0)
        files = names(new)
        for name in files:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).replace(place / name)
        shutil.rmtree(new)
        tidy(place, files)


def names(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def tidy(place: Path, files: set[str]) -> None:
    """Note since when no release has a file, and delete what has stayed long enough."""
    noted, today = place.with_name(f"{place.name}.left.json"), timezone.now().date()
    before = json.loads(noted.read_text()) if noted.is_file() else {}
    left = {name: before.get(name, today.isoformat()) for name in sorted(names(place) - files)}
    old = {name for name, day in left.items() if day < (today - STAY).isoformat()}
    for name in old:
        (place / name).unlink()
    part = noted.with_name(f"{noted.name}.part")
    part.write_text(json.dumps({name: day for name, day in left.items() if name not in old}))
    part.replace(noted)
