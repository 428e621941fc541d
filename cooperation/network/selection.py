"""Which pages and links the network shows. On a site of usual size: all of them; on a large one, the best connected.

A large site's network takes a few queries more: how many relations there are between the best connected decides how
many of them a picture can hold.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from itertools import accumulate

from django.db.models import Q, QuerySet

from content.kept import kept
from content.models import Edition, Link
from content.record import State
from content.references import Reference

from .. import kinds
from ..kinds import SOURCE, THEME
from ..roles import ROLES
from .degrees import degrees

LARGE = 300  # from so many bodies on, a picture shows only a part
PER_LEVEL = 50  # at most so many of each level
MOST_LINKS = 400  # and as many as have no more relations between them than this
BESIDE = (THEME.name, SOURCE.name)  # what the filters and the table name


@dataclass
class Selection:
    """What the network is made of: public pages, bodies and what stands beside them, and links.

    A link is (edition, role, target, data).
    """

    pages: list[Reference]
    links: list[tuple[int, str, int, dict]]
    total: int  # of bodies on the site


def body_at(path: str, state: State, language: str) -> Reference | None:
    """The body that lives at a path."""
    found = Edition.objects.at(state.moment).of_type(*body_types()).on_path(path, language)
    return next(iter(found.references()), None)


def select(state: State, language: str, centre: Reference | None = None) -> Selection:
    """Select what the network shows; on a large site, around a body if there is a `centre`."""
    if everything := whole(state, language):
        return everything
    live = Edition.objects.at(state.moment)
    bodies, beside = live.of_type(*body_types()), live.of_type(*BESIDE)
    rank = neighbours(centre, state.moment, language) if centre else best_connected(state)
    chosen, links = fitting(bodies.filter(pk__in=list(rank)).in_alphabet(language).references(), rank, centre)
    found = links_from(chosen).filter(Q(role="theme") | Q(pk__in=links))
    pages = [*chosen, *beside.in_alphabet(language).references()]
    return Selection(pages, told(found), len(degrees(state).bodies))


def whole(state: State, language: str) -> Selection | None:
    """All that the network is made of, as the connections see it as well; None on a large site."""
    return kept(state, f"whole {language}", lambda: read_whole(state.moment, language))


def read_whole(moment: datetime, language: str) -> Selection | None:
    # In no order, so that a large site is not sorted for nothing.
    pages = Edition.objects.at(moment).of_type(*body_types(), *BESIDE).order_by()[: LARGE + 1].references()
    if len(pages) > LARGE:
        return None
    pages.sort(key=lambda page: (page.sort_key(language), page.pk))
    bodies = [page for page in pages if page.page_type in body_types()]
    return Selection(pages, told(links_from(bodies).filter(role__in=[*ROLES, "theme"])), len(bodies))


def body_types() -> list[str]:
    return kinds.names(kinds.bodies())


def links_from(pages: list[Reference]) -> QuerySet:
    return Link.objects.filter(edition__in=[page.pk for page in pages]).order_by("pk")


def told(links: QuerySet) -> list[tuple]:
    """What the graph reads of links."""
    return list(links.values_list("edition", "role", "target", "data"))


def best_connected(state: State) -> dict[int, int]:
    """The rank of the best connected bodies within their level, by edition; of equals, the one that was there first."""
    found, levels = degrees(state), defaultdict(list)
    for edition, (page, level) in found.bodies.items():
        levels[level].append((-found.outgoing.get(edition, 0) - found.incoming[page], page, edition))
    return {
        edition: rank
        for members in levels.values()
        for rank, (*_order, edition) in enumerate(nsmallest(PER_LEVEL, members), start=1)
    }


def neighbours(centre: Reference, moment: datetime, language: str) -> dict[int, int]:
    """The rank of the pages that a page has a relation with: as the page tells of them, then in the alphabet."""
    links = Link.objects.filter(role__in=ROLES)
    around = Q(page__in=links.filter(edition=centre.pk).values("target")) | Q(
        pk__in=links.filter(target=centre.page_id).values("edition")
    )
    found = Edition.objects.at(moment).of_type(*body_types()).filter(around).exclude(pk=centre.pk).in_alphabet(language)
    editions = found.values_list("pk", flat=True)[:MOST_LINKS]
    return {centre.pk: 0} | {edition: rank for rank, edition in enumerate(editions, start=1)}


def fitting(
    chosen: list[Reference], rank: dict[int, int], centre: Reference | None
) -> tuple[list[Reference], list[int]]:
    """As many of the first in rank as a picture can hold, and the links between them.

    A link is as deep as the lower of its two ends ranks, so a depth says which bodies and which links are in.
    """
    by_page = {page.page_id: rank[page.pk] for page in chosen}
    links = links_from(chosen).filter(target__in=list(by_page), role__in=ROLES)
    if centre:
        links = links.filter(Q(edition=centre.pk) | Q(target=centre.page_id))
    depths = {
        link: max(rank[edition], by_page[target])
        for link, edition, target in links.values_list("pk", "edition", "target")
    }
    counts = Counter(depths.values())
    totals = accumulate(counts[depth] for depth in range(max(rank.values()) + 1))
    deepest = max(1, sum(total <= MOST_LINKS for total in totals) - 1)
    return (
        [page for page in chosen if rank[page.pk] <= deepest],
        [link for link, depth in depths.items() if depth <= deepest],
    )
