"""The filters as a reader sees them: each value a link to that view, with how many relations it has."""

from collections import Counter
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from content.rendering.text import Reader

from ..look.choices import facet
from ..models import Level
from ..roles import ROLES
from .filters import Filters, choices_of, query_string
from .graph import Graph


def facets(graph: Graph, filters: Filters, reader: Reader) -> list[dict]:
    """Each filter with its values: label, address, count, and whether it is chosen; only what has relations."""
    found = []
    for name, (label, values) in choices(graph, reader).items():
        ties = [tie for tie in graph.ties if filters.fits(tie, but=name)]
        counts = Counter(choice for tie in ties for choice in choices_of(tie, name))
        counts[""] = sum(tie.kind != "programme" for tie in ties) if name == "kind" else len(ties)
        found.append(
            facet(label, values, getattr(filters, name), partial(address, graph, filters, name, reader), counts)
        )
    return found


def address(graph: Graph, filters: Filters, name: str, reader: Reader, value: str) -> str:
    """The part of the address that asks for the same view with another value of one filter."""
    return query_string(replace(filters, **{name: value}), graph, reader.language) or "?"


def choices(graph: Graph, reader: Reader) -> dict[str, tuple[str, dict[str, str]]]:
    """Each filter's name and its values, in the order in which they are offered; the empty one stands for no choice."""
    years = sorted({year for tie in graph.ties for year in tie.years} - {"undated"}, reverse=True)
    themes = {theme.summary["content_id"]: reader.text(theme.summary["title"]) for theme in graph.themes}
    return {
        "level": (_("Level"), {"": _("every level")} | {level.value: str(level.label) for level in Level}),
        "kind": (
            _("Between whom"),
            {
                "": _("without programmes"),
                "organisation": _("only between organisations"),
                "partnership": _("with a partnership"),
                "programme": _("with a programme"),
                "all": _("everything"),
            },
        ),
        "role": (_("Role"), {"": _("every role")} | {role.name: role.label for role in ROLES.values()}),
        "theme": (_("Theme"), {"": _("every theme")} | themes),
        "year": (
            _("Year of the source"),
            {"": _("every year")} | {year: year for year in years} | {"undated": _("undated")},
        ),
    }
