"""One body in the middle of a view of the network, as the small network of its page shows it."""

from content.rendering.plain import Named

from .graph import Node, Tie
from .neighbours import Neighbour, OwnNetwork


def network_around(node: Node, ties: list[Tie]) -> OwnNetwork:
    """A body in the middle of those whom it has a relation with in a view of the network: all of them."""
    found: dict[int, tuple[Node, list]] = {}
    for tie in ties:
        if node in tie.ends:
            inverse = tie.object is node
            other = tie.subject if inverse else tie.object
            found.setdefault(other.page_id, (other, []))[1].append((tie.role.name, inverse))
    near = tuple(
        Neighbour(Named(other.title, other.url), other.abbreviation, other.level, tuple(relations))
        for other, relations in found.values()
    )
    return OwnNetwork(node.title, node.abbreviation, node.type, near, "", "", "")
