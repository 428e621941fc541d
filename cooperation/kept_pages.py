"""Public pages, kept as they were answered until the site says something else: asked before Django is.

A visitor without a session gets what every visitor gets. So an answer is kept with the state of the site that it shows,
packed, and needs no more than one small query to be given again: which state the site is in now.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from http import HTTPStatus

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from content.kept import ENDLESS, FEW, PAST, Shelf, turn_to, turns
from content.record import State

from .answers import ANSWER, KIND, Answer, Application, Start, ask, give, is_kept
from .circuit import Circuit
from .glance import present_and_day, replicated_and_day
from .moment import STATE
from .outage import AWAY, as_of_then
from .patience import EDITOR, READER, Overdue, wait_for
from .replicas import Replicas
from .shared_pages import SharedPages

NOT_ASKING = ("/static/", "/media/", "/healthz", "/readyz")
ELSEWHERE = ("/admin/", *NOT_ASKING)
SLOW = 2  # seconds: a database that takes so long to say in which state the site is counts as away


class KeptPages:
    """A WSGI application before another: it answers what that one answered before."""

    def __init__(self, application: Application):
        self.application = application
        self.database = Circuit("", DatabaseError)  # django.request tells the log
        self.shared = SharedPages()
        self.replicas = Replicas()
        self.known: tuple[State, date] | None = None
        self.seen = time.monotonic()  # when the database last answered

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        if not is_for_all(environ):
            return self.for_one(environ, start)
        now = self.look()
        if now is None:
            return self.without_database(environ, start)
        key, turn, state = key_of(now, environ), turns(), now[0]
        environ[ANSWER] = "made"
        found = self.find(key, environ)
        made = found or self.replicated(state, environ) or ask(self.application, environ | {STATE: state})
        if made.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.database.fail()  # those who come now need not wait as well
        environ[KIND] = made.kind
        answer = (made.denser() if found else made).packed_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if answer is not found:
            self.keep(key, answer, environ, turn)
        return give(answer, environ, start)

    def keep(self, key: tuple, answer: Answer, environ: dict, turn: int) -> None:
        """Keep an answer that was begun in a turn, where others may have it as well."""
        if is_kept(answer) and not is_of_no_moment(answer, environ) and turn == turns():
            shelf_for(environ, answer).put(key, answer)
            self.shared.put(key, answer)

    def find(self, key: tuple, environ: dict) -> Answer | None:
        """What is kept of a page in a state of the site: here, or by another process."""
        for shelf in (FEW, ENDLESS, PAST):
            if kept := shelf.get(key):
                environ[ANSWER] = "kept"
                return kept.value
        turn = turns()
        found = self.shared.get(key)
        if found:
            environ[ANSWER] = "shared"
            if turn == turns():
                shelf_for(environ, found).put(key, found)
        return found

    def replicated(self, state: State, environ: dict) -> Answer | None:
        """What a replica that has a state makes of it; None where there is none."""
        return self.replicas.page(state, lambda: ask(self.application, environ | {STATE: state}))

    def for_one(self, environ: dict, start: Start) -> Iterable[bytes]:
        """What depends on who asks: Django sees to it, and an editor waits longer for the database than a reader."""
        if not environ.get("PATH_INFO", "").startswith(NOT_ASKING):
            with suppress(DatabaseError):  # which the answer will tell
                wait_for(EDITOR)
        return self.application(environ, start)

    def look(self) -> tuple[State, date] | None:
        """The state that the site is in now, and the day; None while the database does not answer, or hardly."""
        begun = time.monotonic()
        now = self.database.attempt(current)
        if now and time.monotonic() - begun > SLOW:
            self.database.fail()
            return None
        if now:
            self.known, self.seen = now, time.monotonic()
        return now

    def without_database(self, environ: dict, start: Start) -> Iterable[bytes]:
        """What is kept or a replica makes, with how old it is; of the rest, that it cannot be had now."""
        environ[ANSWER] = "away"
        if known := self.newest_known():
            key, turn = key_of(known, environ), turns()
            found = self.find(key, environ)
            if not found and (made := self.replicated(known[0], environ)) and is_kept(made):
                found = made
                self.keep(key, made, environ, turn)
            if found:
                age = int(time.monotonic() - self.seen)
                return give(as_of_then(found, age, environ["PATH_INFO"]), environ, start)
        return self.application(environ | {AWAY: True}, start)

    def newest_known(self) -> tuple[State, date] | None:
        """The last state that this process knows of while the database is away: a replica may know of a later one."""
        told = self.replicas.told(replicated_and_day)
        if told and (not self.known or told[0].serial > self.known[0].serial):
            turn_to(told[0])
            self.known = told
        return self.known


def is_for_all(environ: dict) -> bool:
    """Whether an answer depends on nothing of who asks. Whoever has a session goes by."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("PATH_INFO", "").startswith(ELSEWHERE):
        return False
    return settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")


def key_of(now: tuple[State, date], environ: dict) -> tuple:
    """All that an answer depends on; the day, because a file is named by it."""
    named = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING")
    return ("page", *now, *(environ.get(name, "") for name in named))


def shelf_for(environ: dict, answer: Answer) -> Shelf:
    """Where an answer is kept: with those that are few, with those that can be made up, or with those of the past."""
    query = environ.get("QUERY_STRING", "")
    if "at=" in query or "/id/" in environ["PATH_INFO"]:
        return PAST
    is_picture = environ["PATH_INFO"].endswith(".png")  # there is an address for each state of the site
    return ENDLESS if query or is_picture or answer.status != HTTPStatus.OK or not is_our_host(environ) else FEW


def is_of_no_moment(answer: Answer, environ: dict) -> bool:
    """Whether an answer says that a moment cannot be seen: one that is still to come can be, once it has come."""
    return "at=" in environ.get("QUERY_STRING", "") and answer.status != HTTPStatus.OK


def is_our_host(environ: dict) -> bool:
    """Whether it was asked for by the one name of the site: who makes up others cannot push out its pages."""
    return not settings.BASE_URL or settings.BASE_URL.endswith(f"//{environ.get('HTTP_HOST', '')}")


def current() -> tuple[State, date]:
    """The state of the site now, and the day. The query itself shows whether the connection is still good."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close_if_unusable_or_obsolete()
    connection.health_check_done = True  # type: ignore[attr-defined]  # Django has it, its stubs do not
    try:
        wait_for(READER)
        return present_and_day(connection)
    except DatabaseError as error:
        if is_told(error):
            raise
        connection.close()
        wait_for(READER)
        return present_and_day(connection)


def is_told(error: DatabaseError) -> bool:
    """Whether it was waited for as long as anybody waits: asking anew would take as long again."""
    by_itself = getattr(error.__cause__, "sqlstate", None) is not None or "locked" in str(error)
    return by_itself or isinstance(error, Overdue)
