"""The relations of a page, its own and those that point at it, as groups of sentences."""

from typing import NamedTuple

from content.anchors import other_anchors
from content.languages import once_per_language
from content.reading import LinkIn, Surroundings
from content.rendering import claims
from content.rendering.notes import Notes
from content.rendering.plain import Sentence, Told
from content.rendering.sentences import Name, sentence
from content.rendering.text import Reader

from ..roles import ROLES, Role, role_of


class RelationGroup(NamedTuple):
    """Relations in one role, told from one side, under its label; `look` is that of the line that stands for it."""

    role: str
    is_inverse: bool
    label: str
    look: str
    relations: list[Told]

    @property
    def anchor(self) -> str:
        return group_anchor(self.role, self.is_inverse)


def group_anchor(role: str, inverse: bool) -> str:
    """Where on its page a group stands."""
    return f"role-{role}-in" if inverse else f"role-{role}"


def relation_groups(document: dict, around: Surroundings, notes: Notes, reader: Reader) -> list[RelationGroup]:
    """Return the groups in the order of the roles; what a role says in both directions alike is one group.

    A relation is shown while the page at its other end is public.
    """
    this = Name.of_document(document, reader)
    groups: dict[tuple[str, bool], list[Told]] = {}
    for relation in document["relations"]:
        if relation["target"] in around.pages:
            group = groups.setdefault((relation["role"], False), [])
            group.append(outgoing(relation, document, this, around, notes, reader))
    for link in sorted(around.links_in, key=lambda link: link.page.sort_key(reader.language)):
        if is_relation(link):
            group = groups.setdefault((link.role, not role_of(link.role).is_symmetric), [])
            group.append(incoming(link, this, notes, reader))
    unknown = [role_of(name) for name in sorted({name for name, _inverse in groups} - ROLES.keys())]
    return [
        relation_group(role, groups[role.name, inverse], reader.language, inverse=inverse)
        for role in [*ROLES.values(), *unknown]
        for inverse in (False, True)
        if (role.name, inverse) in groups
    ]


def is_relation(link: LinkIn) -> bool:
    """Whether a link is a relation, in a role that is known or was: anything else cites a source or names a theme."""
    return "target" in link.data


def relation_group(role: Role, relations: list[Told], language: str, *, inverse: bool = False) -> RelationGroup:
    return RelationGroup(role.name, inverse, label(language, role.name, inverse), look(role, inverse), relations)


@once_per_language
def label(name: str, inverse: bool) -> str:
    role = role_of(name)
    return str(role.inverse_label if inverse else role.label)


def look(role: Role, inverse: bool) -> str:
    if role.line == "arrow":
        return "arrow-in" if inverse else "arrow-out"
    return role.line


def outgoing(relation: dict, document: dict, this: Name, around: Surroundings, notes: Notes, reader: Reader) -> Told:
    told = sentence(relation, this, Name.of(around.pages[relation["target"]], reader), reader)
    return claims.relation(relation, [f"r-{relation['anchor']}"], claims.cited_by(relation, document), told, notes)


def incoming(link: LinkIn, this: Name, notes: Notes, reader: Reader) -> Told:
    return linked(link, sentence(link.data, this, Name.of(link.page, reader), reader, inverse=True), notes)


def from_its_side(link: LinkIn, around: Surroundings, notes: Notes, reader: Reader) -> Told:
    """A relation of another page as that page tells it, with links to both."""
    target = around.pages[link.data["target"]]
    return linked(link, sentence(link.data, Name.of(link.page, reader), Name.of(target, reader), reader), notes)


def linked(link: LinkIn, sentence: Sentence, notes: Notes) -> Told:
    """A relation of another page, where it stands on this one."""
    return claims.relation(link.data, other_anchors(link.data), link.data["citations"], sentence, notes)
