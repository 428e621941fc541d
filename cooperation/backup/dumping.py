"""The database in one state, whatever is written meanwhile: dumped to a file by its own means, and the size of it all.

SQLite copies pages of a state that a reader sees (its online backup API), PostgreSQL's `pg_dump` reads in a snapshot
that this process shares with it; so what is asked of the database within is of that very state.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from content.compacting import write_anew

from . import Unusable

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@contextmanager
def standing_still() -> Iterator[None]:
    """Read one state of the database from here on, while others read and write; nothing is written here."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:  # not Django's transaction, with which SQLite keeps all others from writing
        cursor.execute("BEGIN" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def dump(folder: Path) -> Path:
    """Write the state that the database has within `standing_still` to a file in a folder."""
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            compact(copy)
        return path
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    program("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
            f"--file={path}")  # fmt: skip
    return path


def compact(copy: sqlite3.Connection) -> None:
    """Leave nothing in a file of SQLite of what was deleted."""
    copy.execute("PRAGMA journal_mode = DELETE")
    write_anew(copy.cursor())


def program(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database of this site. Raises Unusable with the first line that it says."""
    try:
        finished = subprocess.run(  # noqa: S603 -- of the system, with arguments of ours
            [name, *arguments], env=os.environ | where(), capture_output=True, text=True, errors="replace"
        )
    except FileNotFoundError:
        raise Unusable(f"{name} is needed and not found; on Debian: apt-get install postgresql-client") from None
    if finished.returncode:
        raise Unusable(f"{name} says: {' '.join(finished.stderr.split())[:300]}")


def where() -> dict[str, str]:
    """How libpq reaches the database of this site, as variables of the environment: no secret on a command line."""
    connection.ensure_connection()
    options = connection.connection.pgconn.info
    return {each.envvar.decode(): each.val.decode() for each in options if each.envvar and each.val}
