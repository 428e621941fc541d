"""Bodies by level, from near to far, for the front page: the best connected, or on a large site their sorts."""

from collections import Counter
from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.models import Edition
from content.prepared import Prepared
from content.reading import MOMENT
from content.record import State
from content.references import Reference
from content.rendering.markup import element, joined, link, short_name
from content.rendering.plain import title_of
from content.rendering.text import Reader

from .. import kinds
from ..look.choices import counted, query_string
from ..models import Level, abbreviation_in
from .directory import Directory
from .markup import level_mark, weight
from .rows import names_many
from .weights import weights

FOREMOST = 5  # bodies of a level


def foremost_by_level(bodies: list[Reference], whole: Directory, state: State, reader: Reader) -> Markup:
    """Of the bodies at each level those with the most relations, then groups; and where all of them are."""
    heavy: Counter[int] = Counter()
    for kind in kinds.actors():
        heavy += weights(state, kind.name)
    levels: dict[str, list[Reference]] = {level.value: [] for level in Level}
    for page in bodies:
        if (level := page.summary.get("level")) in levels:
            levels[level].append(page)
    most = max(heavy.values(), default=0)
    found = []
    for level, pages in levels.items():
        related = [page for page in pages if heavy[page.page_id]]
        related.sort(key=lambda page: (names_many(page), -heavy[page.page_id]))  # equals stay in the alphabet
        items = [heavy_item(page, heavy[page.page_id], most, reader) for page in related[:FOREMOST]]
        if pages:
            found.append(group(level, len(pages), [*items, all_at(level, len(pages), whole)]))
    return joined(found)


def heavy_item(page: Reference, relations: int, most: int, reader: Reader) -> Markup:
    short = short_name(abbreviation_in(page.summary, reader.language))
    name = element("span", link(*title_of(page, reader)), short)
    return element("li", name, " ", weight(reader.language, relations, most), class_="group__item")


def all_at(level: str, count: int, whole: Directory) -> Markup:
    """The addresses of all bodies at a level, the best connected first."""
    lists = []
    for kind in kinds.actors():
        if pages := whole.count(kind.name, {"level": level}):
            path = reverse(f"{kind.name}_list") + query_string({"level": level, "sort": "relations"})
            number = element("span", counted(pages), class_="group__count")
            lists.append(joined([link(str(kind.label), path), "\N{NO-BREAK SPACE}", number]))
    label = _("All %(count)s:") % {"count": counted(count)}
    return element("li", label, " ", joined(lists, " · "), class_="group__all")


def bodies_in_alphabet(reader: Reader, moment: datetime) -> list[Reference]:
    """All live bodies that act."""
    return [Reference(*row) for row in in_alphabet(reader.language).rows(moment=moment)]


@cache
def in_alphabet(language: str) -> Prepared:
    found = Edition.objects.at(MOMENT).of_type(*kinds.names(kinds.actors())).in_alphabet(language)
    return Prepared(found.values_list(*Reference._fields))


def sorts_by_level(whole: Directory) -> Markup:
    """How many bodies there are of each sort, with the address of that list."""
    groups = []
    for level in Level:
        total, lists = 0, []
        for kind in kinds.actors():
            path = reverse(f"{kind.name}_list")
            for sort in kind.sorts or ():
                filters = {"level": level.value, "kind": sort.value}
                if pages := whole.count(kind.name, filters):
                    total += pages
                    number = element("span", counted(pages), class_="group__count")
                    label = link(capfirst(str(sort.label)), path + query_string(filters))
                    lists.append(element("li", label, " ", number))
        if lists:
            groups.append(group(level.value, total, lists))
    return joined(groups)


def group(level: str, count: int, items: list[Markup]) -> Markup:
    name = element(
        "h3", level_mark(level), " ", element("span", counted(count), class_="group__count"), class_="group__name"
    )
    return element("div", name, element("ul", *items, class_="group__items"), class_="group")
