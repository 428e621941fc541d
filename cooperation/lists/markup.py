"""Rows, and what they stand under, as markup."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from markupsafe import Markup

from content.languages import once_per_language
from content.rendering import markup
from content.rendering.markup import element, joined

from ..models import Level
from .rows import Row, RowGroup

WIDTH, MIDDLE = 88, 4  # of the line that is as long as a row has relations


def row_markup(row: Row, most: int = 0) -> Markup:
    """A row; `most` is the number of relations that makes the longest line beside it, where they are weighed."""
    marks = list(kind_marks(row.kind_label, row.level, row.level_label))
    marks += [element("span", each) for each in (row.publisher, row.date) if each]
    if row.relations:
        marks.append(weight(get_language(), row.relations, most))
    return markup.row(row.title, row.abbreviation, row.lead, marks)


@lru_cache(256)  # there are few, and a list shows hundreds
def kind_marks(kind_label: str, level: str, level_label: str) -> tuple[Markup, ...]:
    """The marks of a level and of a sort, of those that a page has."""
    marks = [level_mark(level, level_label)] if level else []
    return (*marks, element("span", kind_label)) if kind_label else tuple(marks)


@once_per_language
def weight(relations: int, most: int) -> Markup:
    """How many relations a body has: the line with which relations are drawn, and the figure."""
    line = element("path", d=f"M{MIDDLE} {MIDDLE}H{MIDDLE + max(1, round(WIDTH * relations / most))}")
    point = element("circle", cx=MIDDLE, cy=MIDDLE, r=3.5)
    size = {"width": WIDTH + 2 * MIDDLE, "height": 2 * MIDDLE}
    drawn = element("svg", line, point, class_="weight__line", aria_hidden="true", **size)
    told = ngettext("%(count)d relation", "%(count)d relations", relations) % {"count": relations}
    return element("span", element("span", told), " ", drawn, class_="weight")


def rows_markup(rows: Iterable[Row], most: int = 0) -> Markup:
    return joined([row_markup(row, most) for row in rows])


def groups_markup(groups: list[RowGroup], *, by_time: bool, most: int = 0) -> Markup:
    """The groups of a list, each with a heading that can be linked to."""
    return joined(group_markup(number, group, by_time, most) for number, group in enumerate(groups, start=1))


def group_markup(number: int, group: RowGroup, by_time: bool, most: int) -> Markup:
    rows = element("ul", rows_markup(group.rows, most), class_="rows")
    if not group.label:
        return element("div", rows, class_="letter")
    return element(
        "section",
        element("h2", group.label, class_="letter__name", id=f"group-{number}"),
        rows,
        class_="letter letter--time" if by_time else "letter",
        aria_labelledby=f"group-{number}",
    )


def level_mark(level: str, label: str = "") -> Markup:
    """The mark of a level, with its name beside it; by itself with a capital."""
    return element("span", label or capfirst(str(Level(level).label)), class_=f"level level--{level}")
