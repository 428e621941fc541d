"""How long the database is waited for: by readers, of whom many wait, and by editors, who typed something.

A database keeps to the limit that it is told, unless it hangs, or its host is gone without a word: then the connection
is cut here. One thread of each process sees to that, so that a question costs no thread of its own.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread, local
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

READER, EDITOR = 2, 10  # seconds, for one question
GRACE = 1.0  # seconds more, in which the database may say itself that it gave up
TICK = 0.25  # seconds between two looks at who waits
_told = local()  # of each thread: its connection of the driver, and how long that was told to wait
_awaited: dict[object, tuple[float, Any]] = {}  # until when what is waited for, by the monotonic clock
_watching: set[int] = set()  # in which process somebody watches
_lock = Lock()


class Overdue(OperationalError):
    """The database said nothing in the time that it had, and was hung up on."""


def wait_for(seconds: int) -> None:
    """Let the connection of this thread wait so long, until it is told otherwise. Raises DatabaseError.

    Of PostgreSQL that is for an answer, of SQLite for whoever writes.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if vars(_told) == {"connection": connection.connection, "seconds": seconds}:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000}")
    else:
        with within(seconds + GRACE, connection), connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {seconds * 1000}")
        if limited not in connection.execute_wrappers:
            connection.execute_wrappers.append(limited)
    _told.connection, _told.seconds = connection.connection, seconds


def limited(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
    """Ask a question (a wrapper of Django's), and wait no longer than this thread waits. Raises Overdue."""
    with within(_told.seconds + GRACE, context["connection"]):
        return execute(sql, params, many, context)


@contextmanager
def within(seconds: float, connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Cut a connection to PostgreSQL that is still waited for after some seconds. Raises Overdue if that was done."""
    connection.ensure_connection()
    watch()
    mark = object()
    _awaited[mark] = time.monotonic() + seconds, connection.connection
    try:
        yield
    except DatabaseError as error:
        if mark not in _awaited:
            raise Overdue(f"No answer within {seconds:g} seconds") from error
        raise
    finally:
        _awaited.pop(mark, None)


def watch() -> None:
    """See that somebody watches in this process."""
    if os.getpid() not in _watching:
        with _lock:
            if os.getpid() not in _watching:
                _watching.add(os.getpid())
                Thread(target=cut_what_is_overdue, name="patience", daemon=True).start()


def cut_what_is_overdue() -> None:
    while True:
        time.sleep(TICK)
        now = time.monotonic()
        for mark, (until, driver) in list(_awaited.items()):
            if until < now:
                with suppress(KeyError):  # it has just ended
                    del _awaited[mark]
                    cut(driver)


def cut(driver: Any) -> None:
    """Let whoever waits on a connection of the driver hear at once that nothing comes."""
    with suppress(Exception), socket.socket(fileno=os.dup(driver.fileno())) as end:
        end.shutdown(socket.SHUT_RDWR)  # it may just have ended by itself
