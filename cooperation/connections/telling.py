"""Tells a chain step by step, each in the sentences that the pages have, seen from where the chain comes from."""

from itertools import pairwise

from django.utils.text import get_text_list
from django.utils.translation import gettext

from content.rendering import claims
from content.rendering.claim_markup import Claims
from content.rendering.markup import joined
from content.rendering.notes import Notes
from content.rendering.plain import Told
from content.rendering.sentences import sentence
from content.rendering.text import Reader, isolated

from ..models import Level
from ..network.graph import Graph, Node, Tie, bundles
from .many import many

MOST = 6  # sentences for one step


def tell(chains: list[list[int]], graph: Graph, reader: Reader) -> tuple[list[dict], Notes]:
    """Return each chain as bodies and the steps between them, and the notes that the steps cite.

    Those over a country or a group come last.
    """
    notes = Notes(reader, {source.content_id: source for source in graph.sources})
    nodes = {node.page_id: node for node in graph.nodes}
    chains = sorted(chains, key=lambda chain: any(many(nodes[page]) for page in chain[1:-1]))
    ties = {frozenset(node.page_id for node in bundle[0].ends): bundle for bundle in bundles(graph.ties)}
    told = []
    for number, chain in enumerate(chains, start=1):
        pairs = list(pairwise(chain))
        steps = [
            step(nodes[one], ties[frozenset((one, other))], f"{number}-{count}", notes, reader)
            for count, (one, other) in enumerate(pairs, start=1)
        ]
        between = [nodes[page] for page in chain[1:-1]]
        via = get_text_list([node.name.text for node in between], gettext("and"))
        over = [f"{isolated(node.name.text)} ({what})" for node in between if (what := many(node))]
        told.append({"number": number, "via": via, "over": over, "steps": steps, "end": body(nodes[chain[-1]])})
    return told, notes


def over_any(chains: list[dict]) -> str:
    """The countries and groups that some chains lead over, each once."""
    return get_text_list(list(dict.fromkeys(name for chain in chains for name in chain["over"])), gettext("or"))


def step(node: Node, ties: list[Tie], code: str, notes: Notes, reader: Reader) -> dict:
    """All relations between a body and the next, as the page of the first tells them."""
    relations = [relation(node, tie, f"{code}-{number}", notes, reader) for number, tie in enumerate(ties[:MOST], 1)]
    return {
        "body": body(node),
        "line": line(node, ties),
        "items": joined(map(Claims(reader.language).relation, relations)),
        "more": len(ties) - len(relations),
    }


def body(node: Node) -> dict:
    return {"title": node.title, "url": node.url, "level": node.level, "level_label": Level(node.level).label}


def relation(node: Node, tie: Tie, code: str, notes: Notes, reader: Reader) -> Told:
    inverse = tie.object is node
    this, other = tie.ends[::-1] if inverse else tie.ends
    told = sentence(tie.data, this.name, other.name, reader, inverse=inverse)
    return claims.relation(tie.data, [f"r-{code}"], tie.citations, told, notes)


def line(node: Node, ties: list[Tie]) -> str:
    """How the line from a body to the next looks: dashed if nothing but supervision, with a head at each end that an
    arrow points to."""
    looks = {tie.role.line for tie in ties}
    if looks == {"dashed"}:
        return "dashed"
    directions = {"out" if tie.subject is node else "in" for tie in ties if tie.role.line == "arrow"}
    return f"arrow-{'-'.join(sorted(directions))}" if directions else "plain"
