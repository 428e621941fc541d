"""Which state the site is in, seen at a glance: SQLite tells without a query that nobody has changed its file.

Of PostgreSQL it is asked each time.
"""

from datetime import date, datetime, timedelta
from threading import local
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from content import clock
from content.kept import turn_to
from content.record import Head, State, head

_seen = local()  # of each thread, as its connection is


class Seen(NamedTuple):
    """What a connection saw, and until when that holds while the file stays as it is."""

    connection: object  # of the driver
    mark: tuple[int, int]
    state: State
    day: date
    until: datetime


def present_and_day(connection: BaseDatabaseWrapper) -> tuple[State, date]:
    """The state of the site now, and which day that is in Amsterdam."""
    seen = look(connection) if connection.vendor == "sqlite" and not clock.told() else None
    state, day = (seen.state, seen.day) if seen else of(head())
    turn_to(state)
    return state, day


def replicated_and_day() -> tuple[State, date]:
    """The same as a replica tells it, which may be behind. Nobody has turned to that state yet."""
    return of(head(may_settle=False))


def look(connection: BaseDatabaseWrapper) -> Seen:
    """What this thread saw, if that still holds, or what there is to be seen now."""
    with connection.wrap_database_errors:
        mark = mark_of(connection.connection)
    seen = vars(_seen).get("seen")
    if seen and seen.connection is connection.connection and seen.mark == mark and timezone.now() < seen.until:
        return seen
    now = head()
    _seen.seen = Seen(connection.connection, mark, *of(now), until(now))
    return _seen.seen


def of(now: Head) -> tuple[State, date]:
    return now.state, timezone.localdate(now.now)


def mark_of(driver) -> tuple[int, int]:
    """What is another one once the file was changed: by others (SQLite, PRAGMA data_version), or by this connection."""
    return driver.execute("PRAGMA data_version").fetchone()[0], driver.total_changes


def until(now: Head) -> datetime:
    """The end of the day, or the moment before it for which something is planned."""
    midnight = timezone.localtime(now.now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return min(midnight, now.planned or midnight)
