"""Leaving nothing in the files of a database of what was deleted: words that went by law may stand there still."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from .rules.triggers import INDEXED

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def compact(connection: BaseDatabaseWrapper) -> bool:
    """Write a database anew; whether that is through, which readers may hold up on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("VACUUM FULL")
            return True
        write_anew(cursor)
        # Until then its old pages stand in the file, and the new ones in the log beside it.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def write_anew(cursor: Any) -> None:
    """The same for an open file of SQLite: its free pages, and its index of search.

    That index only notes that words went, until its parts are put together (FTS5, “optimize”).
    """
    there = {name for (name,) in cursor.execute(TABLES).fetchall()}
    for index in sorted({f"{table}_index" for table in INDEXED} & there):
        cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 -- names of our own tables
    cursor.connection.commit()
    cursor.execute("VACUUM")
