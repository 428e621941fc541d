"""A whole answer of Django: packed as browsers ask for it, tagged, and given as it is asked for."""

import gzip
import re
from collections.abc import Callable, Collection, Iterable
from hashlib import sha256
from http import HTTPStatus
from typing import Any, NamedTuple

import brotli

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Application = Callable[[dict, Start], Iterable[bytes]]

KEPT = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
LARGEST = 1 << 20  # bytes: what is larger is kept elsewhere, if at all
POLICY = "public, max-age=0, stale-if-error=86400"  # RFC 9111, 5.2.2; RFC 5861, 4
PACKED = re.compile(r"(text/|application/([\w.-]+\+)?(json|xml)|image/svg)")
KIND = "cooperation.kind"  # in the environment of a request: what sort of address it asks for
ANSWER = "cooperation.answer"  # likewise: where its answer came from
QUICK, DENSE = 1, 5  # brotli: an eighth of the time, for a fifth more bytes
OF_THE_BODY = {"content-length", "content-encoding", "content-type", "content-language"}


class Answer(NamedTuple):
    """What Django answered, packed in each way that a browser has asked for."""

    status: int
    headers: tuple[tuple[str, str], ...]
    tag: str
    bodies: dict[str, bytes]  # by content coding
    is_dense: bool = False  # packed as well as is worth it for what is asked for more than once
    kind: str = ""  # of address

    def body(self, coding: str) -> bytes:
        if coding in self.bodies:
            return self.bodies[coding]
        return brotli.decompress(self.bodies["br"]) if "br" in self.bodies else gzip.decompress(self.bodies["gzip"])

    def packed_for(self, accepted: str) -> "Answer":
        """The same, packed in the second way as well if it takes that: few browsers do, and none of today's."""
        if "br" not in self.bodies or coding_for(accepted, ("br", "gzip")) in ("identity", *self.bodies):
            return self
        return self._replace(bodies=self.bodies | {"gzip": gzip.compress(self.body("identity"), 6, mtime=0)})

    def denser(self) -> "Answer":
        """The same, packed well: done for the second who asks, as many a page is asked for once.

        Its tag stays, as what it says does, and no part of a body is ever given (no `Accept-Ranges`).
        """
        if self.is_dense or "br" not in self.bodies:
            return self
        packed = brotli.compress(self.body("identity"), quality=DENSE)
        return self._replace(bodies=self.bodies | {"br": packed}, is_dense=True)

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def ask(application: Application, environ: dict) -> Answer:
    """Let Django make a whole answer, as it is for whoever has nothing of it yet."""
    conditional = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
    plain = {name: value for name, value in environ.items() if name not in conditional}
    begun: list[tuple[str, Headers]] = []
    asked = plain | {"REQUEST_METHOD": "GET"}
    parts = application(asked, lambda status, headers, *_more: begun.append((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = begun[-1]
    return packed(int(status[:3]), headers, body)._replace(kind=asked.get(KIND, ""))


def packed(status: int, headers: Headers, body: bytes) -> Answer:
    """An answer with its tag: strong, because the same bytes are meant, and of its own for each coding."""
    left_out = ("content-length", "etag")
    known = {name.lower(): value for name, value in headers}
    rest = [(name, value) for name, value in headers if name.lower() not in left_out]
    tag = known.get("etag", "").removeprefix("W/").strip('"') or sha256(body).hexdigest()[:32]
    bodies = {"identity": body}
    if PACKED.match(known.get("content-type", "")):
        bodies = {"br": brotli.compress(body, quality=QUICK)}
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
