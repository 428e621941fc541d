"""The relations of a page, its own and those that point at it, as groups of sentences."""

from html import escape

from content.anchors import other_anchors
from content.languages import once_per_language
from content.reading import LinkIn, Surroundings
from content.rendering.claims import claim_proof
from content.rendering.markup import joined, relation_item
from content.rendering.notes import Notes
from content.rendering.text import Html, Reader

from ..roles import ROLES, Role, role_of
from ..roles.sentences import Name, sentence


def relation_groups(document: dict, around: Surroundings, notes: Notes, reader: Reader) -> list[dict]:
    """Return the groups in the order of the roles; what a role says in both directions alike is one group.

    A relation is shown while the page at its other end is public.
    """
    this = Name.of({**document, **document["details"]}, reader)
    groups = {}
    for relation in document["relations"]:
        if relation["target"] in around.pages:
            group = groups.setdefault((relation["role"], False), [])
            group.append(outgoing(relation, document, this, around, notes, reader))
    for link in sorted(around.links_in, key=lambda link: getattr(link.edition, f"sort_key_{reader.language}")):
        if is_relation(link):
            group = groups.setdefault((link.role, not role_of(link.role).is_symmetric), [])
            group.append(incoming(link, this, notes, reader))
    unknown = [role_of(name) for name in sorted({name for name, _inverse in groups} - ROLES.keys())]
    return [
        relation_group(role, groups[role.name, inverse], reader, inverse=inverse)
        for role in [*ROLES.values(), *unknown]
        for inverse in (False, True)
        if (role.name, inverse) in groups
    ]


def is_relation(link: LinkIn) -> bool:
    """Whether a link is a relation, in a role that is known or was: anything else cites a source or names a theme."""
    return "target" in link.data


def relation_group(role: Role, relations: list[dict], reader: Reader, *, inverse: bool = False) -> dict:
    """Relations in one role, as sentences under its label."""
    return {
        "relations": relations,
        "item": f'<div class="tree tree--{line(role, inverse)}"><h3 class="tree__label">'
        f'{label(reader.language, role.name, inverse)}</h3><ul class="tree__branches">{joined(relations)}</ul></div>',
    }


@once_per_language
def label(name: str, inverse: bool) -> str:
    role = role_of(name)
    return escape(str(role.inverse_label if inverse else role.label))


def line(role: Role, inverse: bool) -> str:
    if role.line == "arrow":
        return "arrow-in" if inverse else "arrow-out"
    return role.line


def target_name(relation: dict, around: Surroundings, reader: Reader) -> Name:
    """The page at the other end, which has to be public, as it is called at that moment."""
    target = around.pages[relation["target"]]
    return Name.of(target.summary, reader, target.path(reader.language))


def outgoing(relation, document, this, around, notes, reader) -> dict:
    entries = [document["citations"][number - 1] for number in relation["citations"]]
    told = sentence(relation, this, target_name(relation, around, reader), reader)
    return relation_values(relation, entries, notes, [f"r-{relation['anchor']}"], told)


def told(link: LinkIn, around: Surroundings, notes: Notes, reader: Reader) -> dict:
    """A relation of another page, told from its own side, with links to both."""
    this = Name.of(link.edition.summary, reader, link.edition.path(reader.language))
    return linked_values(link, notes, sentence(link.data, this, target_name(link.data, around, reader), reader))


def incoming(link: LinkIn, this: Name, notes: Notes, reader: Reader) -> dict:
    other = Name.of(link.edition.summary, reader, link.edition.path(reader.language))
    return linked_values(link, notes, sentence(link.data, this, other, reader, inverse=True))


def linked_values(link: LinkIn, notes: Notes, told: Html) -> dict:
    """A relation of another page, where it stands on this one."""
    return relation_values(link.data, link.data["citations"], notes, other_anchors(link.data), told)


def relation_values(relation: dict, entries: list[dict], notes: Notes, anchors: list[str], told: Html) -> dict:
    proven = claim_proof(relation, entries, notes, anchors[0], "relation")
    return {"sentence": told, "item": relation_item(anchors, told, proven)}
