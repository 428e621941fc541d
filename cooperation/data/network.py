"""Who works with whom as data: the network, who sits where, and how two bodies are connected."""

from itertools import pairwise

from ..connections.chains import Chains
from ..matrix.reading import Matrix
from ..network.graph import Graph, Node, Tie, bundles
from .site import Site


def network_as_data(graph: Graph, nodes: list[Node], ties: list[Tie], site: Site) -> dict:
    """Return a part of the network; of a large site it has only the best connected bodies."""
    return {
        "bodies": [site.body(node) for node in nodes],
        "relations": [site.relation(tie) for tie in ties],
        "is_whole": not graph.is_a_part,
    }


def matrix_as_data(found: Matrix, site: Site) -> dict:
    """Return organisations, partnerships, and the relations between them; a large site has more than these."""
    return {
        "organisations": [site.body(node) for node in found.rows],
        "partnerships": [site.body(node) for node in found.columns],
        "relations": [site.relation(tie) for tie in found.ties],
        "is_whole": not (found.columns_left or found.rows_left or found.links_left),
    }


def chains_as_data(ends: list[str], chains: Chains, graph: Graph, site: Site) -> dict:
    """Return the shortest chains between two bodies, step by step, and who stands in them."""
    nodes = {node.page_id: node for node in graph.nodes}
    ties = {frozenset(node.page_id for node in bundle[0].ends): bundle for bundle in bundles(graph.ties)}
    shown = dict.fromkeys(page for chain in chains.shown for page in chain)
    return {
        "from": ends[0],
        "to": ends[1],
        "total": chains.total,
        "is_complete": chains.is_complete,
        "chains": [
            [
                {
                    "from": nodes[one].content_id,
                    "to": nodes[other].content_id,
                    "relations": [site.relation(tie) for tie in ties[frozenset((one, other))]],
                }
                for one, other in pairwise(chain)
            ]
            for chain in chains.shown
        ],
        "bodies": [site.body(nodes[page]) for page in shown],
    }
