"""The small network on a page of its own: whom it has a relation with, in the order in which the page tells of them.

It is made of what the page has read anyway.
"""

from django.urls import reverse
from django.utils.translation import ngettext

from content.languages import once_per_language
from content.reading import Reference, Surroundings
from content.rendering.text import Reader

from ..roles import ROLES, role_of
from ..roles.role import ACTORS
from .graph import tail
from .own_picture import tall, wide

SHOWN = 16


def own_network(document: dict, around: Surroundings, reader: Reader) -> dict | None:
    """Return the pictures of a page's neighbours and how many did not fit; None if there are no neighbours."""
    found = neighbours(document, around, reader.language)
    if not found:
        return None
    shown = list(found.values())[:SHOWN]
    path, (network, connections) = document["path"][reader.language], addresses(reader.language)
    return {
        "pictures": [wide(document, shown, reader), tall(document, shown, reader)],
        "more": more_label(reader.language, len(found) - len(shown)),
        "whole": f"{network}?kind=all&focus={tail(path)}",
        # Between which two chains are shown; a programme is no body.
        "from": f"{connections}?from={path.split('/')[-2]}" if document["page_type"] in ACTORS else "",
    }


@once_per_language
def addresses() -> tuple[str, str]:
    return reverse("network"), reverse("connections")


@once_per_language
def more_label(count: int) -> str:
    """How many neighbours did not fit."""
    if not count:
        return ""
    return ngettext("And %(more)s more in the network:", "And %(more)s more in the network:", count) % {"more": count}


def neighbours(document: dict, around: Surroundings, language: str) -> dict[int, tuple[Reference, list]]:
    """The live pages at the other ends, each with its relations as (role, whether it points here)."""
    order = {name: place for place, name in enumerate(ROLES)}
    told = [
        (order.get(relation["role"], len(order)), False, "", around.pages[relation["target"]], relation["role"])
        for relation in document["relations"]
        if relation["target"] in around.pages
    ]
    for link in around.links_in:
        if "target" in link.data:
            key = getattr(link.edition, f"sort_key_{language}")
            told.append((order.get(link.role, len(order)), True, key, link.edition, link.role))
    found = {}
    for _place, inverse, _key, edition, role in sorted(told, key=lambda one: one[:3]):
        found.setdefault(edition.page_id, (edition, []))[1].append((role_of(role), inverse))
    return found
