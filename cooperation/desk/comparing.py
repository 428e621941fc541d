"""Two documents of a page beside each other: what came, went, changed and moved, claim by claim and word by word."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.languages import LANGUAGES
from content.models import Passage, Statement
from content.record import State
from content.rendering.differences import differences
from content.rendering.sentences import Name
from content.rendering.text import Reader

from ..models import Relation, Step
from .labels import EVERY, kinds_of
from .parts import (
    Item,
    Part,
    Said,
    Titles,
    citation_said,
    page_said,
    passage_said,
    relation_said,
    statement_said,
    step_said,
)

ORDER = (EVERY, *LANGUAGES)
OF_THE_WHOLE = ("anchor", "target", "reading")  # that add nothing where a claim is only in one of the two


class Cell(NamedTuple):
    """The words of a part in a language, marked; `is_same` where only another language differs."""

    language: str
    words: Markup
    is_same: bool = False


class Marked(NamedTuple):
    """What differs in one part: its words by language; and of a list what went, what came, and what just stands."""

    label: str
    cells: list[Cell]
    gone: list[Item] = []
    come: list[Item] = []
    items: list[Item] = []


class Row(NamedTuple):
    """One claim, or the page itself, that is not the same in both."""

    id: str
    kind: str
    name: str
    states: list[tuple[str, str]]  # a word for the style sheet, and one for the reader
    marks: list[Marked]


class Same(NamedTuple):
    """Claims that stand together and are the same in both."""

    names: list[str]


class Section(NamedTuple):
    title: str
    rows: list[Row | Same]

    @property
    def differs(self) -> bool:
        return any(isinstance(row, Row) for row in self.rows)


def compared(before: dict | None, after: dict | None, state: State) -> list[Section]:
    """What differs between two documents of a page; without a document it said nothing."""
    documents = [document for document in (before, after) if document]
    if not documents:
        return []
    titles, latest = Titles(documents, state), documents[-1]
    names = {language: Name.of_document(latest, Reader(language)) for language in LANGUAGES}
    makers: dict[str, Callable[[dict], Iterable[Said]]] = {
        _("The page"): lambda each: [page_said(each, titles)],
        kinds_of(Statement): lambda each: (statement_said(claim, each, titles) for claim in each["statements"]),
        kinds_of(Relation): lambda each: (relation_said(claim, each, titles, names) for claim in each["relations"]),
        kinds_of(Step): lambda each: (step_said(claim, each) for claim in each["steps"]),
        kinds_of(Passage): lambda each: map(passage_said, each.get("passages", ())),
    }
    found = [
        Section(title, rows(*(list(said(each)) if each else [] for each in (before, after))))
        for title, said in makers.items()
    ]
    return [section for section in [*found, taken_from_sources(before, after)] if section.rows]


def taken_from_sources(before: dict | None, after: dict | None) -> Section:
    """The passages that both cite, where the words that they took of the source differ."""
    one, other = (
        {e["passage_id"]: citation_said(e) for e in each["citations"]} if each else {} for each in (before, after)
    )
    found = [row_of(one[key], other[key], is_moved=False) for key in other if key in one]
    return Section(_("Words of the sources that it cites"), [row for row in found if row])


def rows(before: list[Said], after: list[Said]) -> list[Row | Same]:
    """Claims in the order of the later document, those that went where they stood; the same ones in a row are one."""
    one, other = {each.id: each for each in before}, {each.id: each for each in after}
    moved = those_that_moved([each.id for each in before if each.id in other], list(other))
    found: list[Row | Same] = []
    for key in merged(list(one), list(other)):
        row = row_of(one.get(key), other.get(key), is_moved=key in moved)
        if row:
            found.append(row)
        elif found and isinstance(found[-1], Same):
            found[-1].names.append(other[key].name)
        elif other[key].name:
            found.append(Same([other[key].name]))
    return found


def merged(before: list[str], after: list[str]) -> list[str]:
    """All ids in the order of the later list; each that went follows the one that it followed."""
    found, standing, last = list(after), set(after), -1
    for key in before:
        if key in standing:
            last = found.index(key)
        else:
            last += 1
            found.insert(last, key)
    return found


def those_that_moved(before: list[str], after: list[str]) -> set[str]:
    """The ids that are out of order: all but the most that kept theirs among each other."""
    place = {key: number for number, key in enumerate(after)}
    tails: list[int] = []  # the smallest last place of an ordered row of each length
    rows_of: list[list[str]] = []
    for key in before:
        length = bisect_left(tails, place[key])
        row = [*(rows_of[length - 1] if length else []), key]
        if length == len(tails):
            tails.append(place[key])
            rows_of.append(row)
        else:
            tails[length], rows_of[length] = place[key], row
    return set(before) - set(rows_of[-1] if rows_of else ())


def row_of(before: Said | None, after: Said | None, *, is_moved: bool) -> Row | None:
    """What differs in one claim; None where nothing does."""
    said = after or before
    if said is None:
        return None
    if not (before and after):
        state = ("gone", _("Gone")) if before else ("new", _("New"))
        told = [whole(part) for name, part in said.parts.items() if name not in OF_THE_WHOLE]
        return Row(said.id, said.kind, said.name, [state], [part for part in told if part.cells or part.items])
    keys = dict.fromkeys([*before.parts, *after.parts])
    marks = [mark for key in keys if (mark := marked(before.parts.get(key), after.parts.get(key)))]
    states = [("changed", _("Changed"))] if marks else []
    states += [("moved", _("Moved"))] if is_moved else []
    return Row(said.id, said.kind, said.name, states, marks) if states else None


def whole(part: Part) -> Marked:
    """A part of what is only in one of the two, without marks."""
    cells = [Cell(language, Markup.escape(part.texts[language])) for language in ORDER if part.texts.get(language)]
    return Marked(part.label, cells, items=list(part.items.values()))


def marked(before: Part | None, after: Part | None) -> Marked | None:
    """What differs in a part; None where nothing does."""
    label = after.label if after else before.label if before else ""
    one, other = before or Part(label), after or Part(label)
    gone = [item for key, item in one.items.items() if key not in other.items]
    come = [item for key, item in other.items.items() if key not in one.items]
    found = [cell for language in ORDER if (cell := cell_of(one, other, language))]
    cells = [] if all(cell.is_same for cell in found) else found
    return Marked(label, cells, gone, come) if cells or gone or come else None


def cell_of(before: Part, after: Part, language: str) -> Cell | None:
    old, new = before.texts.get(language, ""), after.texts.get(language, "")
    if old != new:
        return Cell(language, differences(old, new, get_language(), "visually-hidden"))
    if before.raw.get(language) != after.raw.get(language):
        told = _("The words are the same. Bold, italics, lists or paragraphs differ.")
        return Cell(language, Markup.escape(told))
    return Cell(language, Markup.escape(new), is_same=True) if new else None
