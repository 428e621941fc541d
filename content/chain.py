"""The public record as a chain: a line for each publication, which holds the hash of the line before.

So whoever keeps the hash of one line, the *head*, can tell later whether anything up to there was altered or left out:
what was published, in which order, at which moment, and what each document said. All that stands in a line is fixed by
the rules of the database (`content/rules`), so a line never changes, whatever is published or redacted later.

The hash of a document is its stored `digest` (`content/documents/building.py:digest`), never reckoned anew: where words
were removed by law it is all that is left of them. It is the SHA-256 of the document as it was submitted, and as it is
stored: in the form of its time, which is not the one that `Edition.read()` makes of it. Its canonical form is JSON in
UTF-8, without spaces, with what need not be escaped as it is and with the names sorted by code points. RFC 8785 differs
in one thing: it sorts by UTF-16 code units. That is the same for names without signs beyond U+FFFF, as all names in
documents are; and there are no fractions in them. A test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from .canonical import canonical
from .kept import kept
from .models import Confirmation, Edition, Publication, Redaction
from .record import State

START = "0" * 64  # stands where the first line has the hash of the one before
PART = 500  # publications that are read at once


class Head(NamedTuple):
    """The last line of the record in one state of the site: its hash proves all lines."""

    serial: int
    moment: datetime
    sha256: str

    def entry(self) -> dict:
        return {"serial": self.serial, "moment": written_moment(self.moment), "sha256": self.sha256}


class Part(NamedTuple):
    """Some lines of the record, each with its end, and the hash of the last one."""

    text: bytes
    sha256: str


def head(state: State) -> Head:
    """The head of the record in a state of the site; where nothing is public, what the first line begins with."""
    return kept(state, "head of the record", lambda: _head(state))


def _head(state: State) -> Head:
    last = START
    for part in parts(state):
        last = part.sha256
    return Head(state.serial, state.moment, last)


def parts(state: State) -> Iterator[Part]:
    """The record in a state of the site, the oldest publication first, in parts that fit in memory."""
    before = START
    for first in range(1, state.serial + 1, PART):
        last = min(first + PART - 1, state.serial)
        part = kept(state, ("record", first), partial(part_of, first, last, before), endless=True)
        before = part.sha256
        yield part


def part_of(first: int, last: int, before: str) -> Part:
    """The lines from one serial number to another; `before` is the hash of the line before them."""
    publications = Publication.objects.filter(serial__range=(first, last)).order_by("serial")
    editions, redactions = editions_of(first, last), redactions_of(first, last)
    confirmations = confirmations_of(first, last)
    lines = []
    for serial, moment in publications.values_list("serial", "moment"):
        line = canonical(
            {
                "serial": serial,
                "moment": written_moment(moment),
                "editions": editions[serial],
                "redactions": redactions[serial],
                # Left out where there is none, so that the lines of before stay what they are.
                **({"confirmations": found} if (found := confirmations.get(serial)) else {}),
                "before": before,
            }
        )
        before = sha256(line).hexdigest()
        lines.append(line + b"\n")
    return Part(b"".join(lines), before)


def editions_of(first: int, last: int) -> defaultdict[int, list[dict]]:
    """What took effect with each publication, in the order of the pages' ids. Documents stay in the database."""
    found = Edition.objects.filter(publication__serial__range=(first, last)).values_list(
        "publication", "page__content_id", "page_type", "number", "state", "path_nl", "path_en", "digest"
    )
    return by_publication(
        (
            serial,
            {
                "page": str(page),
                "page_type": page_type,
                "number": number,
                "state": state,
                "path": {"nl": path_nl, "en": path_en},
                "sha256": digest,
            },
        )
        for serial, page, page_type, number, state, path_nl, path_en, digest in found
    )


def redactions_of(first: int, last: int) -> defaultdict[int, list[dict]]:
    """What was removed by law with each publication.

    Also of a page that waits for its time: its document will not be the one of its hash, and this says why. An id is
    all that it tells.
    """
    found = Redaction.objects.carried_out().filter(publication__serial__range=(first, last))
    return by_publication(
        (serial, {"page": str(page), "claim": claim and str(claim)})
        for serial, page, claim in found.values_list("publication", "page__content_id", "claim")
    )


def confirmations_of(first: int, last: int) -> defaultdict[int, list[dict]]:
    """What was found to be still as its sources say, with each publication; not by whom."""
    found = Confirmation.objects.filter(publication__serial__range=(first, last))
    return by_publication(
        (serial, {"page": str(page), "number": number, "checked": checked})
        for serial, page, number, checked in found.values_list(
            "publication", "edition__page__content_id", "edition__number", "checked"
        )
    )


def redactions_after(state: State) -> list[dict]:
    """What was removed by law since a state of the site, also from what had been said by then."""
    found = Redaction.objects.carried_out().filter(publication__serial__gt=state.serial)
    return [
        {"serial": serial, "page": str(page), "claim": claim and str(claim)}
        for serial, page, claim in sorted(
            found.values_list("publication", "page__content_id", "claim"), key=lambda each: (each[0], str(each[1:]))
        )
    ]


def by_publication(found: Iterable[tuple[int, dict]]) -> defaultdict[int, list[dict]]:
    """What belongs to each publication, in an order that is the same everywhere."""
    entries = defaultdict(list)
    for serial, entry in sorted(found, key=lambda each: (each[0], each[1]["page"], each[1].get("claim") or "")):
        entries[serial].append(entry)
    return entries


def written_moment(moment: datetime) -> str:
    """A moment in UTC, to the microsecond (RFC 3339)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
