"""What was removed by law, without the words: a list beside the backups, so that none of them brings words back.

Each line is JSON: of one redaction which page, which claim (or all of the page), when, why and who; or of the record
how far it went (`serial`). The lines of the public record (/record.jsonl), of which anybody may have a copy, are read
as well; they lack why, and who.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Max

from content.canonical import canonical
from content.chain import written_moment
from content.languages import translations
from content.models import Page, Publication, Redaction
from content.models.redaction import ever_said, says
from content.redacting import redact

from . import Unusable

# What stands where the words were, when nobody knows any more why they went.
REASON = {"nl": "Verwijderd op grond van de wet.", "en": "Removed by law."}
UNKNOWN = ("asked-for-a-removal", "confirmed-a-removal")  # accounts for who did it, when nobody knows


class Known(NamedTuple):
    """What is known of removals, from one place or from several: each as it stands in its line, and how far it goes."""

    removals: list[dict]
    serial: int  # of the newest publication that was heard of

    def __add__(self, other: "Known") -> "Known":  # type: ignore[override]  # no tuple
        return Known(self.removals + other.removals, max(self.serial, other.serial))


NOTHING = Known([], 0)


def known() -> Known:
    """What the database knows of removals."""
    carried_out = Redaction.objects.carried_out().select_related("page", "publication", "asked_by", "confirmed_by")
    removals = [
        {
            "page": each.page.content_id,
            "claim": each.claim,
            "moment": each.publication.moment,
            "with_notes": each.with_notes,
            "reason": translations(each, "reason"),
            "asked_by": each.asked_by.username,
            "confirmed_by": each.confirmed_by.username,
        }
        for each in carried_out.order_by("publication__serial")
    ]
    return Known(removals, Publication.objects.aggregate(last=Max("serial"))["last"] or 0)


def as_lines(found: Known) -> bytes:
    """A list of removals, as it is kept."""
    removals = [
        {
            **each,
            "page": str(each["page"]),
            "claim": each["claim"] and str(each["claim"]),
            "moment": written_moment(each["moment"]),
        }
        for each in found.removals
    ]
    return b"".join(canonical(each) + b"\n" for each in [{"serial": found.serial}, *removals])


def read(text: bytes, name: str) -> Known:
    """What a list tells, or the public record. Raises Unusable."""
    removals, last = [], 0
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            told = json.loads(line)
            last = max(last, told.get("serial", 0))
            removals += list(removals_in(told))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unusable(f"{name} is no list of removals, and no record of this site: see line {number}.") from None
    return Known(removals, last)


def removals_in(told: dict) -> Iterator[dict]:
    """What a line tells of removals. Raises ValueError, KeyError or TypeError for what cannot be meant."""
    for each in [told] if "page" in told else told.get("redactions", ()):
        moment = datetime.fromisoformat(told["moment"])
        yield {**each, "moment": moment, "page": UUID(each["page"]), "claim": each["claim"] and UUID(each["claim"])}


def carry_out(removals: Iterable[dict]) -> list[Redaction]:
    """Remove again what was removed and is there; return what was done. Within the database that is restored."""
    done = []
    for each in sorted(removals, key=itemgetter("moment")):
        page = Page.objects.filter(content_id=each["page"]).first()
        if page and not is_done(page, each) and was_said(page, each["claim"]):
            done.append(redact(asked_again(page, each), by=account(each.get("confirmed_by") or UNKNOWN[1])))
    return done


def is_done(page: Page, told: dict) -> bool:
    """Whether the database has a removal, or a later one of the same words."""
    same = Redaction.objects.carried_out().filter(page=page, claim=told["claim"])
    return same.filter(publication__moment__gte=told["moment"]).exists()


def was_said(page: Page, claim: UUID | None) -> bool:
    return page.editions.exists() and (claim is None or any(says(each, claim) for each in ever_said(page)))


def asked_again(page: Page, told: dict) -> Redaction:
    """The request for a removal, as it was; one that still waited makes room for it."""
    Redaction.objects.filter(page=page, claim=told["claim"], confirmed_by=None).delete()
    reason = told.get("reason") or REASON
    return Redaction.objects.create(
        page=page,
        claim=told["claim"],
        with_notes=told.get("with_notes", True),
        reason_nl=reason["nl"],
        reason_en=reason.get("en", ""),
        asked_by=account(told.get("asked_by") or UNKNOWN[0]),
    )


def account(name: str) -> User:
    """The account of who saw to it; where the backup does not know them, one that nobody can use."""
    found, is_new = User.objects.get_or_create(username=name, defaults={"is_active": False})
    if is_new:
        found.set_unusable_password()
        found.save(update_fields=["password"])
    return found
