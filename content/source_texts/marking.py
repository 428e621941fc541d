"""Marking words in the text of a source: as those of a passage, or as such that the site has nothing to say of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Passage, Source, SourceText, TextMark
from ..saving import keep, keep_what_is_there
from ..translating import write_down
from .parts import Part, find


def place_of(text: SourceText, words: str, near: int) -> tuple[int, int]:
    """From which character to which words stand in a text; raises ValidationError when they do not."""
    if place := find(text.text, words, near):
        return place
    raise ValidationError(_("These words are not in the text, one after the other. Copy them from it."))


@transaction.atomic
def mark(text: SourceText, passage: Passage, place: tuple[int, int], *, by: Any) -> None:
    """Mark words as those of a passage, which is stored with its source if it is new.

    Raises ValidationError, by field, where somebody else gave a passage its key this moment.
    """
    if passage._state.adding:
        Source.objects.select_for_update(of=("self",)).get(pk=passage.source_id)  # one after the other
        if Passage.objects.filter(source=passage.source_id, key=passage.key).exists():
            raise ValidationError({"key": _("Another one on this page has this name.")})
        keep_what_is_there(passage.source_id)
        passage.save()
        keep(passage.source_id, by=by)
        write_down(passage.source_id, [(passage, {})])
    TextMark.objects.get_or_create(text=text, passage=passage, start=place[0], end=place[1])


def set_aside(text: SourceText, part: Part) -> None:
    """Note that the site has nothing to say of a part."""
    if not text.marks.filter(start__lt=part.end, end__gt=part.start).exists():
        TextMark.objects.create(text=text, start=part.start, end=part.end)


def words_of(passage: Passage) -> list[str]:
    """The words of a passage, as the newest text in which they are marked has them."""
    marks = list(TextMark.objects.filter(passage=passage).select_related("text").order_by("-text__number", "start"))
    return [mark.text.text[mark.start : mark.end] for mark in marks if mark.text_id == marks[0].text_id]
