"""Which pages the network shows. On a site of usual size: all of them; on a large one, the best connected."""

from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery, Value, Window
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, RowNumber

from content.models import Edition, Link

from ..roles import ROLES
from ..roles.role import ALL

PER_LEVEL = 60  # as many bodies of one level as a picture can show on a large site
LARGE = 300  # from here on, a picture shows only a part
BESIDE = ("theme", "source", "infopage")  # what the filters, the table and the footer name


def selected(moment: datetime, language: str, focus: str = "") -> tuple[list[Edition], int]:
    """Return the live editions to show, with the themes and standing pages, and how many bodies there are in all.

    `focus` is the path of a page: on a large site the part shown is then that page and what it stands in relation to.
    """
    live = Edition.objects.at(moment).with_summary().in_alphabet(language)
    bodies, beside = live.of_type(*ALL), live.of_type(*BESIDE)
    editions = list(live.of_type(*ALL, *BESIDE)[: LARGE + 1])
    if len(editions) <= LARGE:
        return editions, sum(edition.page_type in ALL for edition in editions)
    around = bodies.filter(neighbourhood(moment, language, focus)) if focus else bodies
    return [*best_connected(around, moment), *beside], bodies.order_by().count()


def neighbourhood(moment: datetime, language: str, focus: str) -> Q:
    """The page at a path and the pages that it has a relation with, in either direction."""
    centre = Edition.objects.at(moment).on_path(focus, language)
    links = Link.objects.filter(role__in=ROLES)
    return (
        Q(pk__in=centre.values("pk"))
        | Q(page__in=links.filter(edition__in=centre.values("pk")).values("target"))
        | Q(pk__in=links.filter(target__in=centre.values("page")).values("edition"))
    )


def best_connected(bodies, moment: datetime):
    """Of each level the bodies with the most relations; of equals, the first in the alphabet."""
    links = Link.objects.filter(role__in=ROLES).order_by()
    outgoing = links.filter(edition=OuterRef("pk")).values("edition")
    incoming = links.filter(target=OuterRef("page"), edition__in=Edition.objects.at(moment)).values("target")
    counts = [Coalesce(Subquery(side.annotate(n=Count("pk")).values("n")), Value(0)) for side in (outgoing, incoming)]
    rank = Window(
        RowNumber(), partition_by=[KT("summary__level")], order_by=[F("degree").desc(), *bodies.query.order_by]
    )
    return bodies.annotate(degree=counts[0] + counts[1]).annotate(rank=rank).filter(rank__lte=PER_LEVEL)
