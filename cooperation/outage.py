"""What readers get while the database is away: what is kept, and otherwise that the site will be back."""

import gzip
import json
import logging
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, override

from .request_ids import current

READ_ONLY = "25006"  # of PostgreSQL, to whoever writes

if TYPE_CHECKING:
    from .answers import Answer

AWAY = "cooperation.away"  # in the environment of a request: the database is not to be asked
OF_THEN = {"Cache-Status": "cooperation; hit; detail=database-away", "Cache-Control": "no-store"}
SOON = "5"  # seconds after which to try again


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, in both languages; to programs as a problem (RFC 9457)."""
    return not_now(request, 503, "The site cannot be read now", SOON)


def too_much(request: HttpRequest) -> HttpResponse:
    """429, likewise, to who asks for more than is made for one address; when to come back is told for each."""
    return not_now(request, 429, "Too much is asked for from this address at once")


def not_now(request: HttpRequest, status: int, title: str, soon: str = "") -> HttpResponse:
    if re.search(r"\.(json|jsonld)$", request.path_info):
        problem = json.dumps({"title": title, "status": status})
        response = HttpResponse(problem, content_type="application/problem+json")
    else:
        response = HttpResponse(told(f"{status}.html", has_id=status != HTTPStatus.TOO_MANY_REQUESTS))
    response.status_code, response["Cache-Control"] = status, "no-store"
    if soon:
        response["Retry-After"] = soon
    return response


def told(template: str, *, has_id: bool = True) -> str:
    """A page about an error, with the id of the request for who writes about it; not where others get the same page."""
    return render_to_string(template, {"request_id": current() if has_id else ""})


def is_outage(error: BaseException | None) -> bool:
    """Whether a database is away, waits for very long, or takes nothing."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    return isinstance(error, (OperationalError, InterfaceError))


def as_of_then(answer: "Answer", age: int, path: str) -> "Answer":
    """A kept answer with how long ago it was known to be right, and a line on the page that says so."""
    headers = [(name, value) for name, value in answer.headers if name.lower() != "cache-control"]
    headers += [("Age", str(age)), *OF_THEN.items()]
    bodies, tag = answer.bodies, answer.tag
    if answer.header("content-type").startswith("text/html"):
        with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
            told = render_to_string("_away.html")
        body = answer.body("identity").replace(b"<main", f"{told}<main".encode(), 1)
        bodies, tag = {"gzip": gzip.compress(body, 1)}, f"{tag}-away"
    return answer._replace(headers=tuple(headers), bodies=bodies, tag=tag)


class OneLineAMinute(logging.Filter):
    """Lets an outage of the database be one line a minute, whatever comes to nothing because of it."""

    def __init__(self, name: str = ""):
        super().__init__(name)
        self.next = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not is_outage(error) and getattr(record, "status_code", 0) != 503:
            return True
        if time.monotonic() < self.next:
            return False
        self.next = time.monotonic() + 60
        reason = str(error).partition("\n")[0] if error else "it is not asked for a while"
        record.msg, record.args, record.exc_info = "The database does not answer: %s", (reason,), None
        return True
