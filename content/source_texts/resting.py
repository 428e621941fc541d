"""Which parts of a text something rests on: its passages, and the claims of working copies that cite them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..models import Claim, Page, Passage, SourceText, TextMark
from .parts import Part, parts_of

CITED, MARKED, ASIDE, OPEN = "cited", "marked", "aside", "open"
# How a part stands: a claim rests on it, only a passage is marked, it was set aside, or nobody said anything of it.
STATES = (OPEN, MARKED, CITED, ASIDE)


class Read(NamedTuple):
    """A part of a text with the marks in it, and how it stands."""

    part: Part
    marks: list[TextMark]
    state: str


class Reading(NamedTuple):
    """A text part by part, and what cites each passage that is marked in it, by its key."""

    parts: list[Read]
    citing: dict[int, list[Claim | Page]]

    @property
    def counts(self) -> Counter[str]:
        """The number of parts that stand in each way."""
        return Counter(each.state for each in self.parts)


def read(text: SourceText) -> Reading:
    marks = list(text.marks.select_related("passage"))
    cited = citing([mark.passage_id for mark in marks if mark.passage_id])
    found = []
    for part in parts_of(text.text):
        own = [mark for mark in marks if mark.start < part.end and mark.end > part.start]
        found.append(Read(part, own, state_of(own, cited)))
    return Reading(found, cited)


def state_of(marks: list[TextMark], cited: dict[int, Any]) -> str:
    if any(mark.passage_id in cited for mark in marks):
        return CITED
    if any(mark.passage_id for mark in marks):
        return MARKED
    return ASIDE if marks else OPEN


def citing(passages: Iterable[int]) -> dict[int, list[Claim | Page]]:
    """What cites passages in the working copies, by their keys: claims of all kinds, and pages for their leads."""
    keys = set(passages)
    found: defaultdict[int, list[Claim | Page]] = defaultdict(list)
    relations: list[Any] = list(Passage._meta.related_objects)
    for relation in relations:
        if not (relation.many_to_many and keys and issubclass(relation.related_model, Claim | Page)):
            continue
        rows = relation.through._default_manager.filter(passage__in=keys).order_by("pk")
        pairs = list(rows.values_list("passage", relation.field.m2m_field_name()))
        owners = relation.related_model._default_manager.all()
        if issubclass(relation.related_model, Claim):
            owners = owners.select_related("page")
        there = owners.in_bulk({owner for _passage, owner in pairs})
        for passage, owner in pairs:
            found[passage].append(there[owner])
    return dict(found)
