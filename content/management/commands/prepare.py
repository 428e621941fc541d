import fcntl
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from content.giving_way import giving_way

LOCK = 0x77776D77  # of all programs that use this database, ours
UNCOUNTED = """
    SELECT count(*) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples < 0
"""


class Command(BaseCommand):
    help = "Migrates the database, fills it and indexes it, as a start needs. Starts at once wait for each other."

    def handle(self, *args, **options):
        try:
            with alone():
                giving_way(lambda: call_command("migrate", verbosity=0, stdout=self.stdout))
                call_command("seed", verbosity=0, stdout=self.stdout)
                call_command("index", stdout=self.stdout)
                count_new_tables()
        except DatabaseError as error:
            # One line, and never the address, which may hold a password.
            reason = " ".join(str(error).split())
            raise CommandError(f"The database that DATABASE_URL names cannot be used: {reason}") from None


def count_new_tables():
    """Let PostgreSQL see what is in tables that it never counted, once they are filled.

    By itself it does so after a minute, of small ones never. Until then it looks for words in ways that take ten times
    as long.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(UNCOUNTED)
            if cursor.fetchone()[0]:
                cursor.execute("ANALYZE")


@contextmanager
def alone():
    """Wait until nobody else prepares this database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield  # it ends with the connection
        return
    path = Path(f"{connection.settings_dict['NAME']}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise CommandError(f"The folder of the database cannot be written: {error.strerror}: {path.parent}") from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
