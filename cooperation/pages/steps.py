"""The steps of a question: what each comes to, the relations that it shows, and what no source says."""

from typing import NamedTuple

from content.reading import LinkIn, Surroundings
from content.rendering import claims
from content.rendering.notes import Notes
from content.rendering.plain import Told
from content.rendering.text import Reader, Text

from ..roles import ROLES, role_of
from .relations import RelationGroup, from_its_side, relation_group


class Step(NamedTuple):
    """A step of a question; `proof` is of when its text is and what it rests on, and nothing where it has no text."""

    anchor: str
    heading: Text
    text: Text
    proof: Told | None
    gap: Text
    groups: list[RelationGroup]


def steps(document: dict, around: Surroundings, notes: Notes, reader: Reader) -> list[Step]:
    """The steps of a document, in its order: first what all of them come to, so that these sources come first."""
    short = [claims.step(entry, claims.cited_by(entry, document), notes) for entry in document["steps"]]
    return [
        Step(
            f"q-{entry['anchor']}",
            reader.text(entry["heading"]),
            reader.text(entry["text"]),
            proof,
            reader.text(entry["gap"]),
            groups(entry["chosen"], around, notes, reader),
        )
        for entry, proof in zip(document["steps"], short, strict=True)
    ]


def groups(chosen: list[str], around: Surroundings, notes: Notes, reader: Reader) -> list[RelationGroup]:
    """Relations by role, each as the page that it is of tells it, while both pages are public."""
    found = [around.chosen[key] for key in chosen if key in around.chosen]
    found = [link for link in found if link.data["target"] in around.pages]
    found.sort(key=lambda link: link.page.sort_key(reader.language))
    order = [*ROLES, *sorted({link.role for link in found} - ROLES.keys())]
    by_role: dict[str, list[LinkIn]] = {name: [link for link in found if link.role == name] for name in order}
    return [
        relation_group(role_of(name), [told(link, around, notes, reader) for link in links], reader.language)
        for name, links in by_role.items()
        if links
    ]


def told(link: LinkIn, around: Surroundings, notes: Notes, reader: Reader) -> Told:
    """A relation, which stands on the page that it is of: to link to it is to link there."""
    address = f"{link.page.path(reader.language)}#r-{link.anchor}"
    found = from_its_side(link, around, notes, reader)
    return found._replace(anchors=found.anchors[:1], url=address)
