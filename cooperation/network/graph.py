"""The graph of who works with whom at a moment: bodies, and the relations between them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from content.models import Edition
from content.rendering.text import Reader, Text

from ..models import Level
from ..roles import Role, role_of
from ..roles.role import ALL, ORGANISATION, PARTNERSHIP, PROGRAMME
from ..roles.sentences import Name
from .selection import Selection, select

LEVELS = [level.value for level in Level]
# A relation is of the first of these kinds that either of its ends has.
KINDS = (PROGRAMME, PARTNERSHIP, ORGANISATION)


@dataclass(frozen=True, eq=False)
class Node:
    """A body as the network shows it."""

    page_id: int
    content_id: str
    type: str
    kind: str
    level: str
    title: Text
    abbreviation: str
    name: Name  # how it stands in a sentence, with its address
    paths: dict[str, str]  # its address in each language
    sort_key: str
    themes: set[str] = field(default_factory=set)  # content ids

    @property
    def url(self) -> str:
        return self.name.url

    @property
    def tail(self) -> str:
        """The node's address after its language, which is how a shared link names it."""
        return tail(self.url)


@dataclass(frozen=True, eq=False)
class Tie:
    """One relation: subject, role and object, with its period and its citations."""

    subject: Node
    role: Role
    object: Node
    data: dict  # what its document has of it

    @property
    def anchor(self) -> str:
        return self.data["anchor"]

    @property
    def period(self) -> dict:
        return self.data["period"]

    @property
    def citations(self) -> list[dict]:
        return self.data["citations"]

    @property
    def ends(self) -> tuple[Node, Node]:
        return self.subject, self.object

    @cached_property
    def kind(self) -> str:
        types = {self.subject.type, self.object.type}
        return next(kind for kind in KINDS if kind in types)

    @cached_property
    def years(self) -> set[str]:
        """The years of the sources; "undated" for a source without a date."""
        return {citation["date"][:4] or "undated" for citation in self.citations}


@dataclass(eq=False)
class Graph:
    """All bodies and relations that the network knows of, and what a page shows beside them."""

    nodes: list[Node]
    ties: list[Tie]
    themes: list[Edition]
    sources: list[Edition]
    standing: list[Edition]
    total: int  # of bodies on the site; more than there are nodes when the network shows only a part

    @property
    def is_a_part(self) -> bool:
        """Whether there are more bodies on the site than the network shows."""
        return self.total > len(self.nodes)


@lru_cache(maxsize=8)
def graph_since(moment: datetime, language: str, focus: str = "") -> Graph:
    """The graph in the state that the site has since the publication at a moment, until the next."""
    return read_graph(moment, Reader(language), focus)


def read_graph(moment: datetime, reader: Reader, focus: str = "") -> Graph:
    """Read the graph at a moment, in a fixed number of queries: one for the pages, one for what links them."""
    return graph_of(select(moment, reader.language, focus), reader)


def graph_of(selection: Selection, reader: Reader) -> Graph:
    """Read what a selection holds, in one query more."""
    editions = selection.editions
    nodes = {edition.pk: node_of(edition, reader) for edition in editions if has_place(edition)}
    by_page = {node.page_id: node for node in nodes.values()}
    themes = {edition.page_id: edition for edition in editions if edition.page_type == "theme"}
    ties = []
    for edition, role, target, data in selection.links.values_list("edition", "role", "target", "data"):
        if not (subject := nodes.get(edition)):
            continue
        if role == "theme":
            if target in themes:
                subject.themes.add(themes[target].summary["content_id"])
        elif other := by_page.get(target):
            ties.append(Tie(subject, role_of(role), other, data))
    return Graph(
        list(nodes.values()),
        ties,
        list(themes.values()),
        [edition for edition in editions if edition.page_type == "source"],
        [edition for edition in editions if edition.page_type == "infopage"],
        selection.total,
    )


def has_place(edition: Edition) -> bool:
    """Whether the network can show a page: a body at a level that we know."""
    return edition.page_type in ALL and edition.summary.get("level") in LEVELS


def node_of(edition: Edition, reader: Reader) -> Node:
    summary, paths = edition.summary, {"nl": edition.path_nl, "en": edition.path_en}
    return Node(
        page_id=edition.page_id,
        content_id=summary["content_id"],
        type=edition.page_type,
        kind=summary.get("kind", ""),
        level=summary.get("level", ""),
        title=reader.text(summary["title"]),
        abbreviation=summary.get("abbreviation", ""),
        name=Name.of(summary, reader, paths[reader.language]),
        paths=paths,
        sort_key=getattr(edition, f"sort_key_{reader.language}"),
    )


def tail(path: str) -> str:
    """A page's address after its language, without slashes around it: "organisaties/aivd"."""
    return path.strip("/").partition("/")[2]


def bundles(ties: list[Tie]) -> list[list[Tie]]:
    """The ties, with those between the same two nodes together."""
    found = defaultdict(list)
    for tie in ties:
        found[frozenset(node.page_id for node in tie.ends)].append(tie)
    return list(found.values())
