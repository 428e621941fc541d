"""Puts every claim in its year: by its own period, or else by the date of its newest source.

The two are kept apart. A claim that says of when it speaks is an event in the world; any other only tells what its
source said at the time, and an undated source tells that of no year.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Case, When

from content.dates import readable
from content.models import Edition
from content.reading import pages_with
from content.references import Reference

from ..kinds import KINDS

MOST_PAGES = 250


def types() -> list[str]:
    """The types of pages that speak of the world, in the order in which a large site's pages are taken."""
    told = [kind for kind in KINDS.values() if kind.timeline]
    return [kind.name for kind in sorted(told, key=lambda kind: kind.timeline)]


@dataclass(frozen=True, eq=False)
class Said:
    """A statement or relation of a live page, as its document has it, with its citations written out."""

    edition: Edition
    kind: str
    entry: dict
    citations: list[dict]

    @property
    def source(self) -> dict:
        """The citation that dates the claim: the newest."""
        return max(self.citations, key=lambda citation: readable(citation["date"]))

    def address(self, language: str) -> str:
        return f"{self.edition.path(language)}#{self.kind[0]}-{self.entry['anchor']}"


@dataclass(frozen=True, eq=False)
class Event:
    """Something that began, ended, or was so, on a date. Without a claim it is known of the page as a whole."""

    what: str  # "since", "until", "both" or "as_of"
    date: str
    edition: Edition
    said: Said | None
    period: dict


@dataclass
class Year:
    """What happened in a year, and what sources of that year say, by source and page."""

    events: list[Event] = field(default_factory=list)
    told: dict[str, dict[int, list[Said]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))


@dataclass
class Timeline:
    """The years in their order, what no year is known of, and the pages that are named."""

    years: dict[str, Year]
    undated: Year
    pages: dict[str, Reference | Edition]  # by content id: the sources, and the pages at the other ends of relations
    is_whole: bool

    @property
    def events(self) -> list[Event]:
        return [event for year in self.years.values() for event in year.events]


def read_timeline(moment: datetime, language: str, page_type: str = "") -> Timeline:
    """Read the timeline, of all types of pages or of one, in three queries."""
    live = Edition.objects.at(moment)
    order = Case(*(When(page_type=name, then=number) for number, name in enumerate(types())))
    chosen = live.of_type(page_type) if page_type else live.of_type(*types()).order_by(order)
    chosen = chosen.order_by(*(() if page_type else (order,)), f"sort_key_{language}", "pk")
    # The documents are long, so that a large site is not sorted with them in hand.
    keys = list(chosen.values_list("pk", flat=True)[: MOST_PAGES + 1])
    by_key = Edition.objects.in_bulk(keys[:MOST_PAGES])
    editions = [by_key[key] for key in keys[:MOST_PAGES]]
    named = {
        UUID(content_id)
        for edition in editions
        for content_id in (
            *(relation["target"] for relation in edition.read()["relations"]),
            *(citation["source"] for citation in edition.read()["citations"]),
        )
    }
    others = pages_with(named, moment)
    named_or_told: list[Reference | Edition] = [*others, *editions]
    pages = {page.summary["content_id"]: page for page in named_or_told}
    years, undated = in_years(editions, pages)
    return Timeline(years, undated, pages, len(keys) <= MOST_PAGES)


def in_years(editions: list[Edition], pages: Collection[str]) -> tuple[dict[str, Year], Year]:
    """Put what editions say in its years; a relation is told while the page at its other end is public."""
    years: dict[str, Year] = defaultdict(Year)
    undated = Year()
    for edition in editions:
        found = [
            claim for claim in claims(edition) if claim.entry.get("target", edition.summary["content_id"]) in pages
        ]
        for event in events(edition, found):
            years[event.date[:4]].events.append(event)
        for claim in found:
            if claim.citations and not any(map(readable, claim.entry["period"].values())):
                date = readable(claim.source["date"])
                year = years[date[:4]] if date else undated
                year.told[claim.source["source"]][edition.page_id].append(claim)
    for year in years.values():
        year.events.sort(key=lambda event: event.date)
    return dict(sorted(years.items())), undated


def claims(edition: Edition) -> Iterator[Said]:
    document = edition.read()
    for kind in ("statement", "relation"):
        for entry in document[f"{kind}s"]:
            yield Said(edition, kind, entry, [document["citations"][number - 1] for number in entry["citations"]])


def events(edition: Edition, found: list[Said]) -> Iterator[Event]:
    """The events that the claims of a page tell, and those of the page's own start and end that no claim tells."""
    details = edition.read()["details"]
    own = {"since": details.get("start"), "until": details.get("end")}
    for claim in found:
        period = claim.entry["period"]
        own = {name: date for name, date in own.items() if date and period.get(name) != date}
        yield from dated(edition, claim, period)
    yield from dated(edition, None, {name: date for name, date in own.items() if date})


def dated(edition: Edition, said: Said | None, period: dict) -> Iterator[Event]:
    """Something that began and ended in one year is one event."""
    period = {what: date for what, date in period.items() if readable(date)}
    since, until = period.get("since", ""), period.get("until", "")
    if since and since[:4] == until[:4]:
        yield Event("both", since, edition, said, period)
        period = {"as_of": period["as_of"]} if "as_of" in period else {}
    for what, date in period.items():
        yield Event(what, date, edition, said, period)
