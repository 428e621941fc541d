"""Hosts that work on one database at the same time, each by a clock of its own.

A host is a process that does one thing after another. What it begins stays open until it commits, so that a test can
let another host work meanwhile.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import django
import time_machine
from django.db import connection, transaction

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
_open = ExitStack()


class Host:
    """A process of its own, on the database with this address; its clock is so much ahead."""

    def __init__(self, database: str, ahead: timedelta):
        context = multiprocessing.get_context("spawn")
        self.process = ProcessPoolExecutor(1, context, initializer=start, initargs=(database, ahead))

    def starts(self, act: Callable, *args, **kwargs) -> Future:
        return self.process.submit(act, *args, **kwargs)

    def does(self, act: Callable, *args, **kwargs):
        return self.starts(act, *args, **kwargs).result(timeout=60)

    def is_kept_waiting(self, watcher: "Host", act: Callable, *args, **kwargs) -> Future:
        """Start what has to wait for another host, and return once it waits; on SQLite nobody can see that."""
        future = self.starts(act, *args, **kwargs)
        until(lambda: future.done() or watcher.does(is_there_who_waits))
        return future


@contextmanager
def hosts(database: str, clocks: list[timedelta]) -> Iterator[list[Host]]:
    """Hosts on one database, one for each clock."""
    made = [Host(database, ahead) for ahead in clocks]
    together(made, undo)
    try:
        yield made
    finally:
        for host in made:
            host.process.shutdown()


def together(hosts: list[Host], act: Callable, *args, times: int = 1) -> list:
    """Let hosts do the same at once, and return what came of it."""
    futures = [host.starts(act, *args) for _time in range(times) for host in hosts]
    return [future.result(timeout=60) for future in futures]


def until(question: Callable[[], bool]) -> None:
    """Return once the answer is yes."""
    for _attempt in range(3000):
        if question():
            return
        time.sleep(0.01)
    raise AssertionError("This never came.")


# What a host does.


def start(database: str, ahead: timedelta) -> None:
    os.environ["TEST_DATABASE_URL"] = database
    if ahead:
        time_machine.travel(ahead).start()
    django.setup()


def begin() -> None:
    _open.enter_context(transaction.atomic())


def commit() -> None:
    _open.close()


def undo() -> None:
    if connection.in_atomic_block:
        transaction.set_rollback(True)
        _open.close()


def is_there_who_waits() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0
