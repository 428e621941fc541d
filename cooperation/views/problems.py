"""What programs are answered: from any site (CORS), with an ETag, and in a form of their own where there is nothing."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.models import Edition
from content.record import State
from content.rendering.text import Reader

from ..moment import NoMoment

Response = TypeVar("Response", bound=HttpResponseBase)
JSON, LINKED, PROBLEM = "application/json; charset=utf-8", "application/ld+json", "application/problem+json"


class UnknownValues(ValueError):
    """An address asks by values that are not known here: without these the answer would be to something else."""

    def __init__(self, *values: str):
        super().__init__(*values)
        self.values = values


def for_programs(view: Callable) -> Callable:
    """Let programs on any site read an answer, and ask whether it has changed (RFC 9110, 13.1.2).

    Nobody but a person looks at a notice: what a page would leave out and tell of is a problem here.
    """

    @wraps(view)
    def answer(request: HttpRequest, **asked: object) -> HttpResponse:
        try:
            response = view(request, **asked)
        except Http404:
            response = problem(404, _("There is no page here"))
        except UnknownValues as why:
            told = _("The address holds a value that is not known here: %(values)s.")
            response = problem(400, told % {"values": ", ".join(why.values)}, values=why.values)
        if response.status_code == 404 and response["Content-Type"] != PROBLEM:
            response = problem(404, _("At that moment nothing had been published at this address."))
        if response.status_code == 200:
            response["ETag"] = f'"{sha256(response.content).hexdigest()}"'
            response = get_conditional_response(request, etag=response["ETag"], response=response)
        return open_to_all(response)

    answer.is_for_programs = True  # type: ignore[attr-defined]
    return answer


def is_for_programs(request: HttpRequest, view: Callable | None = None) -> bool:
    """Whether a request asks for data, also where there are none."""
    return getattr(view, "is_for_programs", False) or request.path.endswith((".json", ".jsonld"))


def as_json(value: object, content_type: str = JSON) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False), content_type=content_type)


def problem(status: int, detail: str, **more: object) -> HttpResponse:
    """An answer that says what is wrong, in the reader's language (RFC 9457)."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    response = as_json(told, PROBLEM)
    response.status_code = status
    return open_to_all(response)


def read_only_problem() -> HttpResponse:
    """405 for whoever wants to do anything else than read (RFC 9110, 15.5.6)."""
    response = problem(405, _("What stands here can only be read: by GET or HEAD."))
    response["Allow"] = "GET, HEAD"
    return response


def open_to_all(response: Response) -> Response:
    response["Access-Control-Allow-Origin"] = "*"
    return response


def withdrawn_problem(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """410 for a page that was taken off the site: since when, and why."""
    since = date_format(timezone.localtime(edition.published_at), "j F Y")
    reason = str(Reader(get_language()).text(edition.change_note()))
    detail = _("This page was withdrawn on %(since)s.") % {"since": since}
    return problem(410, f"{detail} {reason}".strip(), id=str(edition.summary["content_id"]))


def moment_problem(why: NoMoment) -> HttpResponse:
    """What is said of a moment that is none, of one that is ahead, and of one before there was a site."""
    told = {
        "unclear": _(
            "The address asks for the site at a moment, but that is written in a way that we do not understand. "
            "Write a day, such as 2026-11-28, or a moment, such as 2026-11-28T16:40:12Z."
        ),
        "ahead": _("The site can be seen as it is now and as it was, not as it is going to be."),
        "before": _("The site was not there yet"),
    }
    return problem(400 if why.problem == "unclear" else 404, told[why.problem])
