"""The filters as a reader sees them: each value a link to that view, with how many relations it has."""

from collections import Counter
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from content.rendering.text import Reader

from .. import kinds
from ..look.choices import choices
from ..models import Level
from ..roles import ROLES
from .filters import Choice, choices_of, query_string
from .graph import Graph


def filter_choices(graph: Graph, choice: Choice, reader: Reader) -> list[dict]:
    """Each filter with its values: label, address, count, and whether it is chosen; only what has relations."""
    found = []
    for name, (label, values) in values_of(graph, reader).items():
        ties = [tie for tie in graph.ties if choice.fits(tie, but=name)]
        counts = Counter(choice for tie in ties for choice in choices_of(tie, name))
        counts[""] = sum(tie.is_among_actors for tie in ties) if name == "kind" else len(ties)
        found.append(
            choices(label, values, getattr(choice, name), partial(address, graph, choice, name, reader), counts)
        )
    return found


def bodies(graph: Graph, choice: Choice) -> list[tuple[str, list[dict]]]:
    """Whom the network can be drawn around: each body that has a relation, by level and name."""
    tied = {node.page_id for tie in graph.ties for node in tie.ends}
    found = []
    for level in Level:
        nodes = [node for node in graph.nodes if node.level == level.value and node.page_id in tied]
        options = [
            {"value": node.tail, "label": node.title, "is_chosen": node.content_id == choice.focus}
            for node in sorted(nodes, key=lambda node: node.sort_key)
        ]
        found.append((str(level.label), options))
    return [(label, options) for label, options in found if options]


def address(graph: Graph, choice: Choice, name: str, reader: Reader, value: str) -> str:
    """The part of the address that asks for the same view with another value of one filter."""
    return query_string(replace(choice, **{name: value}), graph, reader.language) or "?"


def values_of(graph: Graph, reader: Reader) -> dict[str, tuple[str, dict[str, str]]]:
    """Each filter's name and its values, in the order in which they are offered; the empty one stands for no choice."""
    years = sorted({year for tie in graph.ties for year in tie.years} - {"undated"}, reverse=True)
    themes = {theme.content_id: reader.text(theme.summary["title"]) for theme in graph.themes}
    return {
        "level": (_("Level"), {"": _("every level")} | {level.value: str(level.label) for level in Level}),
        "kind": (
            _("Between whom"),
            {
                "": _("without programmes"),
                **{kind.name: str(kind.network.filter_label) for kind in kinds.bodies() if kind.network},
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
