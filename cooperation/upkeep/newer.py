"""A source with a newer edition: its passages beside those of the newer one, and what rests on the older ones still."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min
from django.utils.translation import get_language

from content.languages import DEFAULT
from content.models import Edition, Link
from content.models.source import REPLACES
from content.record import State
from content.references import Reference
from content.rendering.text import Reader, Text
from content.upkeep import upkeep_at

from ..citing.said import said_in


class Side(NamedTuple):
    """A passage in one of the editions."""

    place: Text
    summary: Text


class Resting(NamedTuple):
    """A claim that rests on a passage: its page by key, what that is called, and what the claim says."""

    page: int
    title: Text
    words: str


class Pair(NamedTuple):
    """A passage of the older edition, the one of the same key in the newer one if there is, and what rests on it."""

    old: Side
    new: Side | None
    resting: list[Resting]

    @property
    def is_same(self) -> bool:
        return self.new is not None and self.new.summary == self.old.summary


class Replaced(NamedTuple):
    """An older edition of a source, and the newer one, with the moment since which that is public."""

    old: Reference
    new: Reference
    since: datetime


def replaced(state: State) -> list[Replaced]:
    """The sources with a newer edition; of more than one, the one that came last."""
    links = Link.objects.filter(role=REPLACES, edition__publication__isnull=False)
    since = {
        (old, new): moment
        for old, new, moment in links.values_list("target", "edition__page").annotate(Min("edition__published_at"))
    }
    there = Link.objects.at(state.moment).filter(role=REPLACES).values_list("target", "edition__page")
    ends = dict(sorted(there, key=lambda each: since[each]))
    wanted = {*ends, *ends.values()}
    pages = {
        each.page_id: each for each in Edition.objects.at(state.moment).filter(page__in=wanted).order_by().references()
    }
    found = [
        Replaced(pages[old], pages[new], since[old, new]) for old, new in ends.items() if old in pages and new in pages
    ]
    return sorted(found, key=lambda each: each.old.sort_key_nl)


def open_claims(ends: Replaced, state: State) -> dict[str, int]:
    """The claims that rest on the older edition, and were not checked since there is a newer one: the page of each."""
    return {
        part.id: page.page.page_id
        for page in upkeep_at(state).values()
        if page.has_claims
        for part in page.parts
        if ends.old.content_id in part.sources and part.checked < ends.since
    }


def pairs(ends: Replaced, state: State) -> list[Pair]:
    """The passages of the older edition that something still rests on, each beside the newer one."""
    reader = Reader(get_language() or DEFAULT)
    editions = Edition.objects.in_bulk([ends.old.pk, ends.new.pk])
    old, new = (editions[each.pk].read()["passages"] for each in (ends.old, ends.new))
    by_key = {passage["key"]: side(passage, reader) for passage in new}
    resting = resting_on(ends, state, reader)
    return [
        Pair(side(passage, reader), by_key.get(passage["key"]), resting[passage["key"]])
        for passage in old
        if resting[passage["key"]]
    ]


def side(passage: dict, reader: Reader) -> Side:
    return Side(reader.text(passage["place"]), reader.text(passage["summary"]))


def resting_on(ends: Replaced, state: State, reader: Reader) -> defaultdict[str, list[Resting]]:
    """The open claims that cite the older edition, by the key of the passage."""
    resting: defaultdict[str, list[Resting]] = defaultdict(list)
    there = open_claims(ends, state)
    links = Link.objects.at(state.moment).filter(role="cites", target=ends.old.page_id).select_related("edition")
    for link in links.order_by(f"edition__sort_key_{reader.language}", "pk"):
        claims = [claim["id"] for claim in link.data["claims"] if claim["id"] in there]
        said = said_in(link.edition, state, reader.language, state) if claims else {}
        title = reader.text(link.edition.summary["title"])
        resting[link.anchor] += [
            Resting(link.edition.page_id, title, said[key].wording) for key in claims if key in said
        ]
    return resting
