"""Where a claim or a passage stands on a page: the part of an address after its #.

An anchor is the same in both languages and holds no slug. It is fixed once it was public, and belongs to what stood
there: a link to it leads to that, or to a note that it is no longer there.
"""

from .models import Edition, Link


def own_anchors(document: dict) -> dict[str, str]:
    """The ids of the claims and passages of a document, by their anchors on their own page."""
    found = {f"s-{claim['anchor']}": claim["id"] for claim in document["statements"]}
    found |= {f"r-{claim['anchor']}": claim["id"] for claim in document["relations"]}
    return found | {f"p-{passage['key']}": passage["id"] for passage in document.get("passages", ())}


def other_anchors(relation: dict) -> list[str]:
    """Where a relation stands on the page that it points at: its anchor, then those that it had in earlier times."""
    return [f"r-{relation['id'][:8]}", *(f"r-{anchor}" for anchor in relation.get("former_anchors", ()))]


def places(edition: Edition) -> dict[tuple[int, str], str]:
    """The ids of what an edition shows, by (page, anchor): on its own page, and of its relations on the other ones."""
    if edition.is_withdrawn:
        return {}
    document = edition.read()
    relations = {relation["id"]: relation for relation in document["relations"]}
    found = {(edition.page_id, anchor): key for anchor, key in own_anchors(document).items()}
    links = edition.links.filter(claim__isnull=False).exclude(role=Link.GONE).values_list("claim", "target")
    for claim, target in links:
        if relation := relations.get(str(claim)):
            found |= {(target, anchor): str(claim) for anchor in other_anchors(relation)}
    return found


def gone(before: Edition, after: Edition, serial: int) -> list[Link]:
    """Links that mark where something stood until a publication: what stood there before, and what was gone already."""
    lost = {(link.target_id, link.anchor): (link.claim, link.data) for link in before.links.filter(role=Link.GONE)}
    shown = {"page": str(before.page.content_id), "serial": serial - 1, "until": after.published_at.isoformat()}
    lost |= {place: (claim, shown) for place, claim in places(before).items()}
    there = places(after)
    return [
        Link(
            edition=after,
            role=Link.GONE,
            target_id=page,
            anchor=anchor,
            claim=claim,
            schema_version=after.schema_version,
            data=data,
        )
        for (page, anchor), (claim, data) in lost.items()
        if (page, anchor) not in there
    ]


def public_anchors(current: Edition | None) -> dict[str, str]:
    """The ids of all that a page has or ever had, by their anchors on it; `current` is its edition in force."""
    if current is None:
        return {}
    lost = current.links.filter(role=Link.GONE, target=current.page_id).values_list("anchor", "claim")
    return {anchor: str(claim) for anchor, claim in lost} | (
        {} if current.is_withdrawn else own_anchors(current.read())
    )
