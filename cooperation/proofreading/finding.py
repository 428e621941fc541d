"""What is found in a page: each of a kind, in words that say what to do, and at its place in the form."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What can be found, in the order in which it is told; the first holds a page back."""

    PROBLEM = "problem", _("holds the page back")
    MISSING = "missing", _("not translated")
    OUT_OF_DATE = "out_of_date", _("translation out of date")
    COPIED = "copied", _("the same in both languages")
    LENGTH = "length", _("translation of an odd length")
    LINK = "link", _("link to what is not there")
    ABBREVIATION = "abbreviation", _("abbreviation not written out")
    SENTENCE = "sentence", _("long sentence")
    WORDS = "words", _("hard to read")
    LEVEL = "level", _("page above level B1")
    HEADING = "heading", _("heading")
    CHECK = "check", _("day of checking has passed")


class Finding(NamedTuple):
    """Something that is found: what it says, and the claim (by its id) or the field of the page that it is in."""

    kind: Kind
    told: str
    claim: str = ""
    field: str = ""

    @property
    def is_error(self) -> bool:
        return self.kind == Kind.PROBLEM


class Words(NamedTuple):
    """A text of a page in one language, in the order in which a reader meets it."""

    language: str
    html: str
    claim: str
    field: str
    is_sentence: bool = True  # a heading, or what follows a name, is none


def words_of(document: dict) -> list[Words]:
    """All texts of a document."""
    found = []
    lead = [("lead", document["lead"], "", True)]
    claims = [
        (name, claim[name], claim["id"], name in ("text", "gap"))
        for claim in [*document["statements"], *document["steps"], *document["relations"]]
        for name in ("heading", "text", "gap", "detail", "detail_inverse")
        if name in claim
    ]
    passages = [("summary", passage["summary"], passage["id"], True) for passage in document.get("passages", ())]
    for field, texts, claim, is_sentence in [*lead, *claims, *passages]:
        found += [Words(code, html, claim, f"{field}_{code}", is_sentence) for code, html in texts.items() if html]
    return found
