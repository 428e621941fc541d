import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from content.compacting import compact

PATIENCE = 10  # seconds


class Command(BaseCommand):
    help = (
        "Writes the database anew, so that its files hold nothing more of words that went by law. On PostgreSQL "
        "readers wait meanwhile, on SQLite whoever writes."
    )

    def handle(self, *args, **options):
        until = time.monotonic() + PATIENCE
        while not compact(connection):
            if time.monotonic() > until:
                raise CommandError("Readers keep the old pages of the database in use: run it again.")
            time.sleep(0.5)
        self.stdout.write("Nothing is left in the database of what was deleted.")
