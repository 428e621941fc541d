"""Reads the chains between two bodies: from all relations on a site of usual size, level by level on a large one."""

from collections import defaultdict
from datetime import datetime
from functools import partial

from content.models import Edition, Link
from content.record import State
from content.rendering.text import Reader

from .. import kinds
from ..kinds import SOURCE
from ..network.graph import Graph, Node, Tie, graph_in, graph_of
from ..network.selection import Selection, links_from, told
from ..roles import ROLES
from .chains import WIDEST, Chains, Expand, shortest
from .many import many
from .nearest import Near, nearest


def connect(
    ends: tuple[int, int], state: State, reader: Reader, *, programmes: bool, everything: bool
) -> tuple[Chains, Graph, list[Near]]:
    """Find the chains between two pages, the graph that they are part of, and where there are none, who is near.

    On a large site the graph is not of `everything`: who is near is looked for only beside the two.
    """
    types = kinds.names(kinds.bodies() if programmes else kinds.actors())
    if everything:
        graph = graph_in(state, reader.language)
        chains = shortest(*ends, beside(graph.ties, types), ranks(graph.nodes).__getitem__)
    else:
        expand = partial(beside_at, state.moment, types)
        chains = shortest(*ends, expand)
        shown = set().union(*chains.shown) or {page for _end, page in expand({*ends})}
        graph = graph_of(around({*ends} | (shown if len(shown) <= WIDEST else set()), state.moment), reader)
    if chains.total or not chains.is_complete:
        return chains, graph, []
    return chains, graph, nearest(*ends, graph, beside(graph.ties, types))


def ranks(nodes: list[Node]) -> dict[int, int]:
    """The order of chains that are equally short: in the alphabet, with those over a country or a group last."""
    ordered = sorted(nodes, key=lambda node: bool(many(node)))
    return {node.page_id: number for number, node in enumerate(ordered)}


def beside(ties: list[Tie], types: list[str]) -> Expand:
    """The step of a search through ties that have been read."""
    neighbours = defaultdict(set)
    for tie in ties:
        if tie.subject.type in types and tie.object.type in types:
            for one, other in (tie.ends, tie.ends[::-1]):
                neighbours[one.page_id].add(other.page_id)
    return lambda pages: ((page, other) for page in pages for other in neighbours[page])


def beside_at(moment: datetime, types: list[str], pages: set[int]) -> list[tuple[int, int]]:
    """The same step in the database: one query for the links of a whole level, and one for what is at their ends.

    What is at the ends is looked up apart, for otherwise SQLite begins with all pages of the site.
    """
    live = Link.objects.at(moment).filter(role__in=ROLES).order_by()
    told = live.filter(edition__page__in=pages).values_list("edition__page", "target")
    pairs = set(told.union(live.filter(target__in=pages).values_list("target", "edition__page"), all=True))
    found = Edition.objects.at(moment).filter(page__in={other for _page, other in pairs}).order_by()
    bodies = {page for page, page_type in found.values_list("page", "page_type") if page_type in types}
    return [(page, other) for page, other in pairs if other in bodies]


def around(pages: set[int], moment: datetime) -> Selection:
    """These pages and the links between them, with the sources."""
    live = Edition.objects.at(moment)
    bodies = live.filter(page__in=pages).of_type(*kinds.names(kinds.bodies())).references()
    links = links_from(bodies).filter(role__in=ROLES, target__in=pages)
    return Selection([*bodies, *live.of_type(SOURCE.name)[:300].references()], told(links), len(bodies))
