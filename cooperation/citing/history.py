"""What a claim said through time: one stretch after another, each from a publication on."""

from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from content.kept import kept
from content.models import Edition, Link, Publication, Redaction
from content.record import State
from content.rendering.text import Reader

from .absence import Absence, hidden_by
from .said import Said, said_in

MOST = (
    60  # publications that are looked at, the newest: of a claim in very many relations those of long ago are left out
)


class Stretch(NamedTuple):
    """What a claim said from a publication on; nothing where it did not stand there."""

    serial: int
    moment: datetime
    said: Said | None
    note: str  # for readers, of the page that changed
    is_withdrawn: bool  # whether its page was
    is_redacted: bool = False  # whether the words went by law: what is said is the notice of that
    hidden: Absence | None = None  # where it did not stand there: the page at the other end that was withdrawn


def history(page: Edition, claim: str, language: str, present: State) -> list[Stretch]:
    """The stretches of a claim on a page until now, the oldest first; before the first there was nothing."""
    key = ("history of a claim", page.page_id, claim, language)
    return kept(present, key, lambda: _history(page, claim, language, present), endless=True)


def _history(page: Edition, claim: str, language: str, present: State) -> list[Stretch]:
    reader = Reader(language)
    is_redacted = Redaction.objects.carried_out().filter(Q(claim=claim) | Q(claim=None, page=page.page_id)).exists()
    concerned = {page.page_id}
    for ends in Link.objects.filter(claim=claim).exclude(role="cites").values_list("edition__page", "target"):
        concerned.update(ends)
    changed = Publication.objects.filter(serial__lte=present.serial, editions__page__in=concerned)
    states = [State(*each) for each in changed.order_by("-serial").values_list("serial", "moment").distinct()[:MOST]]
    editions: dict[tuple[int, datetime], Edition] = {
        (edition.page_id, edition.published_at): edition
        for edition in Edition.objects.final().filter(
            page__in=concerned, publication__in=[each.serial for each in states]
        )
    }
    found = []
    for state in reversed(states):
        own = Edition.objects.in_force(state.moment).filter(page=page.page_id).first()
        if own is None:
            continue
        by = editions.get((page.page_id, state.moment)) or next(
            edition for (_page, moment), edition in editions.items() if moment == state.moment
        )
        said = None
        if not own.is_withdrawn:
            said = said_in(own, state, language, present).get(claim)
        hidden = None if said or own.is_withdrawn else hidden_by(claim, state, language)
        note = str(reader.text(by.change_note()))
        found.append(Stretch(*state, said, note, own.is_withdrawn, is_redacted, hidden))
    same_as_before = groupby(found, key=lambda each: (each.said, each.is_withdrawn, each.hidden))
    merged = [next(same) for _what, same in same_as_before]
    return merged[next((place for place, each in enumerate(merged) if each.said), len(merged)) :]
