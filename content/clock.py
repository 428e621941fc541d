"""What time it is: one clock for the whole site, whatever hosts it runs on."""

from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.utils import timezone

_set: datetime | None = None


def now() -> datetime:
    """The time of the database. SQLite is a file on this host, so its time is that of the host."""
    if _set:
        return _set
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def told() -> datetime | None:
    """The time that was set, or None where the clock runs."""
    return _set


@contextmanager
def set_to(moment: datetime):
    """Stop the clock at a moment: for tests, and for what is made of one state of the site."""
    global _set
    before, _set = _set, moment
    try:
        yield
    finally:
        _set = before
