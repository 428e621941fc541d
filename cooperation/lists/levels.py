"""Bodies by level, from near to far, as the front page shows them: by name, or on a large site by their sorts."""

from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.text import capfirst
from markupsafe import Markup

from content.models import Edition
from content.prepared import Prepared
from content.reading import MOMENT
from content.references import Reference
from content.rendering.markup import element, joined, link, name_item
from content.rendering.plain import title_of
from content.rendering.text import Reader

from .. import kinds
from ..look.choices import counted, query_string
from ..models import Level, abbreviation_in
from .directory import Directory
from .markup import level_mark


def groups_by_level(reader: Reader, moment: datetime) -> Markup:
    """All live bodies that act, by level and in the alphabet."""
    names: dict[str, list[Markup]] = {level.value: [] for level in Level}
    for row in in_alphabet(reader.language).rows(moment=moment):
        page = Reference(*row)
        if (level := page.summary.get("level")) in names:
            names[level].append(name_item(title_of(page, reader), abbreviation_in(page.summary, reader.language)))
    return joined(group(level, len(each), each) for level, each in names.items() if each)


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
