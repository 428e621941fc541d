"""The id of a request: what a visitor is shown with an error, and what the log has beside it.

It is made when somebody asks for it, so the many requests that nothing goes wrong with cost none. A proxy that is
trusted may give it, so that its log, ours and what the visitor sees agree.
"""

import re
import secrets
from contextvars import ContextVar

from django.conf import settings

GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)
_request: ContextVar[dict | None] = ContextVar("request", default=None)
ID = "cooperation.request_id"  # in the environment of a request


def begin(environ: dict) -> None:
    """From now on this thread answers a request."""
    _request.set(environ)


def end() -> None:
    """What this thread does next is for no request."""
    _request.set(None)


def current() -> str:
    """The id of the request that this thread answers, or nothing where it answers none."""
    environ = _request.get()
    if environ is None:
        return ""
    if ID not in environ:
        given = environ.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXY else ""
        environ[ID] = given if GIVEN.fullmatch(given) else secrets.token_hex(16)
    return environ[ID]
