"""Where a claim or a passage stands on a page: the part of an address after its #.

An anchor is the same in both languages and holds no slug. It is fixed once it was public, and belongs to what stood
there: a link to it leads to that, or to a note that it is no longer there.
"""

from collections.abc import Collection

from django.db.models import QuerySet

from .documents import CLAIMS, LEAD
from .models import Edition, Link


def own_anchors(document: dict, public: Collection[str] | None = None) -> dict[str, str]:
    """The ids of the claims and passages of a document, by their anchors on their own page.

    Given the content ids of `public` pages, without the relations to others, which are not shown.
    """
    found = {LEAD: document["lead_claim"]["id"]} if document["lead_claim"]["citations"] else {}
    found |= {
        f"{letter}-{claim['anchor']}": claim["id"]
        for name, letter in CLAIMS.items()
        for claim in document[name]
        if public is None or claim.get("target", "") in {"", *public}
    }
    return found | {f"p-{passage['key']}": passage["id"] for passage in document.get("passages", ())}


def other_anchors(relation: dict) -> list[str]:
    """Where a relation stands on the page that it points at: its anchor, then those that it had in earlier times."""
    return [f"r-{relation['id'][:8]}", *(f"r-{anchor}" for anchor in relation.get("former_anchors", ()))]


def places(edition: Edition, public: dict[str, int]) -> dict[tuple[int, str], tuple[str, str]]:
    """What an edition shows, by (page, anchor): the content id of the page that says it, and its own id.

    A relation is shown on both pages, while the one at the other end is `public`: these by content id, with their keys.
    """
    if edition.is_withdrawn:
        return {}
    document = edition.read()
    page = document["content_id"]
    found = {(edition.page_id, anchor): (page, key) for anchor, key in own_anchors(document, public).items()}
    for relation in document["relations"]:
        if target := public.get(relation["target"]):
            found |= {(target, anchor): (page, relation["id"]) for anchor in other_anchors(relation)}
    return found


def told_elsewhere(edition: Edition) -> dict[tuple[int, str], tuple[str, str]]:
    """The relations of other pages that are shown while this page is public, as `places` has them."""
    found = {}
    for link in relations_with(edition.page_id):
        place = (str(link.edition.page.content_id), link.data["id"])
        found[link.edition.page_id, f"r-{link.anchor}"] = place
        found |= {(edition.page_id, anchor): place for anchor in other_anchors(link.data)}
    return found


def relations_with(page: int) -> list[Link]:
    """The relations that live editions of other pages have with a page, by its key."""
    links = standing_links(page).filter(edition__state=Edition.State.APPROVED).exclude(role__in=[Link.GONE, "cites"])
    return [link for link in links.select_related("edition__page") if "target" in link.data]


def standing_links(page: int) -> QuerySet[Link]:
    """The links at a page of all editions that are in force."""
    return Link.objects.filter(target=page, edition__publication__isnull=False, edition__superseded_at=None)


def marks_of(before: Edition, after: Edition, serial: int, public: dict[str, int]) -> list[Link]:
    """Links that mark where something stood until a publication: what stood there before, and what was gone already.

    `public` are the pages that were so until then.
    """
    lost = {(link.target_id, link.anchor): (str(link.claim), link.data) for link in before.links.filter(role=Link.GONE)}
    shown = places(before, public)
    if after.is_withdrawn and not before.is_withdrawn:
        shown |= told_elsewhere(before)
    until = after.published_at.isoformat()  # type: ignore[union-attr]  # what is published has its moment
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


def public_targets(editions: list[Edition], *, ever: bool = False) -> dict[str, int]:
    """The pages that links of these editions point at, of those that are public, or `ever` were: keys by content id."""
    targets = Link.objects.filter(edition__in=editions).exclude(role=Link.GONE).values("target")
    found = Edition.objects.final().filter(state=Edition.State.APPROVED, page__in=targets)
    found = found if ever else found.filter(superseded_at=None)
    return {str(content_id): page for content_id, page in found.values_list("page__content_id", "page")}


def public_anchors(page: int) -> dict[str, str]:
    """The ids of all that stands or ever stood on a page in public, by anchor; the page by its key.

    A place whose relation is hidden, because the page at its other end is not public just now, counts as well.
    """
    marks = standing_links(page).filter(role=Link.GONE).values_list("anchor", "claim")
    found = {anchor: str(claim) for anchor, claim in marks}
    found |= {anchor: link.data["id"] for link in relations_with(page) for anchor in other_anchors(link.data)}
    current = Edition.objects.final().filter(page=page, superseded_at=None, state=Edition.State.APPROVED).first()
    return found | (own_anchors(current.read()) if current else {})
