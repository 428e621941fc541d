"""What a page said before: one of its versions, and all of them."""

from collections import Counter
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.identity import short
from content.models import Edition
from content.record import State, state_at
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text

from ..changes.comparing import Step, steps_of
from ..citing.absence import absences, told_of_those_over
from ..frame import show
from ..moment import moment_of
from ..upkeep.telling import page_checked
from .citing import address
from .comparing import choice
from .pages import banner_of, render_document
from .paths import path_of, paths_of
from .routes import route_of_record
from .withdrawn import trail_to, withdrawn


@route_of_record
def page_version(request: HttpRequest, current: Edition, state: State, number: int) -> HttpResponse:
    """One version of a page, with all around it as it was when that version was last shown."""
    versions = Edition.objects.shown_by(state.moment).filter(number=number)
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
    present = state
    if edition.superseded_at and edition.superseded_at <= state.moment:
        state = state_at(edition.superseded_at - timedelta(microseconds=1))
    if edition.is_withdrawn:
        return withdrawn(request, edition, state)
    published = date_format(timezone.localtime(edition.published_at), "j F Y")
    told = _("This is version %(number)d of this page, published on %(date)s.") % {"number": number, "date": published}
    off = told_of_those_over(absences(edition.page_id, state, present, get_language()))
    return render_document(
        request,
        edition.read(),
        edition.page_id,
        state,
        edition=edition,
        paths=paths_of(current, "page_version", number=number),
        banner=banner_of(f"{told} {off}".strip(), edition, current),
        has_picture=not current.is_withdrawn,
    )


def versions_of_several(request: HttpRequest, editions: list[Edition]) -> HttpResponse:
    """300 for an address that two pages printed, when an address could still change hands: it names them all."""
    reader = Reader(get_language())
    content = {
        "versions": [
            {
                "title": title_of(edition, reader).text,
                "number": edition.number,
                "published_at": edition.published_at,
                "url": address(edition.summary["content_id"], last_state(edition, request).serial),
            }
            for edition in editions
        ]
    }
    return show(request, "page_versions.html", content, status=300)


def last_state(edition: Edition, request: HttpRequest) -> State:
    """The last state of the site in which an edition was shown, so far."""
    ended = edition.superseded_at
    return state_at(ended - timedelta(microseconds=1)) if ended else moment_of(request)


@route_of_record
def page_history(request: HttpRequest, current: Edition, state: State) -> HttpResponse:
    """All versions of a page, the newest first."""
    reader = Reader(get_language())
    versions = Edition.objects.shown_by(state.moment).filter(page=current.page_id)
    editions = list(versions.with_summary().order_by("-number"))
    steps = steps_of(current.page_id, state, reader.language)
    days = Counter(timezone.localdate(edition.published_at) for edition in editions)
    title = title_of(current, reader)
    content = {
        "page": {"title": title.text, "url": title.url},
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
        "checked": page_checked(current.page_id, state, reader.language),
        "feed": path_of(current, "page_feed"),
        "by_others": [other_row(step, reader) for step in steps if not step.own],
        "form": choice(short(current.summary["content_id"]), steps, reader),
        "is_redacted": any(edition.redaction_id for edition in editions),
    }
    trail = [*trail_to(current.page_type, reader.language), title, Named(Text(_("Versions")))]
    return show(request, "page_history.html", content, trail=trail, paths=paths_of(current, "page_history"))


def other_row(step: Step, reader: Reader) -> dict:
    """A publication of other pages by which this one changed."""
    return {
        "url": reverse("change", args=[step.state.serial]),
        "when": when(step.state.moment, True),
        "by": [title_of(edition, reader) for edition in step.others[:3]],
        "note": reader.text(step.others[0].change_note()) if len(step.others) == 1 else Text(),
    }


def when(moment: datetime, with_time: bool) -> str:
    """The day of a version; of several on one day the time too, with its zone in the hour that comes twice a year."""
    local = timezone.localtime(moment)
    if not with_time:
        return date_format(local, "j F Y")
    twice = local.utcoffset() != local.replace(fold=not local.fold).utcoffset()
    return date_format(local, "j F Y, H:i" + (" T" if twice else ""))
