"""Which names lead to which pages at a moment, and which pages have a name in their texts."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple

from django.db.models import CharField

from ..models import SearchPage
from ..models.edition import between
from ..prepared import Parameter, Prepared
from ..reading import MOMENT
from ..references import Reference
from ..rendering.mentions import Names, Target
from .engines import engine, pages_with_each
from .words import words

ALL = 1_000_000  # of the pages that have a name


def names_at(moment: datetime, language: str) -> Names:
    """The names in a language by which texts link to a page that is public at a moment. This looks at the whole site:
    keep it until the next publication.
    """
    return names_of(tuple(linked().rows(moment=moment, language=language)))


@lru_cache(4)  # hardly any publication changes them, and they remember where they stand in texts
def names_of(rows: tuple[tuple, ...]) -> Names:
    targets = ((names, Target(str(page), intern(page_type), *paths)) for names, page, page_type, *paths in rows)
    return Names((name, target) for names, target in targets for name in names.splitlines())


@cache
def linked() -> Prepared:
    rows = SearchPage.objects.filter(between(MOMENT), language=Parameter("language", CharField())).exclude(linked="")
    target = ("content_id", "edition__page_type", "edition__path_nl", "edition__path_en")
    return Prepared(rows.order_by("pk").values_list("linked", *target))


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
