"""Finding what the public site says at an address at a moment, and what stands around it then."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateTimeField, Q, QuerySet, UUIDField

from .documents import pages_linked
from .identity import beginning_with
from .models import Address, Edition, Link, Page, Redaction
from .prepared import Parameter, Prepared
from .references import Reference

MOMENT = Parameter("moment", DateTimeField())


class Meaning(StrEnum):
    """What an address means at a moment."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"  # the page that had this path lives elsewhere now
    UNKNOWN = "unknown"  # it belongs to no page


class AtAddress(NamedTuple):
    """What an address means, and the edition in force of the page that it belongs to, if it does to one."""

    meaning: Meaning
    edition: Edition | None


def at_address(path: str, language: str, moment: datetime) -> AtAddress:
    """Return what a path in a language means at a moment. This is decided here, and nowhere else."""
    for edition in OWNER.rows(path=path, moment=moment):
        if edition.path(language) != path:
            return AtAddress(Meaning.MOVED, edition)
        return AtAddress(Meaning.WITHDRAWN if edition.is_withdrawn else Meaning.LIVE, edition)
    return AtAddress(Meaning.UNKNOWN, None)


_owner = Address.objects.filter(path=Parameter("path", CharField()), publication__isnull=False).values("page")
OWNER = Prepared(Edition.objects.in_force(MOMENT).filter(page__in=_owner).order_by()[:1])


def editions_of(digits: str, moment: datetime) -> QuerySet:
    """What was in force at a moment of the page whose permanent id begins with these digits."""
    first, last = beginning_with(digits)
    return Edition.objects.in_force(moment).filter(page__content_id__gte=first, page__content_id__lte=last)


@dataclass
class LinkIn:
    """A live link of another page that points at this one: a Link as its target sees it."""

    role: str
    anchor: str
    claim: str | None  # its permanent id, or that of the passage that is cited
    data: dict
    page: Reference  # the other one


class Gone(NamedTuple):
    """A claim that stood on the page before, or was told of it there, and where it was shown last."""

    anchor: str
    claim: str
    data: dict
    removed: dict[str, str] = {}  # what stands there instead, where words had to go by law


@dataclass
class Surroundings:
    """What a page shows of other pages, at a moment."""

    moment: datetime
    pages: dict[str, Reference]  # by content id: the live editions of the pages at either end of a link
    links_in: list[LinkIn]
    gone: list[Gone] = field(default_factory=list)
    chosen: dict[str, LinkIn] = field(default_factory=dict)  # relations of other pages that this one shows, by id
    made_of: tuple = ()  # the keys of all rows that were read: these never change, so nor does what they say together


def surroundings(document: dict, page_id: int, moment: datetime) -> Surroundings:
    """Read what stands around a document: one query for what points at it, one for the pages at the other ends."""
    found = links_to(document["page_type"] == "source").rows(page=page_id, moment=moment)
    links = [link for link in found if link[2] != Link.GONE]
    gone = [Gone(anchor, str(claim), data) for _key, _page, role, anchor, claim, data in found if role == Link.GONE]
    named = {relation["target"] for relation in document["relations"]}
    named.update(citation["source"] for citation in document["citations"])
    named.update(*document.get("classification", {}).values(), pages_linked(document))
    named.update(claim["target"] for *_link, data in links for claim in data.get("claims", ()) if "target" in claim)
    named.update(mark.data["page"] for mark in gone)
    chosen = relations_by_id({key for step in document["steps"] for key in step["chosen"]}, moment)
    named.update(data["target"] for *_link, data in chosen)
    named.update(citation["source"] for *_link, data in chosen for citation in data["citations"])
    named.update(citation["source"] for *_link, data in links for citation in data.get("citations", ()))
    pages = pages_with({UUID(each) for each in named}, moment, {page for _key, page, *_link in [*links, *chosen]})
    rows = (*(key for key, *_link in [*found, *chosen]), 0, *sorted(page.pk for page in pages))
    return Surroundings(
        moment,
        {page.content_id: page for page in pages},
        links_with(links, pages),
        with_removals(gone),
        {str(link.claim): link for link in links_with(chosen, pages)},
        rows,
    )


def relations_by_id(claims: set[str], moment: datetime) -> list[tuple]:
    """The live relations with these permanent ids, in one query; in none if none is asked for."""
    if not claims:
        return []
    wanted = filled({UUID(each) for each in claims}, UUID(int=0))
    return claimed(len(wanted)).rows(moment=moment, **{f"claim_{number}": each for number, each in enumerate(wanted)})


def with_removals(marks: list[Gone]) -> list[Gone]:
    """Say of what is gone where its words had to go, with the page or by themselves."""
    if not marks:
        return []
    concerned = Q(claim__in=[mark.claim for mark in marks])
    concerned |= Q(claim=None, page__content_id__in=[mark.data["page"] for mark in marks])
    found = (
        Redaction.objects.carried_out()
        .filter(concerned)
        .select_related("publication", "page")
        .order_by("publication_id")
    )
    removed = {
        str(redaction.claim or redaction.page.content_id): redaction.notice(redaction.publication.moment)
        for redaction in found
    }
    return [mark._replace(removed=removed.get(mark.claim) or removed.get(mark.data["page"]) or {}) for mark in marks]


# What is read of a link, beginning with its key and the page that it stands on.
LINK = ("pk", "edition__page", "role", "anchor", "claim", "data")


@cache
def links_to(cites: bool) -> Prepared:
    """The links to a page; that a page cites it matters to a source only, and a link in a text to none."""
    links = Link.objects.standing(MOMENT).filter(target=Parameter("page", BigIntegerField())).exclude(role=Link.IN_TEXT)
    if not cites:
        links = links.exclude(role="cites")
    return Prepared(links.order_by("pk").values_list(*LINK))


@cache
def claimed(number: int) -> Prepared:
    """The relations with some permanent ids."""
    claims = [Parameter(f"claim_{each}", UUIDField()) for each in range(number)]
    links = Link.objects.at(MOMENT).filter(claim__in=claims).exclude(role__in=[Link.GONE, "cites"])
    return Prepared(links.order_by("pk").values_list(*LINK))


def links_with(links: list[tuple], pages: list[Reference]) -> list[LinkIn]:
    """Links, each with the page that it stands on, if that is public."""
    by_key = {page.page_id: page for page in pages}
    return [
        LinkIn(role, anchor, claim, data, by_key[page])
        for _key, page, role, anchor, claim, data in links
        if page in by_key
    ]


def pages_with(content_ids: set[UUID], moment: datetime, page_ids: Set[int] = frozenset()) -> list[Reference]:
    """The live editions of these pages."""
    if not content_ids and not page_ids:
        return []
    named, others = filled(content_ids, UUID(int=0)), filled(page_ids, 0)
    values = {f"named_{number}": each for number, each in enumerate(named)}
    values |= {f"other_{number}": each for number, each in enumerate(others)}
    return [Reference(*each) for each in references(len(named), len(others)).rows(moment=moment, **values)]


def filled(values: Set, blank: object) -> list:
    """The values and as many blanks as it takes for few lengths, because each length is a query of its own."""
    step = max(8, (1 << len(values).bit_length()) // 4)
    return [*values, *[blank] * (-len(values) % step)]


@cache
def references(named: int, others: int) -> Prepared:
    content_ids = [Parameter(f"named_{number}", UUIDField()) for number in range(named)]
    page_ids = [Parameter(f"other_{number}", BigIntegerField()) for number in range(others)]
    wanted = Q(content_id__in=content_ids) | Q(pk__in=page_ids)
    live = Edition.objects.at(MOMENT).filter(page__in=Page.objects.filter(wanted).order_by().values("pk"))
    return Prepared(live.order_by().values_list(*Reference._fields))
