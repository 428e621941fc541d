"""What the results of a search can be narrowed down by, as plain links with counts."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.languages import once_per_language
from content.rendering.plain import Named
from content.rendering.text import Reader, Text
from content.search.answering import Answer

from ..kinds import KINDS
from ..look.choices import query_string
from ..models import Level

VALUE = re.compile("[a-z0-9][-_a-z0-9]{0,60}")
FIRST = 6  # values of a facet; the others are folded away
REFERRING = ("theme", "source")  # facets whose values are pages


class Count(NamedTuple):
    """A value of a facet, with the address of the results that have it and how many these are."""

    value: Named
    pages: str


class Facet(NamedTuple):
    """A facet: the value that was chosen, with the address without it; or else all values, some of them folded away."""

    heading: str
    chosen: Named | None = None
    shown: list[Count] = []
    folded: list[Count] = []


def chosen(parameters: Mapping[str, str]) -> dict[str, str]:
    """The facets in an address that can be meant; anything else in it is left alone."""
    found = {name: parameters.get(name, "") for name in headings()}
    return {name: value for name, value in found.items() if VALUE.fullmatch(value)}


def link(query: str, narrowed: dict[str, str]) -> str:
    """The address of a search."""
    return query_string({"q": query} | narrowed)


def facets(answer: Answer, narrowed: dict[str, str], reader: Reader) -> list[Facet]:
    """The facets that tell the results apart, and those that were chosen already."""
    found = answer.found
    titles = {content_id: reader.text(page.summary["title"]) for content_id, page in answer.pages.items()}
    known = labels(reader.language) | dict.fromkeys(REFERRING, titles)
    query, address, more = found.query.text, link(found.query.text, narrowed), "+" if found.there_is_more else ""
    shown = []
    for name, heading in headings().items():
        if name in narrowed:
            rest = {key: value for key, value in narrowed.items() if key != name}
            label = capfirst(known[name].get(narrowed[name], narrowed[name]))
            shown.append(Facet(heading, chosen=Named(Text(label), link(query, rest))))
            continue
        counts = [(value, count) for facet, value, count in found.counts if facet == name and value in known[name]]
        values = [
            # A value is letters, digits and lines, so it stands in an address as it is.
            Count(Named(Text(capfirst(known[name][value])), f"{address}&{name}={value}"), f"{count}{more}")
            for value, count in counts
        ]
        if any(count < len(found.hits) for _value, count in counts):
            shown.append(Facet(heading, shown=values[:FIRST], folded=values[FIRST:]))
    return shown


def headings() -> dict[str, str]:
    return {
        "type": _("Section"),
        "kind": capfirst(_("kind")),
        "level": capfirst(_("level")),
        "theme": capfirst(_("theme")),
        "source": capfirst(_("source")),
    }


@once_per_language
def labels() -> dict[str, dict[str, str]]:
    """What the values of the facets are called that are no pages; one that is no longer in use is called nothing."""
    return {
        "type": {name: str(kind.results_label) for name, kind in KINDS.items()},
        "kind": {str(sort): str(sort.label) for kind in KINDS.values() for sort in kind.sorts or ()},
        "level": {str(level): str(level.label) for level in Level},
    }
