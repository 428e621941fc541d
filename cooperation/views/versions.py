"""What a page said before: one of its versions, and all of them."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.identity import short
from content.models import Edition
from content.record import State, live, state_at
from content.rendering.text import Reader

from ..frame import alternates
from .pages import banner_of, render_document, trail, withdrawn
from .routes import path_of, paths_of, route_of_page


@route_of_page
def page_version(request: HttpRequest, current: Edition, state: State, number: int) -> HttpResponse:
    """One version of a page, with all around it as it was when that version was last shown."""
    versions = shown_by(state).filter(number=number)
    edition = versions.filter(page=current.page_id).first()
    others = (
        versions.filter(state=Edition.State.APPROVED)
        .on_path(current.path(get_language()), get_language())
        .exclude(page=current.page_id)
    )
    if others := list(others.order_by("published_at")):
        return versions_of_several(request, [*([edition] if edition else []), *others])
    if edition is None:
        raise Http404
    if edition.superseded_at and edition.superseded_at <= state.moment:
        state = state_at(edition.superseded_at - timedelta(microseconds=1))
    if edition.is_withdrawn:
        return withdrawn(request, edition, state)
    published = date_format(timezone.localtime(edition.published_at), "j F Y")
    told = _("This is version %(number)d of this page, published on %(date)s.") % {"number": number, "date": published}
    return render_document(
        request,
        edition.read(),
        edition.page_id,
        state,
        edition=edition,
        paths=paths_of(current, "page_version", number=number),
        banner=banner_of(told, edition, current),
        has_picture=not current.is_withdrawn,
    )


def shown_by(state: State) -> QuerySet:
    """All that the site had said by a state of it, whatever is published while somebody reads."""
    return Edition.objects.final().filter(published_at__lte=state.moment)


def versions_of_several(request: HttpRequest, editions: list[Edition]) -> HttpResponse:
    """300 for an address that two pages printed, when an address could still change hands: it names them all."""
    reader = Reader(get_language())
    context = {
        "versions": [
            {
                "title": reader.text(edition.summary["title"]),
                "number": edition.number,
                "published_at": edition.published_at,
                "url": reverse("page_cited", args=[short(edition.summary["content_id"]), last_state(edition).serial]),
            }
            for edition in editions
        ]
    }
    return render(request, "page_versions.html", context, status=300)


def last_state(edition: Edition) -> State:
    """The last state of the site in which an edition was shown, so far."""
    return state_at(edition.superseded_at - timedelta(microseconds=1)) if edition.superseded_at else live()


@route_of_page
def page_history(request: HttpRequest, current: Edition, state: State) -> HttpResponse:
    """All versions of a page, the newest first."""
    reader = Reader(get_language())
    editions = list(shown_by(state).filter(page=current.page_id).with_summary().order_by("-number"))
    days = Counter(timezone.localdate(edition.published_at) for edition in editions)
    page = {"title": reader.text(current.summary["title"]), "url": current.path(reader.language)}
    context = {
        "page": page,
        "breadcrumbs": [
            *trail(current.page_type, reader.language),
            {"label": page["title"], "url": page["url"]},
            {"label": _("Versions"), "url": None},
        ],
        "editions": [
            {
                "number": edition.number,
                "url": path_of(current, "page_version", number=edition.number),
                "published_at": edition.published_at,
                "when": when(edition.published_at, days[timezone.localdate(edition.published_at)] > 1),
                "superseded_at": edition.superseded_at if edition.number < current.number else None,
                "change_note": reader.text(edition.change_note()),
                "withdrawn": edition.is_withdrawn,
            }
            for edition in editions
        ],
        "is_redacted": any(edition.redaction_id for edition in editions),
        "alternates": alternates(paths_of(current, "page_history"), reader.language),
    }
    return render(request, "page_history.html", context)


def when(moment: datetime, with_time: bool) -> str:
    """The day of a version; of several on one day the time too, with its zone in the hour that comes twice a year."""
    local = timezone.localtime(moment)
    if not with_time:
        return date_format(local, "j F Y")
    twice = local.utcoffset() != local.replace(fold=not local.fold).utcoffset()
    return date_format(local, "j F Y, H:i" + (" T" if twice else ""))
