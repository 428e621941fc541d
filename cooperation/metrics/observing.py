"""What stands before all that answers: it knows which request this is, and counts how it was answered."""

import time
from collections.abc import Callable, Iterable
from threading import local
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.urls import ResolverMatch

from .. import request_ids
from ..answers import ANSWER, KIND, Application, Headers, Start
from .tally import Tally

# What stands at addresses of which Django is not asked.
AT = (("/static/", "file"), ("/media/", "file"), ("/admin/", "admin"), ("/healthz", "probe"), ("/readyz", "probe"))
VIEWS = "cooperation.views."
_here = local()  # how many questions this thread asked the database


class Observed:
    """A WSGI application before another: it gives each request its id, and tells it with what is an error."""

    def __init__(self, application: Application):
        self.application = application
        self.tally: Tally | None = None

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        begun, status = time.perf_counter(), "500"
        request_ids.begin(environ)
        _here.queries = 0

        def told(line: str, headers: Headers, *more: Any) -> Any:
            nonlocal status
            status = line[:3]
            if status >= "500" or status == "400":
                headers = [*headers, ("X-Request-ID", request_ids.current())]
            return start(line, headers, *more)

        try:
            return self.application(environ, told)
        finally:
            request_ids.end()
            if self.tally:
                answer = "same" if status == "304" else environ.get(ANSWER, "direct")
                seconds = time.perf_counter() - begun
                kind = environ.get(KIND) or kind_at(environ.get("PATH_INFO", ""))
                self.tally.count(kind, f"{status[0]}xx", answer, seconds, _here.queries)


def kind_of(match: ResolverMatch) -> str:
    """The kind of an address that leads somewhere: the module of its view, of which there are not many."""
    module = str(match.func.__module__)
    if match.route.startswith("admin/"):
        return "admin"
    return module.removeprefix(VIEWS) if module.startswith(VIEWS) else "other"


def kind_at(path: str) -> str:
    """The kind of an address that no view was asked for."""
    return next((kind for begins, kind in AT if path.startswith(begins)), "none")


def count_queries() -> None:
    """Count from now on what is asked of each database that is connected to."""
    connection_created.connect(_watch, dispatch_uid=__name__)


def _watch(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    if _counted not in connection.execute_wrappers:
        connection.execute_wrappers.append(_counted)


def _counted(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
    _here.queries = vars(_here).get("queries", 0) + 1
    return execute(sql, params, many, context)
