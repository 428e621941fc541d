from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, no_translations

from cooperation.moment import present
from cooperation.tables.archive import archive


class Command(BaseCommand):
    help = "Writes all that the site says now to a ZIP, as visitors get it from a site that is not too large for that."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    @no_translations
    def handle(self, *args, file, **options):
        file.write_bytes(archive(present(), settings.BASE_URL or "http://localhost:8000"))
        self.stdout.write(f"Written to {file}.")
