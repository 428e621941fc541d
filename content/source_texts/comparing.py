"""What changed from one text of a source to another, and taking the marks of the older one along."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from .. import clock
from ..models import Passage, Source, SourceText, TextMark
from .parts import Part, find, parts_of
from .taking_in import Given

ALIKE = 50  # per cent: from here on a part is one that changed, and not another one


class Change(NamedTuple):
    """A part that changed: as it was and as it is; one of them is nothing where a part went or came."""

    old: Part | None
    new: Part | None


def changes_between(old: SourceText, new: SourceText) -> list[Change]:
    """What differs from the older text to the newer one, in their order; blanks and line ends do not count."""
    before, after = parts_of(old.text), parts_of(new.text)
    found: list[Change] = []
    for kind, first, last, start, end in matcher(before, after).get_opcodes():
        if kind != "equal":
            found += paired(before[first:last], after[start:end])
    return found


def matcher(before: list[Part], after: list[Part]) -> SequenceMatcher[str]:
    was, now = ([" ".join(part.words.split()) for part in parts] for parts in (before, after))
    return SequenceMatcher(None, was, now, autojunk=False)


def paired(before: list[Part], after: list[Part]) -> Iterator[Change]:
    """Parts that went and came in one place, each beside the one that it became, if it is like one."""
    at = 0
    for old in before:
        likeness = {number: fuzz.ratio(old.words, after[number].words) for number in range(at, len(after))}
        best = max(likeness, key=lambda number: likeness[number], default=None)
        if best is None or likeness[best] < ALIKE:
            yield Change(old, None)
            continue
        yield from (Change(None, new) for new in after[at:best])
        yield Change(old, after[best])
        at = best + 1
    yield from (Change(None, new) for new in after[at:])


@transaction.atomic
def give(source: Source, given: Given, *, by: Any) -> SourceText:
    """Keep a text as the newest of a source, with the marks of the one before whose words are still in it.

    Raises ValidationError when the newest says the same.
    """
    Source.objects.select_for_update(of=("self",)).get(pk=source.pk)  # one after the other
    before = SourceText.objects.newest(source)
    if before and before.text == given.text:
        raise ValidationError(_("This is the text that is here already."))
    text = SourceText.objects.create(
        source=source,
        number=before.number + 1 if before else 1,
        **given._asdict(),
        added_by=by,
        added_at=clock.now(),
    )
    if before:
        TextMark.objects.bulk_create(carried(before, text))
    return text


def carried(old: SourceText, new: SourceText) -> Iterator[TextMark]:
    """The marks of the older text, where their words are in the newer one: nearest to where they stood."""
    before, after = parts_of(old.text), parts_of(new.text)
    moved = [(0, 0)]  # where the parts that stayed were, and where they are
    for each in matcher(before, after).get_matching_blocks():
        moved += [(before[each.a + k].start, after[each.b + k].start) for k in range(each.size)]
    made = set()
    for mark in old.marks.all():
        was, now = max(pair for pair in moved if pair[0] <= mark.start)
        place = find(new.text, old.text[mark.start : mark.end], near=now + mark.start - was)
        if place and (mark.passage_id, *place) not in made:
            made.add((mark.passage_id, *place))
            yield TextMark(text=new, passage_id=mark.passage_id, start=place[0], end=place[1])


def unmarked(text: SourceText) -> list[Passage]:
    """The passages of a source whose words are not marked in its text: never yet, or not in this text any more."""
    marked = text.marks.exclude(passage=None).values("passage")
    return list(Passage.objects.filter(source=text.source_id).exclude(pk__in=marked))


def older_edition(source: Source) -> SourceText | None:
    """The newest text of the document that a source is a newer edition of."""
    return SourceText.objects.newest(source.replaces) if source.replaces else None
