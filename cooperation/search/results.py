"""The markup of what search found."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup

from content.languages import once_per_language
from content.rendering.markup import element, joined, link, short_name
from content.rendering.text import Reader
from content.search.answering import Result
from content.search.indexing import Place
from content.search.ranking import Ranking
from content.search.snippets import excerpt

from ..lists.markup import level_mark
from ..lists.rows import Row, row_of
from .narrowing import Count, Facet


def result(found: Result, ranking: Ranking, reader: Reader) -> Markup:
    """A page as a row, with its words marked and links to the places on it that answer."""
    row = row_of(found.page, reader)
    title, url = row.title
    parts = [
        element(
            "h2",
            element("a", excerpt(ranking, title, None), like=title, href=url),
            short_name(row.abbreviation, "({})"),
            class_="row__title",
        ),
        element("p", joined(marks(row), " "), class_="row__mark"),
    ]
    if row.lead:
        parts.append(element("p", excerpt(ranking, row.lead, None), like=row.lead, class_="row__lead"))
    if found.places:
        parts.append(element("ul", *[place(each, url, ranking) for each in found.places], class_="places"))
    return element("li", *parts, class_="row row--found")


def marks(row: Row) -> list[Markup]:
    """What kind of page it is, at which level, and of a source by whom and when."""
    found = [element("span", capfirst(row.kind_label or row.type_label))]
    if row.level:
        found.append(level_mark(row.level, row.level_label))
    return found + [element("span", each) for each in (row.publisher, row.date) if each]


def place(found: Place, page: str, ranking: Ranking) -> Markup:
    """A link to a place, under its heading or else its first words."""
    url, text = f"{page}#{found.anchor}", excerpt(ranking, found.text)
    if found.heading:
        text = joined([link(found.heading, url), " ", element("span", text, class_="place__text")])
        return element("li", text, class_="place")
    return element("li", link(text, url), class_="place")


def facet(found: Facet, language: str) -> Markup:
    """A facet: the value that was chosen and a link without it, or else all values with how many pages have them."""
    more, remove = facet_labels(language)
    if found.chosen:
        label, url = found.chosen
        hidden = element("span", f" ({found.heading}: {label})", class_="hidden")
        parts = [element("p", label, " · ", element("a", remove, hidden, href=url))]
    else:
        parts = [values(found.shown)]
        if found.folded:
            hidden = element("span", f" ({found.heading})", class_="hidden")
            parts.append(element("details", element("summary", more, hidden), values(found.folded)))
    return element("section", element("h3", found.heading), *parts, class_="facet", aria_label=found.heading)


@once_per_language
def facet_labels() -> tuple[str, str]:
    """What opens the rest of the values, and what takes a chosen one away."""
    return _("More"), pgettext("a filter", "remove")


def values(shown: Iterable[Count]) -> Markup:
    items = [
        element("li", element("a", str(value.text), href=value.url), " ", element("span", count, class_="facet__count"))
        for value, count in shown
    ]
    return element("ul", *items, class_="facet__values")
