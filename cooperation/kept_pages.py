"""Public pages, kept as they were answered until the site says something else: asked before Django is.

A visitor without a session gets what every visitor gets. So an answer is kept with the state of the site that it shows,
packed, and needs no more than one small query to be given again: which state the site is in now.
"""

import gzip
import re
import time
from collections.abc import Callable, Collection, Iterable
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from typing import Any, NamedTuple

import brotli
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from content.kept import ENDLESS, FEW, PAST, Shelf, turns
from content.record import State

from .moment import STATE, present_and_day
from .outage import AWAY, as_of_then

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Application = Callable[[dict, Start], Iterable[bytes]]

ELSEWHERE = ("/admin/", "/static/", "/media/", "/healthz", "/readyz")
KEPT = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
LARGEST = 1 << 20  # bytes: what is larger is kept elsewhere, if at all
POLICY = "public, max-age=0, stale-if-error=86400"  # RFC 9111, 5.2.2; RFC 5861, 4
PACKED = re.compile(r"(text/|application/([\w.-]+\+)?(json|xml)|image/svg)")
OF_THE_BODY = {"content-length", "content-encoding", "content-type", "content-language"}
RETRY = 2  # seconds in which a database that did not answer is not asked again


class Answer(NamedTuple):
    """What Django answered, packed in each way that a browser has asked for."""

    status: int
    headers: tuple[tuple[str, str], ...]
    tag: str
    bodies: dict[str, bytes]  # by content coding

    def body(self, coding: str) -> bytes:
        if coding in self.bodies:
            return self.bodies[coding]
        return brotli.decompress(self.bodies["br"]) if "br" in self.bodies else gzip.decompress(self.bodies["gzip"])

    def packed_for(self, accepted: str) -> "Answer":
        """The same, packed in the second way as well if it takes that: few browsers do, and none of today's."""
        if "br" not in self.bodies or coding_for(accepted, ("br", "gzip")) in ("identity", *self.bodies):
            return self
        return self._replace(bodies=self.bodies | {"gzip": gzip.compress(self.body("identity"), 6, mtime=0)})

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name)


class KeptPages:
    """A WSGI application before another: it answers what that one answered before."""

    def __init__(self, application: Application):
        self.application = application
        self.away_until = 0.0  # by the monotonic clock
        self.known: tuple[State, date] | None = None
        self.seen = time.monotonic()  # when the database last answered

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        if not is_for_all(environ):
            return self.application(environ, start)
        now = self.look()
        if now is None:
            return self.without_database(environ, start)
        key, turn = key_of(now, environ), turns()
        found = find(key)
        made = found or ask(self.application, environ | {STATE: now[0]})
        answer = made.packed_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if answer is not found and is_kept(answer) and not is_of_no_moment(answer, environ) and turn == turns():
            shelf_for(environ, answer).put(key, answer)
        return give(answer, environ, start)

    def look(self) -> tuple[State, date] | None:
        """The state that the site is in now, and the day; None while the database does not answer."""
        if time.monotonic() < self.away_until:
            return None
        try:
            now = current()
        except DatabaseError:
            self.away_until = time.monotonic() + RETRY
            return None
        self.known, self.seen = now, time.monotonic()
        return now

    def without_database(self, environ: dict, start: Start) -> Iterable[bytes]:
        """What is kept, with how old it is; of the rest, that it cannot be had now."""
        if self.known and (found := find(key_of(self.known, environ))):
            age = int(time.monotonic() - self.seen)
            return give(as_of_then(found, age, environ["PATH_INFO"]), environ, start)
        return self.application(environ | {AWAY: True}, start)


def is_for_all(environ: dict) -> bool:
    """Whether an answer depends on nothing of who asks. Whoever has a session goes by."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("PATH_INFO", "").startswith(ELSEWHERE):
        return False
    return settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")


def key_of(now: tuple[State, date], environ: dict) -> tuple:
    """All that an answer depends on; the day, because a file is named by it."""
    named = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING")
    return ("page", *now, *(environ.get(name, "") for name in named))


def find(key: tuple) -> Answer | None:
    """What is kept of a page in a state of the site."""
    return next((found.value for shelf in (FEW, ENDLESS, PAST) if (found := shelf.get(key))), None)


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
        return present_and_day()
    except DatabaseError:
        connection.close()
        return present_and_day()


def ask(application: Application, environ: dict) -> Answer:
    """Let Django make a whole answer, as it is for whoever has nothing of it yet."""
    conditional = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
    plain = {name: value for name, value in environ.items() if name not in conditional}
    begun: list[tuple[str, Headers]] = []
    parts = application(
        plain | {"REQUEST_METHOD": "GET"}, lambda status, headers, *_more: begun.append((status, headers))
    )
    try:
        body = b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = begun[-1]
    return packed(int(status[:3]), headers, body)


def packed(status: int, headers: Headers, body: bytes) -> Answer:
    """An answer with its tag: strong, because the same bytes are meant, and of its own for each coding."""
    left_out = ("content-length", "etag")
    known = {name.lower(): value for name, value in headers}
    rest = [(name, value) for name, value in headers if name.lower() not in left_out]
    tag = known.get("etag", "").removeprefix("W/").strip('"') or sha256(body).hexdigest()[:32]
    bodies = {"identity": body}
    if PACKED.match(known.get("content-type", "")):
        bodies = {"br": brotli.compress(body, quality=5)}
        if "accept-encoding" not in known.get("vary", "").lower():
            rest.append(("Vary", "Accept-Encoding"))
    if "cache-control" not in known and "set-cookie" not in known and status in KEPT:
        rest.append(("Cache-Control", POLICY))
    return Answer(status, tuple(rest), tag, bodies)


def is_kept(answer: Answer) -> bool:
    """Whether the next visitor may have the same answer."""
    vary = {name.strip().lower() for name in answer.header("vary").split(",") if name.strip()}
    return (
        answer.status in KEPT
        and vary <= {"accept-encoding"}
        and not answer.header("set-cookie")
        and "public" in answer.header("cache-control")
        and not answer.header("content-type").startswith("application/zip")
        and sum(map(len, answer.bodies.values())) <= LARGEST
    )


def give(answer: Answer, environ: dict, start: Start) -> Iterable[bytes]:
    """Give an answer as it is asked for: packed or not, whole, its head only, or that it is still the same."""
    coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""), answer.bodies)
    tag = f'"{answer.tag}"' if coding == "identity" else f'"{answer.tag}-{coding}"'
    headers = [*answer.headers, ("ETag", tag)]
    if answer.status == HTTPStatus.OK and names(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
        start("304 Not Modified", [(name, value) for name, value in headers if name.lower() not in OF_THE_BODY])
        return []
    body = answer.body(coding)
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    start(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def coding_for(accepted: str, codings: Collection[str]) -> str:
    """The best of some codings that a browser takes (RFC 9110, 12.5.3)."""
    for coding in ("br", "gzip"):
        if coding in codings and re.search(rf"(?<![\w-]){coding}(?![\w-])(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted):
            return coding
    return "identity"


def names(condition: str, tag: str) -> bool:
    """Whether `If-None-Match` names a tag, by the weak comparison that it asks for (RFC 9110, 13.1.2)."""
    return condition.strip() == "*" or tag in re.findall(r'"[^"]*"', condition)
