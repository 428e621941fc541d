"""Prepares a page: its document and what stands around it, as plain values in the language of the reader."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.anchors import other_anchors, own_anchors
from content.identity import short
from content.reading import Gone, Surroundings
from content.rendering.claims import statement_values
from content.rendering.markup import joined
from content.rendering.notes import Notes
from content.rendering.periods import date_label
from content.rendering.text import Reader

from ..lists.rows import by_type, labels
from ..network.neighbours import own_network
from .facts import facts
from .provenance import source_values
from .relations import is_relation, relation_groups

LAST = float("inf")  # after every serial


def page_values(document: dict, around: Surroundings, language: str) -> dict:
    """Return what the template of a page shows."""
    reader = Reader(language)
    notes = Notes(reader, around.pages)
    details = document["details"]
    level = details.get("level", "")
    type_label, kind_label, level_label = labels(language, document["page_type"], details.get("kind"), level)
    values = {
        "language": language,
        "type": document["page_type"],
        "type_label": type_label,
        "kind_label": kind_label,
        "level": level,
        "level_label": level_label,
        "title": reader.text(document["title"]),
        "abbreviation": details.get("abbreviation", ""),
        "lead": reader.text(document["lead"]),
        "image": image_values(document["image"], reader),
        "review_by": document["review_by"],
        # Statements come before relations on the page, so they number the sources first.
        "statements": statement_values(document, notes, reader),
    }
    values["statement_items"] = joined(values["statements"])
    if "sentence_name" in details:
        values["relation_groups"] = relation_groups(document, around, notes, reader)
        values["relation_items"] = joined(values["relation_groups"])
        values["network"] = own_network(document, around, reader)
        values["facts"] = facts(document, around, reader)
        values["themes"] = themes(document, around, reader)
    elif values["type"] == "theme":
        belonging = [link.edition for link in around.links_in if link.role == "theme"]
        values["belongs"] = by_type(belonging, reader)
    elif values["type"] == "source":
        values |= source_values(document, around, reader)
    return values | {"notes": notes.html(), "gone": gone(document, around, reader), "fallback": reader.fell_back}


def gone(document: dict, around: Surroundings, reader: Reader) -> list[dict]:
    """What stood on the page before and does not now: each with the anchors that links may end in."""
    latest = {mark.anchor: mark for mark in sorted(around.gone, key=lambda mark: mark.data.get("serial", LAST))}
    for anchor in standing_anchors(document, around) if latest else ():
        latest.pop(anchor, None)
    told = {}
    for anchor, mark in sorted(latest.items()):
        told.setdefault(told_of(mark, document, around, reader), []).append(anchor)
    return [{"told": words, "url": url, "anchors": anchors} for (words, url), anchors in told.items()]


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
    }
    day = timezone.localtime(datetime.fromisoformat(mark.data["until"])).date().isoformat()
    return told[mark.anchor[0]] % {"date": date_label(language, day), "other": other}


def themes(document: dict, around: Surroundings, reader: Reader) -> list[dict]:
    named = document.get("classification", {}).get("theme", ())
    found = [around.pages[theme] for theme in named if theme in around.pages]
    found.sort(key=lambda page: getattr(page, f"sort_key_{reader.language}"))
    return [{"title": reader.text(page.summary["title"]), "url": page.path(reader.language)} for page in found]


def image_values(image: dict | None, reader: Reader) -> dict | None:
    return image and {**image, "alt": reader.text(image["alt"])}
