"""The relations of a page, its own and those that point at it, as groups of sentences."""

from html import escape

from content.languages import once_per_language
from content.markup import joined, relation_item
from content.notes import Notes
from content.reading import LinkIn, Surroundings
from content.rendering import claim_proof
from content.text import Html, Reader

from .roles import ROLES, Role
from .sentences import Name, sentence


def relation_groups(document: dict, around: Surroundings, notes: Notes, reader: Reader) -> list[dict]:
    """Return the groups in the order of the roles; what a role says in both directions alike is one group."""
    this = Name.of({**document, **document["details"]}, reader)
    groups = {}
    for relation in document["relations"]:
        group = groups.setdefault((relation["role"], False), [])
        group.append(outgoing(relation, document, this, around, notes, reader))
    for link in sorted(around.links_in, key=lambda link: getattr(link.edition, f"sort_key_{reader.language}")):
        if role := ROLES.get(link.role):
            group = groups.setdefault((link.role, not role.is_symmetric), [])
            group.append(incoming(role, link, this, notes, reader))
    return [
        relation_group(role, groups[role.name, inverse], reader, inverse=inverse)
        for role in ROLES.values()
        for inverse in (False, True)
        if (role.name, inverse) in groups
    ]


def relation_group(role: Role, relations: list[dict], reader: Reader, *, inverse: bool = False) -> dict:
    """Relations in one role, as sentences under its label."""
    return {
        "relations": relations,
        "item": f'<div class="tree tree--{line(role, inverse)}"><h3 class="tree__label">'
        f'{label(reader.language, role.name, inverse)}</h3><ul class="tree__branches">{joined(relations)}</ul></div>',
    }


@once_per_language
def label(name: str, inverse: bool) -> str:
    return escape(str(ROLES[name].inverse_label if inverse else ROLES[name].label))


def line(role: Role, inverse: bool) -> str:
    if role.line == "arrow":
        return "arrow-in" if inverse else "arrow-out"
    return role.line


def target_name(relation: dict, around: Surroundings, reader: Reader) -> Name:
    """The page at the other end as it is called now, or as it was when this was published if it is not public."""
    if target := around.pages.get(relation["target"]):
        return Name.of(target.summary, reader, target.path(reader.language))
    return Name(reader.text(relation["target_name"] or relation["target_title"]), relation["target_is_plural"])


def outgoing(relation, document, this, around, notes, reader) -> dict:
    entries = [document["citations"][number - 1] for number in relation["citations"]]
    other = target_name(relation, around, reader)
    told = sentence(ROLES[relation["role"]], this, other, relation["detail"], reader)
    return relation_values(relation, entries, notes, relation["anchor"], told)


def told(role: Role, link: LinkIn, around: Surroundings, notes: Notes, reader: Reader) -> dict:
    """A relation of another page, told from its own side, with links to both."""
    path = link.edition.path(reader.language)
    this = Name.of(link.edition.summary, reader, path)
    other = target_name(link.data, around, reader)
    return linked_values(link, path, notes, sentence(role, this, other, link.data["detail"], reader))


def incoming(role: Role, link: LinkIn, this: Name, notes: Notes, reader: Reader) -> dict:
    path = link.edition.path(reader.language)
    other = Name.of(link.edition.summary, reader, path)
    return linked_values(link, path, notes, sentence(role, this, other, link.data["detail"], reader, inverse=True))


def linked_values(link: LinkIn, path: str, notes: Notes, told: Html) -> dict:
    """A relation of another page; its anchor here names that page, so that it is unique."""
    slug = path.rstrip("/").rpartition("/")[2]
    return relation_values(link.data, link.data["citations"], notes, f"{slug}-{link.anchor}", told)


def relation_values(relation: dict, entries: list[dict], notes: Notes, anchor: str, told: Html) -> dict:
    anchor = f"r-{anchor}"
    proven = claim_proof(relation, entries, notes, anchor, "relation")
    return {"sentence": told, "item": relation_item(anchor, told, proven)}
