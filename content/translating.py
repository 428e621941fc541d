"""Whether each text of a page is translated, and whether its translation is still right.

Dutch comes first; the others are translations of it. Nothing of this is stored with the texts. What is written down is
which translation was right for which Dutch (`Translation`): the pair as it was, when the Dutch is changed and the
translation is not; and the pair as it is, when somebody says that it is still right. So a translation is out of date
when it was right for other Dutch, and is not known to be right for this; one of which nothing is known was written
along with its Dutch. What counts of a text are its words and numbers: not its case, punctuation, white space or layout.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from hashlib import blake2s
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model
from modeltranslation.translator import translator

from . import clock
from .languages import DEFAULT, LANGUAGES
from .models import Page, Passage, Translation
from .richtext import plain

WORD = re.compile(r"\w+")
# How long a translation is beside its Dutch, where that is not short. All that was published lies well within.
LENGTHS = {"shortest": 0.6, "longest": 1.6, "from": 40}


class State(StrEnum):
    """What becomes of a text in a language beside Dutch."""

    COMPLETE = "complete"
    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"


def words(text: str | None) -> str:
    """What counts of a text."""
    return " ".join(WORD.findall(plain(text or "").casefold()))


def digest(text: str | None) -> str:
    return blake2s(words(text).encode(errors="replace"), digest_size=16).hexdigest()


def declared(model: type[Model], name: str) -> set[str]:
    """What the options of modeltranslation say of a model and those that it inherits from, by the name of an option."""
    models = [each for each in translator.get_registered_models() if issubclass(model, each)]
    return {field for each in models for field in getattr(translator.get_options_for_model(each), name, ())}


@cache
def fields_of(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model that are translated, in its own order; not those that each language has of its own."""
    translated = declared(model, "fields") - declared(model, "own")
    return tuple(field.name for field in model._meta.get_fields() if field.name in translated)


@cache
def names_of(model: type[Model]) -> frozenset[str]:
    """Those of them that may well be the same in every language."""
    return frozenset(declared(model, "names"))


class Text(NamedTuple):
    """A text of a page, or of a row of it, in a language that it is translated into."""

    row: Model
    field: str
    language: str

    @property
    def name(self) -> str:
        """The name of the column that holds it."""
        return f"{self.field}_{self.language}"

    @property
    def source(self) -> str:
        return getattr(self.row, f"{self.field}_{DEFAULT}") or ""

    @property
    def translation(self) -> str:
        return getattr(self.row, self.name) or ""

    @property
    def key(self) -> tuple[UUID, str, str]:
        """What it is known by for ever."""
        return owner_of(self.row), self.field, self.language

    @property
    def pair(self) -> tuple[str, str]:
        return digest(self.source), digest(self.translation)

    @property
    def is_said(self) -> bool:
        """Whether it says anything, in either language."""
        return bool(self.source.strip() or self.translation.strip())


def owner_of(row: Model) -> UUID:
    """The permanent id of what has a text."""
    key = row.content_id if isinstance(row, Page) else row.uid if isinstance(row, Passage) else row.pk
    return key if isinstance(key, UUID) else UUID(str(key))


def page_of(row: Model) -> int:
    """The key of the page that a text stands on."""
    return row.pk if isinstance(row, Page) else getattr(row, "source_id" if isinstance(row, Passage) else "page_id")


def texts_of_row(row: Model) -> Iterator[Text]:
    for field in fields_of(type(row)):
        for language in LANGUAGES:
            if language != DEFAULT:
                yield Text(row, field, language)


def texts_of(page: Page) -> list[Text]:
    """All texts of a page that say something: its own, and those of its rows."""
    rows = [page, *(row for name in page.row_names() for row in getattr(page, name).all())]
    return [text for row in rows for text in texts_of_row(row) if text.is_said]


class Known:
    """Which translations of some pages were right, and for which Dutch: read in one query, that is narrowed down."""

    def __init__(self, **pages: Any):
        self.right: defaultdict[tuple, set[str]] = defaultdict(set)
        rows = Translation.objects.filter(**pages).values_list("owner", "field", "language", "translation", "source")
        for *key, source in rows:
            self.right[tuple(key)].add(source)

    def take_as_right(self, stored: Page) -> None:
        """Take what is stored as right where nothing is known of it, as it would be if its Dutch were changed now."""
        for text in texts_of(stored):
            source, translation = text.pair
            if text.source.strip() and not self.right.get((*text.key, translation)):
                self.right[(*text.key, translation)].add(source)

    def state(self, text: Text) -> State:
        if not text.source.strip() or not text.translation.strip():
            return State.MISSING
        if not self.right:
            return State.COMPLETE
        source, translation = text.pair
        known = self.right.get((*text.key, translation))
        return State.OUT_OF_DATE if known and source not in known else State.COMPLETE

    def states(self, page: Page) -> list[tuple[Text, State]]:
        return [(text, self.state(text)) for text in texts_of(page)]


def dutch_before(page: int) -> dict[tuple, str]:
    """The Dutch that each translation of a page was right for last, by its key and its own digest."""
    rows = Translation.objects.filter(page=page).order_by("at", "pk")
    return {tuple(key): text for *key, text in rows.values_list("owner", "field", "language", "translation", "text")}


def write_down(page: int, changed: Iterable[tuple[Model, dict[str, Any]]]) -> None:
    """Write down which translations were right until now, of texts whose Dutch is changed and that follow it not.

    `changed` are the page, by its key, and rows of it as they are now, each with the values of its columns before.
    """
    found = {}
    for row, was in changed:
        for text in texts_of_row(row):
            source, translation = was.get(f"{text.field}_{DEFAULT}") or "", was.get(text.name) or ""
            if source == text.source or not source.strip() or not translation.strip():
                continue
            now = text.pair
            if digest(translation) == now[1] and digest(source) != now[0]:
                found[(*text.key, now[1])] = source
    if found:
        known = Known(page=page).right  # of one that was out of date already, it is known what it was right for
        store(page, {key: source for key, source in found.items() if not known.get(key)})


def confirm(page: int, texts: Iterable[Text], *, by: Any) -> None:
    """Write down that translations are right for the Dutch as it is."""
    store(page, {(*text.key, text.pair[1]): text.source for text in texts}, by)


def store(page: int, right: dict[tuple, str], by: Any = None) -> None:
    """Keep the Dutch that translations are right for; two who say the same at once say it once."""
    moment = clock.now()
    Translation.objects.bulk_create(
        (
            Translation(
                page_id=page,
                owner=owner,
                field=field,
                language=language,
                translation=translation,
                source=digest(source),
                text=source,
                by=by,
                at=moment,
            )
            for (owner, field, language, translation), source in right.items()
        ),
        ignore_conflicts=True,
    )
