"""What part of the network one looks at, as parameters of the address."""

from dataclasses import dataclass, fields

from django.http import QueryDict

from content.references import tail_of

from .. import kinds
from ..kinds import KINDS
from ..look.choices import query_string as in_address
from ..roles import ROLES
from .graph import LEVELS, Graph, Node, Tie


@dataclass(frozen=True)
class Choice:
    """One value of each filter; empty where nothing was chosen. A theme and a focus are content ids."""

    kind: str = ""
    level: str = ""
    role: str = ""
    theme: str = ""
    year: str = ""
    focus: str = ""

    def fits(self, tie: Tie, *, but: str = "") -> bool:
        """Whether a tie is in view; `but` names a filter that is not to count."""
        return all(values_of(tie, name, getattr(self, name)) for name in NAMES if name != but)

    def ties(self, graph: Graph) -> list[Tie]:
        return [tie for tie in graph.ties if self.fits(tie)]

    def nodes(self, graph: Graph, ties: list[Tie]) -> list[Node]:
        """The ends of the ties in view and the page in focus; without a filter, also who stands alone."""
        if self == Choice():
            return [node for node in graph.nodes if KINDS[node.type].is_actor]
        shown = {node.page_id for tie in ties for node in tie.ends}
        return [node for node in graph.nodes if node.page_id in shown or node.content_id == self.focus]


NAMES = [field.name for field in fields(Choice)]


def values_of(tie: Tie, name: str, value: str) -> bool:
    """Whether a tie has a value of a filter. Programmes are shown only to those who ask for them."""
    if name == "kind":
        return value == "all" or tie.kind == value or (not value and tie.is_among_actors)
    return not value or value in choices_of(tie, name)


def choices_of(tie: Tie, name: str) -> set[str]:
    """The values of one filter under which a tie is found: those of the relation, or of either end."""
    if name == "kind":
        return {tie.kind, "all"}
    if name == "role":
        return {tie.role.name}
    if name == "year":
        return tie.years
    if name == "theme":
        return tie.subject.themes | tie.object.themes
    attribute = "content_id" if name == "focus" else name
    return {getattr(node, attribute) for node in tie.ends}


def parse(query: QueryDict, graph: Graph, language: str) -> tuple[Choice, list[str]]:
    """Return the filters that a query asks for, and the values in it that are unknown here."""
    known = {
        "kind": {kind: kind for kind in (*kinds.names(kinds.bodies()), "all")},
        "level": {level: level for level in LEVELS},
        "role": {role: role for role in ROLES},
        "theme": {theme.slug(language): theme.content_id for theme in graph.themes},
        "year": {year: year for tie in graph.ties for year in tie.years},
        "focus": {node.tail: node.content_id for node in graph.nodes},
    }
    chosen = {name: value for name in NAMES if (value := query.get(name))}
    unknown = [value for name, value in chosen.items() if value not in known[name]]
    return Choice(**{name: known[name].get(value, "") for name, value in chosen.items()}), unknown


def query_string(choice: Choice, graph: Graph, language: str) -> str:
    """The parameters of a view, always in the same order: "?level=local&role=informs", or nothing."""
    values = {name: getattr(choice, name) for name in NAMES if getattr(choice, name)}
    if "theme" in values:
        theme = next(theme for theme in graph.themes if theme.content_id == values["theme"])
        values["theme"] = theme.slug(language)
    if "focus" in values:
        node = next(node for node in graph.nodes if node.content_id == values["focus"])
        values["focus"] = tail_of(node.paths[language])
    return in_address(values)
