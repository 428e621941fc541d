"""The graph of who works with whom at a moment: bodies, and the relations between them."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from content.kept import kept
from content.record import State
from content.references import Reference, tail_of
from content.rendering.sentences import Name
from content.rendering.text import Reader, Text

from .. import kinds
from ..kinds import KINDS, SOURCE, THEME
from ..models import Level, abbreviation_in
from ..roles import Role, role_of
from .selection import Selection, body_at, select

LEVELS = [level.value for level in Level]


@dataclass(frozen=True, eq=False)
class Node:
    """A body as the network shows it."""

    page: Reference
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
        return tail_of(self.url)


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
        """The kind of page that the tie is filed under: that of its ends which the site names last."""
        types = {self.subject.type, self.object.type}
        return next(name for name in reversed(KINDS) if name in types)

    @cached_property
    def is_among_actors(self) -> bool:
        """Whether both ends are bodies that act; programmes are shown only to those who ask for them."""
        return all(KINDS[node.type].is_actor for node in self.ends)

    @cached_property
    def years(self) -> set[str]:
        """The years of the sources; "undated" for a source without a date."""
        return {citation["date"][:4] or "undated" for citation in self.citations}


@dataclass(eq=False)
class Graph:
    """All bodies and relations that the network knows of, and what a page shows beside them."""

    nodes: list[Node]
    ties: list[Tie]
    themes: list[Reference]
    sources: list[Reference]
    total: int  # of bodies on the site; more than there are nodes when the network shows only a part

    @property
    def is_a_part(self) -> bool:
        """Whether there are more bodies on the site than the network shows."""
        return self.total > len(self.nodes)


def graph_in(state: State, language: str, focus: str = "") -> Graph:
    """The graph of the site in a state; on a large site, `focus` is the path of the page that it is to show around.

    A focus that is no page is none.
    """
    centre = body_at(focus, state, language) if focus else None
    name = f"graph {language} {centre.path(language) if centre else ''}"
    return kept(state, name, lambda: read_graph(state, language, centre), endless=bool(centre))


def read_graph(state: State, language: str, centre: Reference | None) -> Graph:
    return graph_of(select(state, language, centre), Reader(language))


def graph_of(selection: Selection, reader: Reader) -> Graph:
    """Put what was selected together."""
    pages = selection.pages
    nodes = {page.pk: node_of(page, reader) for page in pages if has_place(page)}
    by_page = {node.page_id: node for node in nodes.values()}
    themes = {page.page_id: page for page in pages if page.page_type == THEME.name}
    ties = []
    for edition, role, target, data in selection.links:
        if not (subject := nodes.get(edition)):
            continue
        if role == "theme":
            if target in themes:
                subject.themes.add(themes[target].content_id)
        elif other := by_page.get(target):
            ties.append(Tie(subject, role_of(role), other, data))
    sources = [page for page in pages if page.page_type == SOURCE.name]
    return Graph(list(nodes.values()), ties, list(themes.values()), sources, selection.total)


def has_place(page: Reference) -> bool:
    """Whether the network can show a page: a body at a level that we know."""
    return page.page_type in kinds.names(kinds.bodies()) and page.summary.get("level") in LEVELS


def node_of(page: Reference, reader: Reader) -> Node:
    summary = page.summary
    return Node(
        page=page,
        page_id=page.page_id,
        content_id=page.content_id,
        type=page.page_type,
        kind=summary.get("kind", ""),
        level=summary.get("level", ""),
        title=reader.text(summary["title"]),
        abbreviation=abbreviation_in(summary, reader.language),
        name=Name.of(page, reader),
        paths=page.paths(),
        sort_key=page.sort_key(reader.language),
    )


def bundles(ties: list[Tie]) -> list[list[Tie]]:
    """The ties, with those between the same two nodes together."""
    found = defaultdict(list)
    for tie in ties:
        found[frozenset(node.page_id for node in tie.ends)].append(tie)
    return list(found.values())
