"""The small network on a page of its own: whom it has a relation with, in the order in which the page tells of them.

It is made of what the page has read anyway.
"""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext

from content.languages import once_per_language
from content.reading import Surroundings
from content.references import Reference, slug_of, tail_of
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader

from ..kinds import KINDS
from ..models import abbreviation_in
from ..roles import ROLES, role_of

SHOWN = 16


class Neighbour(NamedTuple):
    """A page at the other end, and its relations as (role, whether it points here)."""

    title: Named
    abbreviation: str
    level: str
    relations: tuple[tuple[str, bool], ...]


class OwnNetwork(NamedTuple):
    """A page in the middle of its neighbours, as many as fit; and where the network shows all of them."""

    title: str
    abbreviation: str
    type: str
    neighbours: tuple[Neighbour, ...]
    more: str  # tells how many did not fit
    whole: str  # an address
    connect: str  # where chains between it and another body are shown; nothing for what is no body that acts


def own_network(document: dict, around: Surroundings, reader: Reader) -> OwnNetwork | None:
    """Return the page in its network; None if it has no neighbours."""
    found = neighbours(document, around, reader)
    if not found:
        return None
    path, (network, connections) = document["path"][reader.language], view_paths(reader.language)
    kind = KINDS.get(document["page_type"])
    return OwnNetwork(
        reader.text(document["title"]),
        abbreviation_in(document["details"], reader.language),
        document["page_type"],
        tuple(found[:SHOWN]),
        more_label(reader.language, len(found[SHOWN:])),
        f"{network}?kind=all&focus={tail_of(path)}",
        f"{connections}?from={slug_of(path)}" if kind and kind.is_actor else "",
    )


@once_per_language
def view_paths() -> tuple[str, str]:
    return reverse("network"), reverse("connections")


@once_per_language
def more_label(count: int) -> str:
    """How many neighbours did not fit."""
    if not count:
        return ""
    return ngettext("And %(more)s more in the network:", "And %(more)s more in the network:", count) % {"more": count}


def neighbours(document: dict, around: Surroundings, reader: Reader) -> list[Neighbour]:
    """The live pages at the other ends."""
    order = {name: place for place, name in enumerate(ROLES)}
    told = [
        (order.get(relation["role"], len(order)), False, "", around.pages[relation["target"]], relation["role"])
        for relation in document["relations"]
        if relation["target"] in around.pages
    ]
    for link in around.links_in:
        if "target" in link.data:
            key = link.page.sort_key(reader.language)
            told.append((order.get(link.role, len(order)), True, key, link.page, link.role))
    found: dict[int, tuple[Reference, list]] = {}
    for _place, inverse, _key, page, role in sorted(told, key=lambda one: one[:3]):
        found.setdefault(page.page_id, (page, []))[1].append((role_of(role).name, inverse))
    return [
        Neighbour(
            title_of(page, reader),
            abbreviation_in(page.summary, reader.language),
            page.summary.get("level", ""),
            tuple(relations),
        )
        for page, relations in found.values()
    ]
