"""Whether the documents of sources are still where the site says, and still say the same: looked at now and then."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils import timezone

from content.cleaning import web_address
from content.models import Confirmation, Edition
from content.record import State

from ..kinds import SOURCE
from .fetching import Fetched, Unreachable, fetch
from .models import AddressCheck

DAYS = 3  # on which an address does not answer, until it is called dead
PAUSE = 2  # seconds between two questions to one host
CLOSED = {401, 403, 405, 406, 429, 451}  # that turn programs away, and not readers


class Address(NamedTuple):
    """Where a source says that its document is."""

    source: int
    title: str
    url: str


def addresses(state: State, sources: list[str]) -> list[Address]:
    """The addresses of all public sources, or of those whose Dutch path ends with one of some words."""
    found = Edition.objects.at(state.moment).of_type(SOURCE.name).order_by("page")
    named = [
        Address(each.page_id, each.summary["title"]["nl"], url)
        for each in found
        if (url := web_address(each.read()["details"]["url"])).startswith("http")
        if not sources or each.path_nl.rstrip("/").rpartition("/")[2] in sources
    ]
    return sorted(named, key=lambda each: urlsplit(each.url).netloc)


def look_at(
    found: list[Address], moment: datetime, *, ask: Callable[[str], Fetched] = fetch, pause: float = PAUSE
) -> Iterator[tuple[Address, AddressCheck]]:
    """Ask for each document, one after the other, and write down what came of it at a moment."""
    before = ""
    for address in found:
        host = urlsplit(address.url).netloc
        if host == before:
            time.sleep(pause)
        before = host
        try:
            yield address, note(address, ask(address.url), moment)
        except Unreachable as error:
            yield address, note_failure(address, str(error), moment)


def note(address: Address, fetched: Fetched, moment: datetime) -> AddressCheck:
    """Write down what was answered."""
    if fetched.status in CLOSED:
        return save(address, AddressCheck.State.CLOSED, moment, told=f"HTTP {fetched.status}", failed_on=[])
    if fetched.status != 200:
        return note_failure(address, f"HTTP {fetched.status}", moment)
    row = row_of(address)
    known = row.known or fetched.fingerprint
    has_moved = fetched.is_permanent and fetched.url != address.url
    state = AddressCheck.State.FINE
    if has_moved:
        state = AddressCheck.State.MOVED
    elif known != fetched.fingerprint:
        state = AddressCheck.State.CHANGED
    leads_to = fetched.url if fetched.url != address.url else ""
    return save(
        address, state, moment, known=known, found=fetched.fingerprint, leads_to=leads_to, told="", failed_on=[]
    )


def note_failure(address: Address, told: str, moment: datetime) -> AddressCheck:
    """Write down that it did not answer; on the last of several days, that it is dead."""
    row, day = row_of(address), timezone.localdate(moment).isoformat()
    days = list(dict.fromkeys([*row.failed_on, day]))[:DAYS]
    state = AddressCheck.State.DEAD if len(days) == DAYS else AddressCheck.State.FAILING
    return save(address, state, moment, told=told[:200], failed_on=days)


def row_of(address: Address) -> AddressCheck:
    """What is known of an address, and of what was read there; of another one than before, nothing."""
    row = AddressCheck.objects.filter(source=address.source).first()
    if row is None or row.url != address.url:
        return AddressCheck(source_id=address.source, url=address.url)
    if is_settled(row):
        row.known = row.found
    return row


def save(address: Address, state: str, moment: datetime, **values: object) -> AddressCheck:
    """Write down what became of an address; since when is kept while it is the same."""
    before = row_of(address)
    is_same = before.pk is not None and before.state == state and values.get("found", before.found) == before.found
    since = before.since if is_same else moment
    row, _made = AddressCheck.objects.update_or_create(
        source_id=address.source,
        defaults={
            "url": address.url, "state": state, "since": since, "looked_at": moment,
            "known": before.known, "found": before.found, "leads_to": "", **values,
        },
    )  # fmt: skip
    return row


def was_read_since(row: AddressCheck) -> bool:
    """Whether somebody read the document since it says something else: published its source anew, or confirmed it."""
    later = {"publication__moment__gt": row.since}
    own = Edition.objects.final().filter(page=row.source_id, **later)
    return own.exists() or Confirmation.objects.filter(edition__page=row.source_id, **later).exists()


def alarms(state: State) -> list[AddressCheck]:
    """The addresses that somebody has to do something about: dead ones first."""
    live = dict(Edition.objects.at(state.moment).of_type(SOURCE.name).values_list("page", "document__details__url"))
    rows = AddressCheck.objects.filter(state__in=AddressCheck.ALARMS, source__in=live).select_related("source")
    order = list(AddressCheck.ALARMS)
    found = [row for row in rows if live[row.source_id] == row.url and not is_settled(row)]
    return sorted(found, key=lambda row: (order.index(AddressCheck.State(row.state)), row.since, row.pk))


def is_settled(row: AddressCheck) -> bool:
    """Whether what says something else has been read."""
    return row.state == AddressCheck.State.CHANGED and was_read_since(row)
