"""A text as it is shown to whoever reads it for claims: each part with its marks, and what rests on them."""

from itertools import pairwise
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from markupsafe import Markup

from ...languages import DEFAULT
from ...models import Claim, Page, Passage, Source, SourceText, TextMark
from ...rendering.differences import differences
from ...rendering.markup import element, joined
from ...richtext import plain
from ...source_texts.comparing import Change
from ...source_texts.resting import ASIDE, CITED, MARKED, OPEN, Read, Reading, citing
from ..lists.uses import url_of

LABELS = {
    OPEN: gettext_lazy("nothing yet"),
    MARKED: gettext_lazy("a passage, without a claim"),
    CITED: gettext_lazy("claims rest on it"),
    ASIDE: gettext_lazy("set aside"),
}


class Resting(NamedTuple):
    """What cites a passage: in words, and where it is written."""

    told: str
    url: str


class Card(NamedTuple):
    """A mark, beside the part where it begins; a passage has its place, and what rests on it."""

    mark: TextMark
    passage: Passage | None
    resting: list[Resting]


class ShownPart(NamedTuple):
    """A part of a text on the screen."""

    number: int
    page: int
    words: Markup
    state: str
    label: str
    cards: list[Card]


def shown_part(read: Read, reading: Reading) -> ShownPart:
    cards = [
        Card(mark, mark.passage, resting_on(mark.passage_id, reading.citing))
        for mark in read.marks
        if mark.start >= read.part.start
    ]
    part = read.part
    return ShownPart(part.number, part.page, marked_words(read, reading), read.state, str(LABELS[read.state]), cards)


def marked_words(read: Read, reading: Reading) -> Markup:
    """The words of a part, with those of passages marked in it."""
    part, marks = read.part, [mark for mark in read.marks if mark.passage_id]
    ends = {part.start, part.end}
    for mark in marks:
        ends |= {max(mark.start, part.start), min(mark.end, part.end)}
    shown: list[object] = []
    places = sorted(ends)
    for start, end in pairwise(places):
        words = part.words[start - part.start : end - part.start]
        over = [mark for mark in marks if mark.start < end and mark.end > start]
        is_cited = any(mark.passage_id in reading.citing for mark in over)
        kind = "text__mark text__mark--cited" if is_cited else "text__mark"
        shown.append(element("mark", words, class_=kind) if over else words)
    return joined(shown)


def resting_on(passage: int | None, citing: dict[int, list[Claim | Page]]) -> list[Resting]:
    """What cites a passage, by its key."""
    return [resting(owner) for owner in citing.get(passage, ())] if passage else []


def resting(owner: Claim | Page) -> Resting:
    """A claim that cites a passage, or a page whose lead does."""
    if isinstance(owner, Page):
        return Resting(f"{owner}: {_('lead')}", url_of(owner, ""))
    return Resting(Truncator(plain(f"{owner.page}: {owner}")).chars(110), url_of(owner.page, str(owner.pk)))


def with_resting(passages: list[Passage]) -> list[tuple[Passage, list[Resting]]]:
    """Passages, each with what cites it."""
    cited = citing(passage.pk for passage in passages)
    return [(passage, resting_on(passage.pk, cited)) for passage in passages]


def shown_changes(changes: list[Change], before: SourceText) -> list[dict]:
    """What changed from an older text, each with the passages that were marked there, and what cites them."""
    marks = list(before.marks.exclude(passage=None).select_related("passage"))
    cited = dict(with_resting([mark.passage for mark in marks if mark.passage]))
    told = []
    for old, new in changes:
        there = [
            mark.passage for mark in marks if mark.passage and old and mark.start < old.end and mark.end > old.start
        ]
        was, now = (" ".join(part.words.split()) if part else "" for part in (old, new))
        told.append(
            {
                "old": old,
                "new": new,
                "words": differences(was, now, get_language() or DEFAULT, "visually-hidden"),
                "passages": [(passage, cited[passage]) for passage in dict.fromkeys(there)],
            }
        )
    return told


def addresses(source: Source) -> dict[str, str]:
    """The screens that there are of the text of a source, by name."""
    names = ["text", "text_add", "text_mark", "text_claim", "text_changes", "text_delete"]
    return {name: reverse(f"admin:content_source_{name}", args=[source.pk]) for name in names}


def summary(reading: Reading) -> str:
    """How far a text was read, in a line."""
    told = _("%(done)d of %(all)d parts are read, %(open)d are not.")
    number = len(reading.parts)
    left = reading.counts[OPEN]
    return capfirst(told % {"done": number - left, "all": number, "open": left})
