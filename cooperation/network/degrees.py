"""How many relations each body has, on a site of any size: counted once, then only where something was published."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from content.carrying import carried
from content.models import Edition, Link
from content.models.edition import EditionQuerySet
from content.record import State

from .. import kinds
from ..roles import ROLES


class Degrees(NamedTuple):
    """What ranks bodies: of each edition its page and its level, and how many relations lead from it, and to a page."""

    bodies: dict[int, tuple[int, str | None]]
    outgoing: dict[int, int]
    incoming: Counter[int]


def degrees(state: State) -> Degrees:
    """The degrees in a state of the site."""
    return carried(state, "degrees", count, count_again)


def count(moment: datetime) -> Degrees:
    return of(Edition.objects.at(moment))


def count_again(before: Degrees, pages: set[int], then: datetime, now: datetime) -> Degrees:
    """The same, where only some pages were published since a moment."""
    gone, come = (of(Edition.objects.at(moment).filter(page__in=pages)) for moment in (then, now))
    incoming = before.incoming.copy()
    incoming.subtract(gone.incoming)
    incoming.update(come.incoming)
    return Degrees(
        {edition: body for edition, body in before.bodies.items() if edition not in gone.bodies} | come.bodies,
        {edition: number for edition, number in before.outgoing.items() if edition not in gone.outgoing}
        | come.outgoing,
        incoming,
    )


def of(live: EditionQuerySet) -> Degrees:
    """The degrees of some live editions."""
    # What is counted stands in an index, so that no database reads what the links say.
    links = Link.objects.filter(role__in=ROLES, edition__in=live.order_by().values("pk")).order_by()
    bodies = live.of_type(*kinds.names(kinds.bodies())).order_by().values_list("pk", "page", "summary__level")
    return Degrees(
        {edition: (page, level) for edition, page, level in bodies},
        dict(links.values_list("edition").annotate(Count("target"))),
        Counter(dict(links.values_list("target").annotate(Count("edition")))),
    )
