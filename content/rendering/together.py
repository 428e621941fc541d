"""Relations that are told in the same words but for one name: one sentence tells them all, with a list of names."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from .plain import CitedPassage, Named, Period, Told


class Row(NamedTuple):
    """Relations that are told together, and where in their sentences the names stand by which they differ."""

    relations: list[Told]
    place: int = 0

    @property
    def shared(self) -> list[CitedPassage]:
        """The passages that each of them rests on."""
        first, *others = [told.citations for told in self.relations]
        return [passage for passage in first if all(passage in each for each in others)]

    @property
    def citations(self) -> list[CitedPassage]:
        """All the passages that they rest on, each once."""
        found = {passage.code: passage for told in self.relations for passage in told.citations}
        return sorted(found.values(), key=lambda passage: (passage.source.number, passage.number))

    @property
    def period(self) -> Period:
        """Of when they are: all say the same, or else their sources, however many, bear no date."""
        return min((told.period for told in self.relations), key=lambda period: len(period.label))


def rows(relations: Sequence[Told]) -> list[Row]:
    """Put relations in rows, each where the first of it stood. What is told in words of its own has a row to itself."""
    alike: dict[Any, list[int]] = {}
    for number, told in enumerate(relations):
        for key in keys(told):
            alike.setdefault(key, []).append(number)
    taken: set[int] = set()
    found = []
    for number, told in enumerate(relations):
        if number in taken:
            continue
        place, those = 0, [number]
        for key in keys(told):
            free = [each for each in alike[key] if each not in taken]
            if len(free) > len(those):
                place, those = key[0], free
        taken.update(those)
        found.append(Row([relations[each] for each in those], place))
    return found


def keys(told: Told) -> list[tuple]:
    """What a relation has in common with those that can be told with it, for each name by which they may differ.

    Where a sentence begins with that name, the others cannot share its verb: they are told as a list, and so only if
    nothing follows that the list would leave out. What somebody disputes stands by itself, with their remark.
    """
    if told.remark:
        return []
    when = "" if told.period.is_undated else told.period.label
    sentence = told.sentence
    return [
        (place, when, *sentence[:place], None, *sentence[place + 1 :])
        for place, part in enumerate(sentence)
        if isinstance(part, Named) and part.url and (place or isinstance(sentence[-2], Named))
    ]
