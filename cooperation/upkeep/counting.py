"""How much of the site is in date on a day: of all claims, of each kind of page, and of what rests on each source."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from content.models import Edition
from content.record import State
from content.references import Reference
from content.upkeep import SOON, Tended, TendedPage, upkeep_at

from ..kinds import KINDS, SOURCE


class Share(NamedTuple):
    """How many of some things are in date."""

    in_date: int
    total: int

    @property
    def percentage(self) -> int:
        """In whole hundredths, rounded down: all of them is a hundred, and nothing less is."""
        return 100 * self.in_date // self.total if self.total else 100


class Counted(NamedTuple):
    """How much of the site is in date on a day."""

    claims: Share
    pages: Share
    confirmed: int  # claims that were checked again after they came or changed
    by_kind: list[tuple[str, Share]]  # claims, or pages of a kind that rests on nothing
    by_source: list[tuple[Reference, Share]]
    due: list[TendedPage]  # what was due the longest first


def count(state: State, day: date) -> Counted:
    """Count what is in date on a day, in a state of the site."""
    pages = upkeep_at(state).values()
    claims = [part for page in pages if page.has_claims for part in page.parts]
    by_kind: defaultdict[str, list[Tended]] = defaultdict(list)
    for page in pages:
        by_kind[page.page.page_type] += page.parts
    due = [page for page in pages if page.due < day]
    return Counted(
        share(claims, day),
        Share(len(pages) - len(due), len(pages)),
        sum(part.confirmed is not None and part.confirmed > part.changed for part in claims),
        [(name, share(by_kind[name], day)) for name in KINDS if by_kind[name]],
        by_source(claims, state, day),
        sorted(due, key=lambda page: (page.due, page.page.pk)),
    )


def by_source(claims: list[Tended], state: State, day: date) -> list[tuple[Reference, Share]]:
    """What rests on each public source; those that the most rests on come first."""
    resting: defaultdict[str, list[Tended]] = defaultdict(list)
    for part in claims:
        for source in part.sources:
            resting[source].append(part)
    found = Edition.objects.at(state.moment).of_type(SOURCE.name).order_by().references()
    shares = [(each, share(resting[each.content_id], day)) for each in found if resting[each.content_id]]
    return sorted(shares, key=lambda each: (-each[1].total, each[0].pk))


def share(parts: Iterable[Tended], day: date) -> Share:
    known = list(parts)
    return Share(sum(part.is_in_date(day) for part in known), len(known))


def is_soon(page: TendedPage, day: date) -> bool:
    return day <= page.due <= day + SOON
