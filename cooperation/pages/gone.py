"""What stood on a page before and does not now: told where it stood, so that no link to it ends in nothing."""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.anchors import other_anchors, own_anchors
from content.identity import short
from content.reading import Gone, Surroundings
from content.rendering.periods import date_label
from content.rendering.text import Reader

from .relations import is_relation

LAST = float("inf")  # after every serial


class Mark(NamedTuple):
    """What became of something, where it can be seen as it was, and the anchors that links to it end in."""

    words: str
    url: str
    anchors: list[str]


def gone(document: dict, around: Surroundings, reader: Reader) -> list[Mark]:
    """What stood on the page before and does not now: each with the anchors that links may end in."""
    latest = {mark.anchor: mark for mark in sorted(around.gone, key=lambda mark: mark.data.get("serial", LAST))}
    for anchor in standing_anchors(document, around) if latest else ():
        latest.pop(anchor, None)
    told: dict[tuple[str, str], list[str]] = {}
    for anchor, mark in sorted(latest.items()):
        told.setdefault(told_of(mark, document, around, reader), []).append(anchor)
    return [Mark(words, url, anchors) for (words, url), anchors in told.items()]


def standing_anchors(document: dict, around: Surroundings) -> dict[str, str]:
    """The ids of all that a page shows, by anchor: its own, and the relations of others with it."""
    others = [link.data for link in around.links_in if is_relation(link)]
    incoming = {anchor: data["id"] for data in others for anchor in other_anchors(data)}
    return incoming | own_anchors(document, around.pages)


def told_of(mark: Gone, document: dict, around: Surroundings, reader: Reader) -> tuple[str, str]:
    """What became of it, and where it was shown last; words that had to go were shown nowhere."""
    if mark.removed:
        return str(reader.text(mark.removed)), ""
    url = reverse("claim_cited", args=[short(mark.data["page"]), mark.data["serial"], short(mark.claim)])
    other = around.pages.get(mark.data["page"]) if mark.data["page"] != document["content_id"] else None
    return gone_label(mark, str(reader.text(other.summary["title"])) if other else "", reader.language), url


def gone_label(mark: Gone, other: str, language: str) -> str:
    """What stood there, by the letter that its anchor begins with; on which other page, if on one; and until when."""
    told = {
        "s": _("A statement stood here until %(date)s."),
        "r": _("A relation, told on the page “%(other)s”, stood here until %(date)s.")
        if other
        else _("A relation stood here until %(date)s."),
        "p": _("A passage stood here until %(date)s."),
        "q": _("A step stood here until %(date)s."),
        "l": _("A lead with its sources stood here until %(date)s."),
    }
    day = timezone.localtime(datetime.fromisoformat(mark.data["until"])).date().isoformat()
    return told[mark.anchor[0]] % {"date": date_label(language, day), "other": other}
