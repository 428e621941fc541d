"""Public pages read from streaming replicas of the database, where REPLICA_URL names any.

In which state the site is, is always asked of the primary. A replica makes a page of that state only once it has
replayed the publication that made it so; otherwise, and whenever it fails, the primary makes the page. So nobody is
shown an older page after a newer one, by whichever host. Who works in the admin reads from the primary alone.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from .circuit import Circuit
from .patience import within

if TYPE_CHECKING:  # which a router and a filter of the log must not load: they are there before the models
    from content.record import State

    from .answers import Answer

T = TypeVar("T")
PATIENCE = 2.0  # seconds that a replica has for all of a page
REPLAYED = "SELECT 1 FROM content_publication WHERE serial = %s AND moment = %s"
_read: ContextVar[str] = ContextVar("read", default=DEFAULT_DB_ALIAS)  # which database this request reads


class Router:
    """Reads from the replica of a request, if it has one; whoever writes reads what they wrote."""

    def db_for_read(self, model: type, **hints: object) -> str:
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else _read.get()

    def db_for_write(self, model: type, **hints: object) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: object, other: object, **hints: object) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == DEFAULT_DB_ALIAS


class Replica:
    """One replica, as this process knows it."""

    def __init__(self, alias: str):
        self.alias = alias
        self.circuit = Circuit(f"The database {alias} of REPLICA_URL", DatabaseError)

    def attempt(self, make: Callable[[], T | None]) -> T | None:
        """What `make` makes while this request reads from here; None where it fails, or failed a moment ago.

        Whether it works again is found out in a thread of its own: no visitor waits for that.
        """
        if self.circuit.is_failing:
            self.circuit.attempt_apart(self.find_out)
            return None
        return self.circuit.attempt(lambda: self.read(make))

    def read(self, make: Callable[[], T | None]) -> T | None:
        """Raises DatabaseError when any query failed, also where `make` could do without the answer."""
        connection, failed = connections[self.alias], []

        def noting(execute, *query):
            try:
                return execute(*query)
            except DatabaseError as error:
                failed.append(error)
                raise

        connection.close_if_unusable_or_obsolete()
        token = _read.set(self.alias)
        try:
            with within(PATIENCE, connection), connection.execute_wrapper(noting):
                made = make()
            if failed:
                raise failed[0]
            return made
        except DatabaseError:
            connection.close()  # or the next request of this thread would ask whether it is still good, and wait
            raise
        finally:
            _read.reset(token)

    def find_out(self) -> None:
        connection = connections[self.alias]  # of this thread
        try:
            with within(PATIENCE, connection), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        finally:
            connection.close()

    def has(self, state: "State") -> bool:
        """Whether it has replayed the publication by which the site came into a state."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(REPLAYED, state)
            return cursor.fetchone() is not None


class Replicas:
    """All replicas, in turn. Without any, they answer nothing."""

    def __init__(self) -> None:
        self.all = [Replica(alias) for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS]
        self.turn = count()

    def page(self, state: "State", make: Callable[[], "Answer"]) -> "Answer | None":
        """The page of a state as a replica makes it; None where that has to be seen to by the primary."""

        def made(replica: Replica) -> "Answer | None":
            answer = make() if replica.has(state) else None
            return answer if answer and answer.status < 500 else None

        return self.first(made)

    def told(self, ask: Callable[[], T]) -> T | None:
        """What a replica says; None where none answers."""
        return self.first(lambda replica: ask())

    def first(self, make: Callable[[Replica], T | None]) -> T | None:
        start = next(self.turn)
        for number in range(len(self.all)):
            replica = self.all[(start + number) % len(self.all)]
            made = replica.attempt(lambda replica=replica: make(replica))  # type: ignore[misc]
            if made is not None:
                return made
        return None


def from_primary(view: Callable) -> Callable:
    """Let a view that shows more than what is public read it where it was written."""

    @wraps(view)
    def read(*args, **kwargs):
        token = _read.set(DEFAULT_DB_ALIAS)
        try:
            return view(*args, **kwargs)
        finally:
            _read.reset(token)

    return read


class LeftToPrimary(logging.Filter):
    """Keeps out of the log what fails on a replica: the primary is asked for the same, and tells if it fails there."""

    def filter(self, record: logging.LogRecord) -> bool:
        return _read.get() == DEFAULT_DB_ALIAS
