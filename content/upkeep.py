"""What of the site is in date: since when each claim says what it says, and when it was last checked.

A claim was *changed* on the day of the first edition since which it says what it says. It was *checked against its
sources* on that day too, or later, when somebody confirmed it (`confirming`). It is *due* so many months after that; or
on the day that its page names, if it was not checked since.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from .carrying import carried
from .documents import cited_claims
from .models import Confirmation, Edition, Page, page_types
from .record import State
from .references import Reference

SOON = timedelta(days=30)  # before it is due
# What of a claim is not what it says: its place, what is reckoned out of other pages, and what others say.
NOT_SAID = {"anchor", "former_anchors", "citations", "mentions", "told", "checked_on", "remark"}


class Tended(NamedTuple):
    """A claim of a page, or a page that cites nothing: what is checked as a whole."""

    id: str  # of the claim, or of the page
    sources: tuple[str, ...]  # what it rests on, by content id
    changed: datetime
    confirmed: datetime | None
    due: date

    @property
    def checked(self) -> datetime:
        return max(self.changed, self.confirmed or self.changed)

    def is_in_date(self, day: date) -> bool:
        return day <= self.due


class TendedPage(NamedTuple):
    """A public page, with all on it that is checked."""

    page: Reference
    number: int
    published: datetime
    months: int  # until it is checked again
    parts: tuple[Tended, ...]

    @property
    def has_claims(self) -> bool:
        """Whether it rests on sources; any other page is checked as a whole."""
        return self.parts[0].id != self.page.content_id

    @property
    def checked(self) -> datetime:
        """When the last of it was checked, so that all of it has been."""
        return min(part.checked for part in self.parts)

    @property
    def due(self) -> date:
        return min(part.due for part in self.parts)

    def due_on(self, day: date) -> list[Tended]:
        return [part for part in self.parts if not part.is_in_date(day)]


def upkeep_at(state: State) -> dict[int, TendedPage]:
    """Every public page by its key, as it was kept in a state of the site."""
    return carried(state, "upkeep", read, _read_again)


def _read_again(before: dict[int, TendedPage], pages: set[int], since: datetime, until: datetime):
    confirmed = Confirmation.objects.filter(publication__moment__gt=since).by(until)
    pages = pages | set(confirmed.values_list("edition__page", flat=True))
    left = {key: page for key, page in before.items() if key not in pages}
    return left | (read(until, pages) if pages else {})


def read(moment: datetime, pages: Iterable[int] | None = None) -> dict[int, TendedPage]:
    """These pages, or all, as they were at a moment."""
    editions = Edition.objects.final().filter(published_at__lte=moment)
    confirmations = Confirmation.objects.by(moment).order_by("publication", "pk")
    if pages is not None:
        editions, confirmations = editions.filter(page__in=pages), confirmations.filter(edition__page__in=pages)
    confirmed: dict[str, datetime] = {}
    for when, checked in confirmations.values_list("publication__moment", "checked"):
        confirmed |= dict.fromkeys((each["claim"] for each in checked), when)
    removed = Q(redaction__claim=None, redaction__page=F("page"))
    found = editions.exclude(removed).order_by("page", "published_at").iterator(chunk_size=100)
    tended = (tended_page(list(own), confirmed) for _page, own in groupby(found, key=lambda each: each.page_id))
    return {page.page.page_id: page for page in tended if page}


def tended_page(editions: list[Edition], confirmed: dict[str, datetime]) -> TendedPage | None:
    """A page out of all its editions until a moment, the oldest first; nothing where it is not public then."""
    last = editions[-1]
    if last.is_withdrawn:
        return None
    document, model = last.read(), page_types().get(last.page_type, Page)
    months = document.get("review_every") or model.checked_every
    review_by = date.fromisoformat(document["review_by"]) if document["review_by"] else None
    changed = dates_of_change(editions)
    cited = {entry["number"]: entry["source"] for entry in document["citations"]}
    resting = {
        claim["id"]: tuple(dict.fromkeys(cited[number] for number in claim["citations"]))
        for claim in cited_claims(document)
        if claim["citations"]
    }
    if not resting:
        own = document["content_id"]
        resting, changed = {own: (own,) if "passages" in document else ()}, {own: published(last)}
    parts = []
    for key, sources in resting.items():
        checked = max(changed[key], confirmed.get(key) or changed[key])
        due = due_after(checked, months, review_by)
        parts.append(Tended(key, sources, changed[key], confirmed.get(key), due))
    reference = Reference(*(getattr(last, name) for name in Reference._fields))
    return TendedPage(reference, last.number or 0, published(last), months, tuple(parts))


def published(edition: Edition) -> datetime:
    """When an edition went live."""
    return edition.published_at  # type: ignore[return-value]  # it is final


def due_after(checked: datetime, months: int, review_by: date | None) -> date:
    """The day by which something is checked again that was checked last at a moment."""
    day = timezone.localdate(checked)
    due = months_after(day, months)
    return min(due, review_by) if review_by and day < review_by else due


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is too short."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def dates_of_change(editions: Iterable[Edition]) -> dict[str, datetime]:
    """Since when each claim of the last edition says what it says there, by its id; the oldest edition comes first."""
    said: dict[str, tuple[dict, datetime]] = {}
    for edition in editions:
        before, said = said, {}
        for key, words in words_of(edition):
            same = key in before and before[key][0] == words
            said[key] = before[key] if same else (words, published(edition))
    return {key: since for key, (_words, since) in said.items()}


def words_of(edition: Edition) -> Iterator[tuple[str, dict]]:
    """What each claim of an edition says, and on which passages it rests: nothing where the page was withdrawn."""
    if edition.is_withdrawn:
        return
    document = edition.read()
    passages = {entry["number"]: entry["passage_id"] for entry in document["citations"]}
    for claim in cited_claims(document):
        words = {name: value for name, value in claim.items() if name not in NOT_SAID}
        words["passages"] = sorted(passages[number] for number in claim["citations"])
        if claim is document["lead_claim"]:
            words["lead"] = document["lead"]
        yield claim["id"], words
