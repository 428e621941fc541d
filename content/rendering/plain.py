"""What a page says as plain values, in one language: no markup but the rich text of statements.

Every output is made of these: HTML, pictures, files. `data_of` gives them as what JSON has.
"""

from typing import Any, NamedTuple

from ..models import Edition
from ..references import Reference
from .text import Html, Reader, Text


class Named(NamedTuple):
    """What something is called, and where it lives; without an address it is only named."""

    text: Text
    url: str = ""


def title_of(page: Reference | Edition, reader: Reader) -> Named:
    """What a page is called, and where it lives: of an edition, or of a page as others see it."""
    return Named(reader.text(page.summary["title"]), page.path(reader.language))


# A sentence in parts: words as they are, and names.
Sentence = tuple[str | Named, ...]


class Period(NamedTuple):
    """Of when a claim is; `is_undated` where none of its sources carries a date, so nobody can say."""

    label: str
    is_undated: bool = False


class CitedSource(NamedTuple):
    """A source as a page numbers it."""

    number: int
    id: str
    publisher: Text
    title: Text
    date: str
    url: str
    document_url: str  # of the document itself, or nothing
    publisher_url: str  # of who published it, for one whose own address is not known


class CitedPassage(NamedTuple):
    """A passage as a page numbers it: 1.2 is the second of the first source."""

    source: CitedSource
    number: int
    key: str
    id: str
    place: Text
    summary: Text

    @property
    def code(self) -> str:
        return f"{self.source.number}.{self.number}"


class Note(NamedTuple):
    """A source that a page cites, and the passages of it, in the order of their numbers."""

    source: CitedSource
    passages: list[CitedPassage]


class Remark(NamedTuple):
    """What a body says of a claim that it disputes, and where it said so on the web, if it did."""

    label: str  # who says so, and when
    by: Text
    date: str  # ISO 8601
    text: Text
    url: str

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class Told(NamedTuple):
    """A claim as a page tells it: a statement with its heading and text, or a relation as a sentence; of the lead only
    of when it is and what it rests on.

    Its first anchor is the one to link to, unless it stands on another page; what was linked to in earlier times leads
    to the others.
    """

    kind: str  # "statement", "relation", "step" or "lead"
    id: str
    anchors: list[str]
    heading: Text
    text: Html
    sentence: Sentence
    period: Period
    citations: list[CitedPassage]
    url: str = ""  # where it stands, if that is another page than this
    remark: Remark | None = None  # of a body that disputes it


def as_text(sentence: Sentence) -> str:
    """A sentence as plain text."""
    return "".join([part.text if isinstance(part, Named) else part for part in sentence])


def data_of(value: Any) -> Any:
    """The same as dictionaries, lists and strings; a text in another language says in which."""
    if isinstance(value, CitedPassage):
        return {"number": value.code, "source": value.source.id, **_fields(value, leaving_out="source number")}
    if hasattr(value, "_fields"):
        return _fields(value)
    if isinstance(value, dict):
        return {str(name): data_of(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [data_of(each) for each in value]
    if getattr(value, "lang", ""):
        return {"text": str(value), "lang": value.lang}
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _fields(value: Any, leaving_out: str = "") -> dict:
    names = [name for name in value._fields if name not in leaving_out.split()]
    return {name: data_of(getattr(value, name)) for name in names}
