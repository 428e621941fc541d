"""How long the database is waited for: by readers, of whom many wait, and by editors, who typed something."""

from threading import local

from django.db import DEFAULT_DB_ALIAS, connections

READER, EDITOR = 2, 10  # seconds, for one question
_told = local()  # of each thread: its connection of the driver, and how long that was told to wait


def wait_for(seconds: int) -> None:
    """Let the connection of this thread wait so long, until it is told otherwise. Raises DatabaseError.

    Of PostgreSQL that is for an answer, of SQLite for whoever writes.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if vars(_told) != {"connection": connection.connection, "seconds": seconds}:
        limit = f"SET statement_timeout = {seconds * 1000}"
        if connection.vendor == "sqlite":
            limit = f"PRAGMA busy_timeout = {seconds * 1000}"
        with connection.cursor() as cursor:
            cursor.execute(limit)
        _told.connection, _told.seconds = connection.connection, seconds
