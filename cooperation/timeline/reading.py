"""Puts every claim in its year: by its own period, or else by the date of each of its sources.

The two are kept apart. A claim that says of when it speaks tells of an event in the world; any other only tells what
its sources said at the time, and an undated source tells that of no year.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Case, When

from content.dates import readable
from content.documents import pages_linked
from content.models import Edition
from content.reading import pages_with
from content.references import Reference

from ..kinds import KINDS
from .events import Event, Said, events

MOST_PAGES = 250


def types() -> list[str]:
    """The types of pages that speak of the world, in the order in which a large site's pages are taken."""
    told = [kind for kind in KINDS.values() if kind.timeline]
    return [kind.name for kind in sorted(told, key=lambda kind: kind.timeline)]


@dataclass
class Document:
    """A source as it is cited, and what it says of no other time than its own, by page."""

    citation: dict
    pages: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Year:
    """The events that begin in a year, those that began before and end in it, and what sources of that year say."""

    events: list[Event] = field(default_factory=list)
    ends: list[Event] = field(default_factory=list)
    told: dict[str, Document] = field(default_factory=dict)  # by content id of the source


@dataclass
class Timeline:
    """The years in their order, what no year is known of, and the pages that are named."""

    years: dict[str, Year]
    undated: Year
    sources: dict[str, dict]  # every one that is cited, by content id
    pages: dict[str, Reference | Edition]  # by content id: the sources, and those that relations and links lead to
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
            *pages_linked(edition.read()),
        )
    }
    others = pages_with(named, moment)
    named_or_told: list[Reference | Edition] = [*others, *editions]
    pages = {page.summary["content_id"]: page for page in named_or_told}
    told = [(edition, claims(edition, pages)) for edition in editions]
    years, undated = in_years(told)
    sources = {source: cited for _edition, found in told for said in found for source, cited in said.sources.items()}
    return Timeline(years, undated, sources, pages, len(keys) <= MOST_PAGES)


def claims(edition: Edition, pages: Collection[str]) -> list[Said]:
    """The claims of a page; a relation is told while the page at its other end is public."""
    document = edition.read()
    return [
        Said(edition, kind, entry, [document["citations"][number - 1] for number in entry["citations"]])
        for kind in ("statement", "relation")
        for entry in document[f"{kind}s"]
        if entry.get("target", document["content_id"]) in pages
    ]


def in_years(told: list[tuple[Edition, list[Said]]]) -> tuple[dict[str, Year], Year]:
    """Put what pages say in its years: each event once, and any other claim under each of its sources."""
    years: dict[str, Year] = defaultdict(Year)
    undated = Year()
    for event in events(told):
        year = event.date[:4]
        years[year].events.append(event)
        event.anchor = f"e-{year}-{len(years[year].events)}"
        if event.end and event.end[:4] != year:
            years[event.end[:4]].ends.append(event)
    for edition, found in told:
        for said in found:
            for source, cited in said.sources.items() if not said.period else ():
                date = readable(cited["date"])
                told_in = years[date[:4]] if date else undated
                told_in.told.setdefault(source, Document(cited)).pages[edition.page_id].append(said)
    return dict(sorted(years.items())), undated
