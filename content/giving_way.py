"""Taking tables from everybody, on PostgreSQL, and giving way to who reads and writes them."""

import time
from collections.abc import Callable

from django.db import OperationalError, connection

# Half as long as PostgreSQL waits before it looks for a deadlock: until then readers wait as well, and go on after it.
WAIT, TRIES = "500ms", 120
IN_USE = "55P03"  # lock_not_available (PostgreSQL, appendix A)


def giving_way(act: Callable[[], object]) -> None:
    """Do what changes tables, and is undone where it fails: again and again while somebody has them for too long.

    A change locks its tables against everybody until its transaction ends. Without a limit a reader of two of them, and
    a change that takes them the other way round, would wait for each other. Raises OperationalError after two minutes.
    """
    for left in reversed(range(TRIES)):
        limit_waiting(WAIT)
        try:
            act()
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", "") != IN_USE:
                raise
            time.sleep(0.5)
        else:
            break
        finally:
            limit_waiting("0")


def limit_waiting(limit: str) -> None:
    """Let this connection wait so long for a lock, with PostgreSQL; "0" is without end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{limit}'")
