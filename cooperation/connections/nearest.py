"""Who is near a body and does have a connection, for two that have none: what this site files under the same.

No relation can lead there: whoever has one with a body that is connected would be connected as well. So what is near is
a matter of our own classification, and said to be: the same kind and level, or else the same level and a theme in
common. That says nothing of the body itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..network.graph import Graph, Node
from .chains import LONGEST, WIDEST, Expand, Side

SHOWN = 3


@dataclass
class Near:
    """The bodies that are filed as one end is and lie the fewest steps from the other: the first few of them."""

    end: Node
    other: Node
    bodies: list[Node]
    steps: int
    by_theme: bool  # whether only the level and a theme are the same


def nearest(one: int, other: int, graph: Graph, expand: Expand) -> list[Near]:
    """For each of two ends those near it that have a connection with the other end; nothing for an end without any."""
    nodes = {node.page_id: node for node in graph.nodes}
    if not {one, other} <= nodes.keys():
        return []
    pairs = [(nodes[one], nodes[other]), (nodes[other], nodes[one])]
    found = [near(end, goal, levels(goal.page_id, expand), nodes) for end, goal in pairs]
    return [each for each in found if each]


def levels(page: int, expand: Expand) -> list[set[int]]:
    """What lies one step from a page, two steps, and so on, as far as a search goes."""
    side = Side(page)
    found: list[set[int]] = []
    while len(found) < LONGEST and side.newest and len(side.newest) <= WIDEST:
        side.advance(expand)
        found.append(side.newest)
    return found


def near(end: Node, other: Node, reached: list[set[int]], nodes: dict[int, Node]) -> Near | None:
    for by_theme, is_near in ((False, same_kind), (True, same_theme)):
        for steps, pages in enumerate(reached, start=1):
            bodies = [nodes[page] for page in pages if page in nodes and is_near(nodes[page], end)]
            if bodies:
                return Near(end, other, in_alphabet(bodies)[:SHOWN], steps, by_theme)
    return None


def same_kind(one: Node, other: Node) -> bool:
    return (one.type, one.kind, one.level) == (other.type, other.kind, other.level)


def same_theme(one: Node, other: Node) -> bool:
    return (one.type, one.level) == (other.type, other.level) and bool(one.themes & other.themes)


def in_alphabet(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.sort_key, node.page_id))
