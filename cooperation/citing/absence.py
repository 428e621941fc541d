"""Why something was not to be seen for a time: its page was withdrawn, or that at the other end of a relation."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.models import Edition, Link
from content.record import State
from content.rendering.plain import title_of
from content.rendering.text import Reader, isolated

from .said import Change


class Absence(NamedTuple):
    """A time in which a page was off the site: since when, why, and since when it is back; nothing if it is not."""

    page: str  # its title
    since: datetime
    reason: str
    back: datetime | None


def absences(page: int, then: State, present: State, language: str) -> list[Absence]:
    """The times in which a page, by its key, was off the site, in a state or after it; the oldest first."""
    later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=then.moment)
    found = Edition.objects.shown_by(present.moment).filter(later, page=page, state=Edition.State.WITHDRAWN)
    return [absence(edition, present, language) for edition in found.with_summary().order_by("published_at")]


def absence(withdrawal: Edition, present: State, language: str) -> Absence:
    reader, back = Reader(language), withdrawal.superseded_at
    if withdrawal.published_at is None:
        raise ValueError("A plan to withdraw a page takes nothing off the site.")
    return Absence(
        str(title_of(withdrawal, reader).text),
        withdrawal.published_at,
        str(reader.text(withdrawal.change_note())),
        back if back and back <= present.moment else None,
    )


def told_of_those_over(found: list[Absence]) -> str:
    """That a page was off the site for a time and is back, with the reason; a sentence for each time."""
    return " ".join(told(each) for each in found if each.back)


def told(absence: Absence) -> str:
    """When a page was withdrawn, why, and since when it is back."""
    values = {
        "since": day(absence.since),
        "reason": isolated(absence.reason),
        "back": day(absence.back or absence.since),
    }
    if not absence.reason:
        return _("This page was withdrawn on %(since)s, and is back since %(back)s.") % values
    return _("This page was withdrawn on %(since)s (“%(reason)s”), and is back since %(back)s.") % values


def hidden_by(claim: str, state: State, language: str) -> Absence | None:
    """The withdrawal because of which a relation, by its id, was not shown in a state, though nobody took it away."""
    links = Link.objects.filter(claim=claim).exclude(role__in=["cites", Link.GONE])
    standing = links.filter(edition__in=Edition.objects.in_force(state.moment).values("pk"))
    ends = {key for link in standing.values_list("edition__page", "target") for key in link}
    withdrawals = Edition.objects.in_force(state.moment).filter(page__in=ends, state=Edition.State.WITHDRAWN)
    first = withdrawals.with_summary().order_by("published_at").first()
    return absence(first, state, language) if first else None


def explained(found: list[Change], state: State, language: str) -> list[Change]:
    """Changes until a state, with why relations are not shown in it that still stand on their page."""
    return [each._replace(why=why_gone(each, state, language)) for each in found]


def why_gone(change: Change, state: State, language: str) -> str:
    if change.after or not change.before or change.before.kind != "relation":
        return ""
    off = hidden_by(change.before.id, state, language)
    return why_hidden(off) if off else ""


def why_hidden(absence: Absence) -> str:
    values = {"page": isolated(absence.page), "since": day(absence.since), "reason": isolated(absence.reason)}
    if not absence.reason:
        return _("The page “%(page)s” was withdrawn on %(since)s.") % values
    return _("The page “%(page)s” was withdrawn on %(since)s (“%(reason)s”).") % values


def day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
