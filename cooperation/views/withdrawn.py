"""The page that tells of one that was taken off the site."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.identity import short
from content.models import Edition
from content.record import State
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text

from ..citing.absence import absences, told_of_those_over
from ..frame import show
from ..kinds import KINDS
from ..moment import moment_of
from .paths import path_of


def withdrawn(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """410 for a page that was taken off the site: since when, and why; and in a state of then, that it is back."""
    reader, present = Reader(get_language()), moment_of(request)
    title = title_of(edition, reader).text
    above = trail_to(edition.page_type, reader.language)
    content = {
        "page": {"title": title},
        "since": edition.published_at,
        "reason": reader.text(edition.change_note()),
        "banner": returned(edition, state, present, reader.language),
        "ways_on": [*above, Named(Text(_("Search for other pages about it")), searched(title))],
        "history_url": path_of(edition, "page_history"),
    }
    trail = [*above, Named(title)]
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


def searched(text: str) -> str:
    """The address of a search for a text."""
    return f"{reverse('search')}?{urlencode({'q': text})}"


def returned(edition: Edition, state: State, present: State, language: str) -> dict:
    """The banner over a page that was withdrawn in a state, and is back: of which no reader of that state knew."""
    told = told_of_those_over(absences(edition.page_id, state, present, language))
    now = Edition.objects.at(present.moment).filter(page=edition.page_id).with_summary().first()
    if not (told and now and edition.publication_id):
        return {"text": told} if told else {}
    before, page = edition.publication_id - 1, short(edition.summary["content_id"])
    return {
        "text": told,
        "url": now.path(language),
        "link_label": _("To the page as it is now"),
        "compared": reverse("comparison", args=[page, before, present.serial]),
    }


def trail_to(page_type: str, language: str) -> list[Named]:
    """The list in which a page stands, if there is one."""
    kind = KINDS.get(page_type)
    if not (kind and kind.is_listed):
        return []
    return [Named(Text(capfirst(kind.plural)), reverse(f"{kind.name}_list"))]
