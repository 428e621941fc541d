"""Pages and lists as data, at their own address and `data.json`; and the schema of what is kept of a page."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.models import Edition
from content.record import State
from content.rendering.text import Reader

from ..data.linked import linked_data
from ..data.page import page_as_data
from ..data.rows import row_as_data
from ..data.shown import shown_at
from ..frame import origin
from ..kinds import PageKind
from ..licence import LICENCE
from ..moment import moment_of, staying, written
from .lists import asked, link
from .problems import JSON, LINKED, as_json, for_programs
from .routes import route_of_data

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
    """A list as JSON, or the part of it that the address asks for; `next` is the address of the part after it."""
    reader, state, own = Reader(get_language()), moment_of(request), origin(request)
    filters, choice, unknown, shown = asked(request, kind, reader, state)
    path = reverse("list_data", kwargs={"kind": kind})
    following = link(shown.following, filters, choice, path)
    found = {
        "url": own + reverse(f"{kind.name}_list") + filters.query_string(choice),
        "at": {"serial": state.serial, "moment": written(state.moment)},
        "language": reader.language,
        "licence": LICENCE,
        "type": kind.name,
        "length": filters.length(choice),
        "left_out": unknown,
        "pages": [row_as_data(entry.page, reader, own) for entry in shown.entries],
        "next": own + staying(request, following) if following else None,
    }
    return as_json(found)


@for_programs
@require_safe
def document_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the document that is kept of each version of a page."""
    return HttpResponse(SCHEMA.read_bytes(), content_type=JSON)
