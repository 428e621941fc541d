import fcntl
import time
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, connection

LOCK = 0x77776D77  # of all programs that use this database, ours
# Half as long as PostgreSQL waits before it looks for a deadlock: until then readers wait as well, and go on after it.
WAIT, TRIES = "500ms", 120
IN_USE = "55P03"  # lock_not_available (PostgreSQL, appendix A)


class Command(BaseCommand):
    help = "Migrates the database, fills it and indexes it, as a start needs. Starts at once wait for each other."

    def handle(self, *args, **options):
        try:
            with alone():
                migrate(stdout=self.stdout)
                call_command("seed", verbosity=0, stdout=self.stdout)
                call_command("index", stdout=self.stdout)
        except DatabaseError as error:
            # One line, and never the address, which may hold a password.
            reason = " ".join(str(error).split())
            raise CommandError(f"The database that DATABASE_URL names cannot be used: {reason}") from None


def migrate(**options):
    """Migrate, and give way to who reads and writes meanwhile: what was begun is undone, and tried again.

    A change of a table locks it against everybody until the whole migration is done. Without this limit a reader of two
    tables, and a migration that changes them the other way round, would wait for each other.
    """
    for left in reversed(range(TRIES)):
        limit_waiting(WAIT)
        try:
            call_command("migrate", verbosity=0, **options)
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", "") != IN_USE:
                raise
            time.sleep(0.5)
        else:
            break
        finally:
            limit_waiting("0")


def limit_waiting(limit: str):
    """Let this connection wait so long for a lock, with PostgreSQL; "0" is without end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{limit}'")


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
