"""Floods: how much one address may have made for it, so that others notice nothing of who asks for very much.

What counts is the processor time of answers that had to be made, each as many times as answers were being made for the
same address at once. So who asks for one page after the other can go on for ever, however dear they are; and a school
behind one address, whose readers look at kept pages, is far from it. A limit is one number for each address: until when
what was made is being paid for, a second in a second (the generic cell rate algorithm, ITU-T I.371). Where there is a
cache server, each process adds to that number there (`shared_floods.py`).
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.utils.crypto import salted_hmac

from .accounts.attempts import neighbourhood, told_address
from .answers import ANSWER, Application, Headers, Start
from .circuit import SILENCE
from .shared_floods import SharedFloods

log = logging.getLogger(__name__)
REFUSED = "cooperation.flood"  # in the environment of a request: that it is refused
EDITOR = "cooperation.editor"  # in the environment of a request that was answered: somebody signed in sent it
FREE = ("/static/", "/media/", "/healthz", "/readyz")
MOST = 10_000  # addresses that are remembered at a time
WORKS = 900  # seconds in which somebody who was signed in counts as an editor


class Floods:
    """A WSGI application before another, in each process: it refuses what would be made for who floods the site."""

    def __init__(self, application: Application):
        self.application = application
        self.limit = settings.FLOOD_LIMIT
        self.paid_at: dict[bytes, float] = {}  # by the monotonic clock
        self.making: Counter[bytes] = Counter()
        self.editors: dict[bytes, float] = {}
        self.refusals: dict[str, tuple[str, Headers, bytes]] = {}  # by whether a program asks
        self.secret = salted_hmac(__name__, "addresses", algorithm="sha256").digest()  # the same on every host
        self.shared = SharedFloods()
        self.silent_until = self.tidied_at = 0.0
        self.lock = Lock()

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        who = self.who(environ)
        if who is None or self.is_editor(environ):
            return self.application(environ, start)
        if wait := self.must_wait(who):
            return self.refuse(environ, start, wait)
        with self.lock:
            self.making[who] += 1
        begun, told = time.thread_time(), self.making[who]
        try:
            return self.application(environ, start)
        finally:
            self.charge(who, (time.thread_time() - begun) * told, environ)

    def who(self, environ: dict) -> bytes | None:
        """A key of whoever asks, which says nothing without the site's secret; None where nobody is counted.

        Behind a proxy that does not tell, all visitors would be one.
        """
        if not self.limit or environ.get("PATH_INFO", "").startswith(FREE):
            return None
        address = told_address(environ)
        is_told = not settings.TRUSTED_PROXY or environ.get("HTTP_X_FORWARDED_FOR")
        return self.key(neighbourhood(address)) if address and is_told else None

    def key(self, text: str) -> bytes:
        return blake2b(text.encode(), key=self.secret, digest_size=16).digest()

    def must_wait(self, who: bytes) -> float:
        """The seconds until something is made for an address again, or 0."""
        ahead = self.paid_at.get(who, 0.0) - time.monotonic()
        return max(ahead - self.limit, 0.0)

    def charge(self, who: bytes, seconds: float, environ: dict) -> None:
        """Write down what was made, and forget who has paid for all of it."""
        session = session_of(environ)
        is_editor = environ.get(EDITOR) and session
        ahead = 0.0 if is_editor else self.shared.charge(who, seconds)
        now = time.monotonic()
        with self.lock:
            self.making[who] -= 1
            if not self.making[who]:
                del self.making[who]
            if is_editor:
                self.editors[self.key(session)] = now + WORKS
                return
            self.paid_at[who] = max(max(self.paid_at.get(who, now), now) + seconds, now + ahead)
            if now >= self.tidied_at + 1:
                self.tidied_at = now
                self.paid_at = {each: until for each, until in self.paid_at.items() if until > now}
                self.editors = {each: until for each, until in self.editors.items() if until > now}
            if len(self.paid_at) > MOST:
                self.paid_at = dict(sorted(self.paid_at.items(), key=lambda item: -item[1])[: MOST // 2])

    def is_editor(self, environ: dict) -> bool:
        """Whether a request comes with the session of somebody who was signed in a moment ago."""
        return bool(session := session_of(environ)) and self.key(session) in self.editors

    def refuse(self, environ: dict, start: Start, wait: float) -> Iterable[bytes]:
        """Say so, without making it anew each time."""
        if time.monotonic() >= self.silent_until:
            self.silent_until = time.monotonic() + SILENCE
            log.warning("One address asks for more than is made for one: it is refused for a while.")
        kind = "program" if re.search(r"\.(json|jsonld)$", environ.get("PATH_INFO", "")) else "reader"
        if kind not in self.refusals:
            self.refusals[kind] = self.made(environ)
        environ[ANSWER] = "refused"
        status, headers, body = self.refusals[kind]
        start(status, [*headers, ("Retry-After", str(int(wait) + 1))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def made(self, environ: dict) -> tuple[str, Headers, bytes]:
        begun: list[tuple[str, Headers]] = []
        asked = environ | {REFUSED: True, "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": ""}
        parts = self.application(asked, lambda status, headers, *_more: begun.append((status, headers)))
        body = b"".join(parts)
        if close := getattr(parts, "close", None):
            close()
        return *begun[-1], body


def session_of(environ: dict) -> str:
    found = re.search(rf"\b{re.escape(settings.SESSION_COOKIE_NAME)}=(\w+)", environ.get("HTTP_COOKIE", ""))
    return found[1] if found else ""
