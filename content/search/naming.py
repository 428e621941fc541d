"""Which names lead to which pages at a moment, and which pages have a name in their texts."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from itertools import chain
from sys import intern
from typing import NamedTuple

from django.db.models import QuerySet

from ..carrying import carried
from ..models import SearchPage
from ..models.edition import between
from ..record import State
from ..references import Reference
from ..rendering.mentions import Names, Target
from .engines import engine, pages_with_each
from .words import words

ALL = 1_000_000  # of the pages that have a name


class Known(NamedTuple):
    """The names in a language, and those of each page, by its key."""

    names: Names
    of_pages: dict[int, list[tuple[str, Target]]]


def names_at(state: State, language: str) -> Names:
    """The names in a language by which texts link to a page that is public in a state of the site."""
    return carried(state, ("names", language), partial(read, language), partial(update, language)).names


def read(language: str, moment: datetime) -> Known:
    """All names at a moment. This looks at the whole site."""
    of_pages = named(linked(language, moment))
    return Known(Names(name for names in of_pages.values() for name in names), of_pages)


def update(language: str, known: Known, pages: set[int], _before: datetime, now: datetime) -> Known:
    """The names, of which only those of some pages may differ; the same ones where these do not."""
    come = named(linked(language, now).filter(edition__page__in=pages))
    gone = {page: known.of_pages[page] for page in pages if page in known.of_pages}
    if come == gone:
        return known
    of_pages = {page: names for page, names in known.of_pages.items() if page not in gone} | come
    return Known(known.names.changed(chain(*gone.values()), chain(*come.values())), of_pages)


def linked(language: str, moment: datetime) -> QuerySet:
    """The rows of search with names that lead to a page."""
    rows = SearchPage.objects.filter(between(moment), language=language).exclude(linked="").order_by("pk")
    target = ("content_id", "edition__page_type", "edition__path_nl", "edition__path_en")
    return rows.values_list("linked", "edition__page", *target)


def named(rows: Iterable[tuple]) -> dict[int, list[tuple[str, Target]]]:
    """The names of each page, out of rows of search."""
    return {
        page: [(name, target) for name in names.splitlines()]
        for names, page, content_id, page_type, *paths in rows
        for target in [Target(str(content_id), intern(page_type), *paths)]
    }


class Texts(NamedTuple):
    """A page with what it says, and the pages to which its texts do not lead, by permanent id."""

    page: Reference
    places: list[tuple[str, str]]  # where each text stands, and the text
    not_linked: list[str]


def texts_with(names: Iterable[str], moment: datetime, language: str) -> list[Texts]:
    """The public pages that have all the words of one of these names, whether or not they have it as it is."""
    asked = engine()
    facet = asked.WORD.format(f"lang={language}")
    each = [asked.AND.join([facet, *map(asked.WORD.format, words(name))]) for name in names if words(name)]
    found = {key for pages in (pages_with_each(each, moment, ALL) if each else []) for key in pages}
    rows = SearchPage.objects.filter(pk__in=found).order_by(f"edition__sort_key_{language}", "pk")
    fields = [f"edition__{name}" for name in Reference._fields]
    return [
        Texts(
            Reference(*page), [(anchor, text) for anchor, _heading, text, other in places if not other], unlinked or []
        )
        for places, unlinked, *page in rows.values_list("places", "edition__document__details__not_linked", *fields)
    ]
