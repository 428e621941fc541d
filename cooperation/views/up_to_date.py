"""How much of the site is in date: for readers, who want to know whether somebody still looks after it."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.kept import kept
from content.record import State
from content.rendering.periods import date_label
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text
from content.upkeep import TendedPage

from ..frame import paths_to, show
from ..kinds import KINDS
from ..moment import day_of, moment_of
from ..upkeep.counting import Counted, Share, count

MOST = 100  # pages that are named


@require_safe
def up_to_date(request: HttpRequest) -> HttpResponse:
    """The share of claims and of pages that is in date, on the day that is looked at."""
    state, day, reader = moment_of(request), day_of(request), Reader(get_language())
    key = ("up to date", day, reader.language)
    content = kept(state, key, lambda: told(count(state, day), reader), endless=True)
    return show(
        request,
        "up_to_date.html",
        {**content, "day": day_told(day, reader)},
        trail=[Named(Text(_("Up to date?")))],
        paths=paths_to("up_to_date"),
        is_view=True,
        cited_at=seen_at(state, day),
        data=reverse("up_to_date_data"),
    )


def seen_at(state: State, day: date) -> datetime:
    """A moment at which the same is to be seen: of that state, and on that day."""
    return max(state.moment, timezone.make_aware(datetime.combine(day, time())))


def told(found: Counted, reader: Reader) -> dict:
    """What the page says, until the next publication or the next day."""
    return {
        "claims": found.claims,
        "pages": found.pages,
        "confirmed": found.confirmed,
        "kinds": [{"label": KINDS[name].label, "share": bar(share)} for name, share in found.by_kind],
        "sources": [{"title": title_of(page, reader), "share": bar(share)} for page, share in found.by_source],
        "due": [due_row(page, reader) for page in found.due[:MOST]],
        "rest": max(0, len(found.due) - MOST),
    }


def bar(share: Share) -> dict:
    return {"in_date": share.in_date, "total": share.total, "percentage": share.percentage}


def due_row(page: TendedPage, reader: Reader) -> dict:
    """A page that should have been looked at again by now."""
    return {"title": title_of(page.page, reader), "since": day_told(page.due, reader)}


def day_told(day: date, reader: Reader) -> dict[str, str]:
    return {"date": day.isoformat(), "label": date_label(reader.language, day.isoformat())}
