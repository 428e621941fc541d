"""Answers that take long: the page begins at once, and tells how far it is until there is something to show."""

from collections.abc import Generator, Iterator
from typing import Any, TypeVar

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ...rendering.markup import element

T = TypeVar("T")
HERE = "<!-- here -->"  # where the page goes on once the work is done


def answer(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A screen of this room."""
    return TemplateResponse(request, f"admin/content/{template}.html", {**site.each_context(request), **context})


def last_of(work: Generator[Any, None, T]) -> T:
    """What work comes to."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def told_on_the_way(
    request: HttpRequest, work: Generator[tuple[int, int], None, dict], **context: Any
) -> StreamingHttpResponse:
    """The screen of a file, of which each part is sent once it is there."""
    whole = render_to_string(
        "admin/content/sheet.html", {**site.each_context(request), **context, "later": HERE}, request=request
    )
    response = StreamingHttpResponse(parts(request, whole, work, context, get_language()))
    response["X-Accel-Buffering"] = "no"  # nginx passes on what it has
    add_never_cache_headers(response)
    return response


def parts(request: HttpRequest, whole: str, work: Any, context: dict, language: str | None) -> Iterator[str]:
    with override(language):
        begin, end = whole.split(HERE)
        yield begin
        yield element("p", _("Reading the file …"), role="status")
        while True:
            try:
                number, rows = next(work)
            except StopIteration as done:
                yield render_to_string("admin/content/_sheet.html", {**context, **done.value}, request=request)
                break
            yield element("p", _("Reading: %(done)d of %(all)d rows") % {"done": number, "all": rows})
        yield end
