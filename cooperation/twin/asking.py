"""Asks the site for an address within this process, as a visitor without a session would."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler

from content.languages import DEFAULT
from content.record import State

from ..moment import STATE

TWIN = "cooperation.twin"  # in the environment of a request: the answer goes into a copy that has no server behind it


class Answer(NamedTuple):
    status: int
    type: str  # without parameters
    location: str
    body: bytes


def asking(origin: str, state: State) -> Callable[..., Answer]:
    """A function that asks for a path, as the site at an origin answers it in one state.

    Django's own handler, not the front that keeps pages: that one asks for the state of now, every time.
    """
    handler, (scheme, host, *_rest) = WSGIHandler(), urlsplit(origin)

    def ask(path: str, language: str = DEFAULT) -> Answer:
        environ: dict = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path).encode().decode("latin-1"),  # as WSGI has it (PEP 3333)
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "HTTP_HOST": host,
            "HTTP_ACCEPT_LANGUAGE": language,
            "HTTP_X_FORWARDED_PROTO": scheme,
            "wsgi.url_scheme": scheme,
            STATE: state,
            TWIN: True,
        }
        setup_testing_defaults(environ)
        begun: list[tuple[str, dict[str, str]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_more: object) -> Callable[[bytes], object]:
            begun.append((status, dict(headers)))
            return bytes  # what nobody calls (PEP 3333: for servers of old)

        parts = handler(environ, start)
        try:
            body = b"".join(parts)
        finally:
            parts.close()
        status, headers = begun[-1]
        kind = headers.get("Content-Type", "").partition(";")[0]
        return Answer(int(status[:3]), kind, headers.get("Location", ""), body)

    return ask
