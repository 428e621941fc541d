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


def places(edition: Edition, public: set[int]) -> dict[tuple[int, str], tuple[str, str]]:
    """What an edition shows, by (page, anchor): the page that says it, and its id.

    A relation is shown on both pages, while the one at the other end is among those that are `public`.
    """
    if edition.is_withdrawn:
        return {}
    document, this = edition.read(), edition.page_id
    page = document["content_id"]
    found = {(this, anchor): (page, key) for anchor, key in own_anchors(document).items()}
    links = edition.links.filter(claim__isnull=False).exclude(role=Link.GONE).values_list("claim", "target")
    targets = {str(claim): target for claim, target in links}
    for relation in document["relations"]:
        target = targets.get(relation["id"])
        if target in public:
            found |= {(target, anchor): (page, relation["id"]) for anchor in other_anchors(relation)}
        else:
            found.pop((this, f"r-{relation['anchor']}"), None)
    return found


def told_elsewhere(edition: Edition) -> dict[tuple[int, str], tuple[str, str]]:
    """The relations of other pages that are shown while this page is public, as `places` has them."""
    links = Link.objects.filter(
        target=edition.page_id,
        edition__publication__isnull=False,
        edition__superseded_at=None,
        edition__state=Edition.State.APPROVED,
    ).exclude(role=Link.GONE)
    found = {}
    for link in links.select_related("edition__page"):
        if "target" in link.data:
            place = (str(link.edition.page.content_id), link.data["id"])
            found[link.edition.page_id, f"r-{link.anchor}"] = place
            found |= {(edition.page_id, anchor): place for anchor in other_anchors(link.data)}
    return found


def gone(before: Edition, after: Edition, serial: int, public: set[int]) -> list[Link]:
    """Links that mark where something stood until a publication: what stood there before, and what was gone already.

    `public` are the pages that were so until then.
    """
    lost = {(link.target_id, link.anchor): (str(link.claim), link.data) for link in before.links.filter(role=Link.GONE)}
    shown = places(before, public)
    if after.is_withdrawn:
        shown |= told_elsewhere(before)
    until = after.published_at.isoformat()
    lost |= {
        place: (claim, {"page": page, "serial": serial - 1, "until": until}) for place, (page, claim) in shown.items()
    }
    there = places(after, public)
    return [mark(after, place, claim, data) for place, (claim, data) in lost.items() if place not in there]


def mark(edition: Edition, place: tuple[int, str], claim: str, data: dict) -> Link:
    """A mark of what does not stand at a (page, anchor) any more, made with an edition."""
    page, anchor = place
    version = edition.schema_version
    return Link(
        edition=edition, role=Link.GONE, target_id=page, anchor=anchor, claim=claim, schema_version=version, data=data
    )


def public_targets(editions: list[Edition], ever: bool = False) -> set[int]:
    """The pages that links of these editions point at, of those that are public, or `ever` were."""
    targets = Link.objects.filter(edition__in=editions).exclude(role=Link.GONE).values("target")
    found = Edition.objects.final().filter(state=Edition.State.APPROVED, page__in=targets)
    return set((found if ever else found.filter(superseded_at=None)).values_list("page", flat=True))


def anchors_ever_public(page: int) -> dict[str, str]:
    """The ids of all that a page, by its key, has or ever had in public, by their anchors on it."""
    return public_anchors(Edition.objects.final().filter(page=page, superseded_at=None).first())


def public_anchors(current: Edition | None) -> dict[str, str]:
    """The ids of all that a page has or ever had, by their anchors on it; `current` is its edition in force."""
    if current is None:
        return {}
    lost = current.links.filter(role=Link.GONE, target=current.page_id).values_list("anchor", "claim")
    return {anchor: str(claim) for anchor, claim in lost} | (
        {} if current.is_withdrawn else own_anchors(current.read())
    )
