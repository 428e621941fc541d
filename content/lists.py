"""Lists of pages of one type, narrowed down or not: which an edition stands in, and what one shows from a place on.

A place is how the sort key of a page begins ("g", "gemeente utrecht", "2014"), so that an address with one can be read,
and a list costs the same wherever it is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import product
from typing import NamedTuple

from django.db.models import CharField, Count, Max, QuerySet

from .facets import facets_of
from .languages import DEFAULT, LANGUAGES
from .models import Edition, Listing, page_types
from .prepared import Parameter, Prepared
from .reading import MOMENT
from .references import Reference, slug_of
from .sorting import END, change_key, filed_as, newest_first


def enlist(editions: Iterable[Edition]) -> None:
    """Put approved editions in their lists."""
    Listing.objects.bulk_create((each for edition in editions for each in listings_of(edition)), batch_size=500)


def listings_of(edition: Edition) -> Iterator[Listing]:
    """One for each choice of filters under which the edition is found."""
    document = edition.read()
    model, facets = page_types()[edition.page_type], facets_of(document)
    names = {
        language: getattr(edition, f"sort_key_{language}") + END + slug_of(edition.path(language))
        for language in LANGUAGES
    }
    # A plan gets its place among the changes when it goes live.
    changed = change_key(edition.published_at) if edition.publication_id and edition.published_at else ""
    date = document["details"].get(model.date_detail, "")
    choices = [[("", ""), *((name, value) for value in facets.get(name, ()))] for name in model.filters]
    for chosen in product(*choices):
        yield Listing(
            edition=edition,
            name=list_name(edition.page_type, dict(chosen)),
            changed=changed + END + names[DEFAULT],
            date=newest_first(date) + END + names[DEFAULT],
            **{f"name_{language}": name for language, name in names.items()},
        )


def list_name(page_type: str, chosen: dict[str, str]) -> str:
    """What a list is called, with the filters always in the same order."""
    filters = page_types()[page_type].filters
    return " ".join([page_type, *(f"{name}={chosen[name]}" for name in filters if chosen.get(name))])


class Length(NamedTuple):
    """How long a list is, and one of the editions in it."""

    pages: int
    example: int


def lengths(moment: datetime) -> dict[str, Length]:
    """The length of every list that is not empty. This looks at the whole site."""
    return counted(Listing.objects.filter(edition__in=Edition.objects.at(moment).order_by().values("pk")))


def lengths_after(before: dict[str, Length], pages: set[int], then: datetime, now: datetime) -> dict[str, Length]:
    """The lengths, where only some pages were published since a moment."""
    listed = Listing.objects.filter(edition__page__in=pages)
    gone, come = counted(listed.at(then)), counted(listed.at(now))
    found = dict(before)
    for name in gone.keys() | come.keys():
        known, less, more = (each.get(name, Length(0, 0)) for each in (before, gone, come))
        found[name] = Length(known.pages - less.pages + more.pages, max(known.example, more.example))
    left = {name for name in gone if found[name].example == gone[name].example and found[name].pages}
    found |= counted(Listing.objects.at(now).filter(name__in=left)) if left else {}
    return {name: length for name, length in found.items() if length.pages}


def counted(listed: QuerySet) -> dict[str, Length]:
    found = listed.order_by().values_list("name").annotate(Count("pk"), Max("edition"))
    return {name: Length(*length) for name, *length in found}


class Entry(NamedTuple):
    """A page in a list, and the key by which it stands where it does."""

    place: str
    page: Reference


@dataclass
class Stretch:
    """The part of a list that is shown at once, and the places where the one after it and the one before it begin."""

    entries: list[Entry]
    following: str | None = None
    before: str | None = None


def whole(name: str, language: str, moment: datetime, most: int) -> list[Entry]:
    """All of a list, by name, up to so many."""
    asked = {"name": name, "place": "", "moment": moment}
    return [Entry(place, Reference(*page)) for place, *page in entries_from(f"name_{language}", most).rows(**asked)]


def part(entries: list[Entry], start: str, size: int) -> Stretch:
    """The part from a place on of a list that was read whole and sorted by what counts down in its places."""
    first = sum(entry.place < newest_first(start) for entry in entries) if start else 0
    shown = Stretch(entries[first : first + size])
    if first + size < len(entries):
        shown.following = newest_first(entries[first + size].place)
    if first:
        shown.before = newest_first(entries[first - size].place) if first > size else ""
    return shown


def stretch(name: str, order: str, language: str, start: str, moment: datetime, size: int) -> Stretch:
    """Read a list from a place on."""
    column, turn = (f"name_{language}", str) if order == "name" else (order, newest_first)
    place = turn(filed_as(start)) if start else ""
    asked = {"name": name, "place": place, "moment": moment}
    found = [Entry(place, Reference(*page)) for place, *page in entries_from(column, size + 1).rows(**asked)]
    shown = Stretch(found[:size])
    if len(found) > size:
        shown.following = turn(first_words(found[size - 1].place, found[size].place))
    if place:
        earlier = [key for (key,) in keys_before(column, size + 1).rows(**asked)]
        if earlier:
            shown.before = turn(first_words(earlier[size], earlier[size - 1])) if len(earlier) > size else ""
    return shown


def listed(condition: str) -> QuerySet:
    return Listing.objects.at(MOMENT).filter(
        name=Parameter("name", CharField()), **{condition: Parameter("place", CharField())}
    )


@cache
def entries_from(column: str, most: int) -> Prepared:
    shown = [f"edition__{name}" for name in Reference._fields]
    return Prepared(listed(f"{column}__gte").order_by(column).values_list(column, *shown)[:most])


@cache
def keys_before(column: str, most: int) -> Prepared:
    return Prepared(listed(f"{column}__lt").order_by(f"-{column}").values_list(column)[:most])


def first_words(last: str, first: str) -> str:
    """The whole words with which a key begins that is the first after another one; no more of them than it takes."""
    beginnings = (first[: word.end()] for word in re.finditer(r"\w+", first))
    return next((beginning for beginning in beginnings if beginning > last), first)
