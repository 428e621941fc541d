"""Which pages and links the network shows. On a site of usual size: all of them; on a large one, the best connected.

A large site's network takes a few queries more: how many relations there are between the best connected decides how
many of them a picture can hold.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from itertools import accumulate

from django.db.models import Count, Q, QuerySet

from content.kept import since_publication
from content.models import Edition, Link

from ..roles import ROLES
from ..roles.role import ALL

LARGE = 300  # from so many bodies on, a picture shows only a part
PER_LEVEL = 50  # at most so many of each level
MOST_LINKS = 400  # and as many as have no more relations between them than this
BESIDE = ("theme", "source", "infopage")  # what the filters, the table and the footer name


@dataclass
class Selection:
    """What the network is made of: live editions of bodies and of what stands beside them, and links."""

    editions: list[Edition]
    links: QuerySet
    total: int  # of bodies on the site


def select(moment: datetime, language: str, focus: str = "") -> Selection:
    """Select what the network shows. On a large site, `focus` is the path of the page that it is to show around."""
    if everything := whole(moment, language):
        return everything
    live = Edition.objects.at(moment).with_summary()
    bodies, beside = live.of_type(*ALL), live.of_type(*BESIDE)
    centre = bodies.on_path(focus, language).first() if focus else None
    rank = neighbours(centre, moment, language) if centre else best_connected(moment)
    chosen, links = fitting(list(bodies.filter(pk__in=list(rank)).in_alphabet(language)), rank, centre)
    found = links_of(chosen).filter(Q(role="theme") | Q(pk__in=links))
    return Selection([*chosen, *beside.in_alphabet(language)], found, bodies.order_by().count())


def whole(moment: datetime, language: str) -> Selection | None:
    """All that the network is made of; None on a large site."""
    live = Edition.objects.at(moment).with_summary()
    # In no order, so that a large site is not sorted for nothing.
    editions = list(live.of_type(*ALL, *BESIDE).order_by()[: LARGE + 1])
    if len(editions) > LARGE:
        return None
    editions.sort(key=lambda edition: (getattr(edition, f"sort_key_{language}"), edition.pk))
    bodies = [edition for edition in editions if edition.page_type in ALL]
    return Selection(editions, links_of(bodies).filter(role__in=[*ROLES, "theme"]), len(bodies))


def links_of(editions: list[Edition]) -> QuerySet:
    return Link.objects.filter(edition__in=[edition.pk for edition in editions]).order_by("pk")


def best_connected(moment: datetime) -> dict[int, int]:
    """The rank of the best connected bodies within their level, by edition; of equals, the one that was there first.

    Counting all relations of a large site takes a while, so it is done once after each publication.
    """
    return since_publication("network.ranks", moment, lambda: ranks(moment))


def ranks(moment: datetime) -> dict[int, int]:
    live = Edition.objects.at(moment)
    # What is counted stands in an index, so that no database reads what the links say.
    links = Link.objects.filter(role__in=ROLES, edition__in=live).order_by()
    outgoing = dict(links.values_list("edition").annotate(Count("target")))
    incoming = dict(links.values_list("target").annotate(Count("edition")))
    levels = defaultdict(list)
    for edition, page, level in live.of_type(*ALL).order_by().values_list("pk", "page", "summary__level"):
        levels[level].append((-outgoing.get(edition, 0) - incoming.get(page, 0), page, edition))
    return {
        edition: rank
        for members in levels.values()
        for rank, (*_order, edition) in enumerate(nsmallest(PER_LEVEL, members), start=1)
    }


def neighbours(centre: Edition, moment: datetime, language: str) -> dict[int, int]:
    """The rank of the pages that a page has a relation with: as the page tells of them, then in the alphabet."""
    links = Link.objects.filter(role__in=ROLES)
    around = Q(page__in=links.filter(edition=centre).values("target")) | Q(
        pk__in=links.filter(target=centre.page_id).values("edition")
    )
    found = Edition.objects.at(moment).of_type(*ALL).filter(around).exclude(pk=centre.pk).in_alphabet(language)
    editions = found.values_list("pk", flat=True)[:MOST_LINKS]
    return {centre.pk: 0} | {edition: rank for rank, edition in enumerate(editions, start=1)}


def fitting(chosen: list[Edition], rank: dict[int, int], centre: Edition | None) -> tuple[list[Edition], list[int]]:
    """As many of the first in rank as a picture can hold, and the links between them.

    A link is as deep as the lower of its two ends ranks, so a depth says which bodies and which links are in.
    """
    by_page = {edition.page_id: rank[edition.pk] for edition in chosen}
    links = links_of(chosen).filter(target__in=list(by_page), role__in=ROLES)
    if centre:
        links = links.filter(Q(edition=centre) | Q(target=centre.page_id))
    depths = {
        link: max(rank[edition], by_page[target])
        for link, edition, target in links.values_list("pk", "edition", "target")
    }
    counts = Counter(depths.values())
    totals = accumulate(counts[depth] for depth in range(max(rank.values()) + 1))
    deepest = max(1, sum(total <= MOST_LINKS for total in totals) - 1)
    return (
        [edition for edition in chosen if rank[edition.pk] <= deepest],
        [link for link, depth in depths.items() if depth <= deepest],
    )
