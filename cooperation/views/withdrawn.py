"""The page that tells of one that was taken off the site."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language

from content.models import Edition
from content.record import State
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text

from ..frame import show
from ..kinds import KINDS
from .paths import path_of


def withdrawn(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """410 for a page that was taken off the site: since when, and why."""
    reader = Reader(get_language())
    title = title_of(edition, reader).text
    content = {
        "page": {"title": title},
        "since": edition.published_at,
        "reason": reader.text(edition.change_note()),
        "history_url": path_of(edition, "page_history"),
    }
    trail = [*trail_to(edition.page_type, reader.language), Named(title)]
    return show(
        request,
        "withdrawn.html",
        content,
        trail=trail,
        paths=edition.paths(),
        address=request.path,
        state=state,
        status=410,
    )


def trail_to(page_type: str, language: str) -> list[Named]:
    """The list in which a page stands, if there is one."""
    kind = KINDS.get(page_type)
    if not (kind and kind.is_listed):
        return []
    return [Named(Text(capfirst(kind.plural)), reverse(f"{kind.name}_list"))]
