"""Pages and lists as data, at their own address and `data.json`; and the schema of what is kept of a page."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.models import Edition
from content.record import State

from ..data.linked import linked_data
from ..data.page import page_as_data
from ..data.rows import row_as_data
from ..data.shown import shown_at
from ..frame import origin
from ..kinds import PageKind
from .lists import asked, link
from .problems import JSON, LINKED, UnknownValues, as_json, for_programs
from .routes import route_of_data
from .view_data import site_of, whole

SCHEMA = Path(settings.BASE_DIR, "content/schemas/document.json")


@for_programs
@route_of_data
def page_data(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """Any page as JSON."""
    return as_json(page_as_data(shown_at(edition, state, get_language(), origin(request))))


@for_programs
@route_of_data
def page_linked_data(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """Any page as linked data."""
    return as_json(linked_data(shown_at(edition, state, get_language(), origin(request))), LINKED)


@for_programs
@require_safe
def list_data(request: HttpRequest, kind: PageKind) -> HttpResponse:
    """A list as JSON, or the part of it that the address asks for, with the addresses of those before and after it."""
    site = site_of(request)
    filters, choice, unknown, shown = asked(request, kind, site.reader, site.state)
    if unknown:
        raise UnknownValues(*unknown)
    path = reverse("list_data", kwargs={"kind": kind})
    found = site.answer(
        reverse(f"{kind.name}_list") + filters.query_string(choice),
        type=kind.name,
        length=filters.length(choice),
        pages=[row_as_data(entry.page, site.reader, site.origin) for entry in shown.entries],
        previous=whole(request, link(shown.before, filters, choice, path)),
        next=whole(request, link(shown.following, filters, choice, path)),
    )
    return as_json(found)


@for_programs
@require_safe
def document_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the document that is kept of each version of a page."""
    return HttpResponse(SCHEMA.read_bytes(), content_type=JSON)
