"""Rows, and what they stand under, as markup."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.text import capfirst
from markupsafe import Markup

from content.rendering import markup
from content.rendering.markup import element, joined

from ..models import Level
from .rows import Row, RowGroup


def row_markup(row: Row) -> Markup:
    marks = list(kind_marks(row.kind_label, row.level, row.level_label))
    marks += [element("span", each) for each in (row.publisher, row.date) if each]
    return markup.row(row.title, row.abbreviation, row.lead, marks)


@lru_cache(256)  # there are few, and a list shows hundreds
def kind_marks(kind_label: str, level: str, level_label: str) -> tuple[Markup, ...]:
    """The marks of a level and of a sort, of those that a page has."""
    marks = [level_mark(level, level_label)] if level else []
    return (*marks, element("span", kind_label)) if kind_label else tuple(marks)


def rows_markup(rows: Iterable[Row]) -> Markup:
    return joined([row_markup(row) for row in rows])


def groups_markup(groups: list[RowGroup], *, by_time: bool) -> Markup:
    """The groups of a list, each with a heading that can be linked to."""
    return joined(
        element(
            "section",
            element("h2", group.label, class_="letter__name", id=f"group-{number}"),
            element("ul", rows_markup(group.rows), class_="rows"),
            class_="letter letter--time" if by_time else "letter",
            aria_labelledby=f"group-{number}",
        )
        for number, group in enumerate(groups, start=1)
    )


def level_mark(level: str, label: str = "") -> Markup:
    """The mark of a level, with its name beside it; by itself with a capital."""
    return element("span", label or capfirst(str(Level(level).label)), class_=f"level level--{level}")
