"""The tables of what is claimed: relations, other claims, and the steps of questions.

A claim has a row for each passage that it rests on, and each row has all that there is to say of the claim.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from content.cleaning import web_address
from content.languages import once_per_language
from content.references import Reference
from content.rendering.periods import period_of
from content.rendering.plain import as_text
from content.rendering.sentences import Name, sentence
from content.rendering.text import Reader
from content.richtext import plain

from ..roles import role_of
from .columns import ADDRESS, BETWEEN, DATE, FLAG, IDENTITY, NUMBER, Column, Table, Where, flag, in_each
from .pages import address
from .remarks import REMARK

RELATION = "relation"


class ClaimRow(NamedTuple):
    """A claim and one of the passages that it rests on; a relation has another page at its other end."""

    kind: str  # "lead", "statement", "step" or "relation"
    page: Reference
    claim: dict
    cited: list[dict]  # all passages that it rests on, as its document has them
    passage: dict  # the one of this row; empty where a claim has none
    other: Reference | None = None

    def words(self, language: str) -> str:
        """What it says, as plain text, where it says something in a language."""
        if self.other:
            return told(self.claim, self.page, self.other, language)
        text = self.claim["text"].get(language, "")
        return plain(text) if self.kind == "statement" else text  # of which only the first has markup

    @property
    def heading(self) -> dict[str, str]:
        return self.claim.get("heading", {})

    def period(self, language: str) -> str:
        return period_of(self.claim["period"], self.cited, language).label

    @property
    def is_undated(self) -> bool:
        return period_of(self.claim["period"], self.cited, "en").is_undated


class StepRow(NamedTuple):
    """A step of a question, with its place among the others."""

    question: Reference
    place: int
    step: dict


def with_passages(
    kind: str, page: Reference, claim: dict, cited: list[dict], other: Reference | None = None
) -> Iterator[ClaimRow]:
    """The rows of a claim."""
    for passage in cited or [{}]:
        yield ClaimRow(kind, page, claim, cited, passage, other)


def told(claim: dict, subject: Reference, other: Reference, language: str) -> str:
    """The sentence of a relation, with the names that the two pages have."""
    reader = Reader(language)
    names = Name.of(subject, reader).without_markup(), Name.of(other, reader).without_markup()
    return " ".join(as_text(sentence(claim, *names, reader)).split())


@once_per_language
def role_label(name: str) -> str:
    return str(role_of(name).label)


def of_passage(name: str) -> Callable[[ClaimRow, Where, str], str]:
    """Reads a text of the passage of a row."""
    return lambda row, _where, language: row.passage.get(name, {}).get(language, "")


def entry(name: str) -> Callable[[ClaimRow, Where], str]:
    """Reads what is the same in every language of the passage of a row."""
    return lambda row, _where: row.passage.get(name, "")


def part_of_period(name: str) -> Callable[[ClaimRow, Where], str]:
    return lambda row, _where: row.claim["period"].get(name, "")


def cite(row: ClaimRow, where: Where, language: str) -> str:
    return where.cite(language, row.page.content_id, row.claim["id"])


def cite_passage(row: ClaimRow, where: Where, language: str) -> str:
    passage = row.passage
    return where.cite(language, passage["source"], passage["passage_id"]) if passage else ""


def end(name: str, meaning: dict, page: Callable[[ClaimRow], Reference]) -> list[Column]:
    """The columns of a page at one end of a relation, or that a claim stands on."""
    return [
        Column(f"{name}_id", IDENTITY, meaning["id"], lambda row, _where: page(row).content_id),
        Column(f"{name}_type", IDENTITY, meaning["type"], lambda row, _where: page(row).page_type),
        *in_each(f"{name}_title", meaning["title"], lambda row, _of, lang: page(row).summary["title"].get(lang, "")),
        *in_each(f"{name}_url", meaning["url"], lambda row, of, lang: address(page(row), of, lang), ADDRESS),
    ]


def other_of(row: ClaimRow) -> Reference:
    """The page at the other end of a relation."""
    return row.other or row.page


PAGE = end(
    "page",
    {
        "id": _("The id of the page that says it"),
        "type": _("Which sort of page that is"),
        "title": _("What that page is called"),
        "url": _("Where that page was in this state"),
    },
    lambda row: row.page,
)
SUBJECT = end(
    "subject",
    {
        "id": _("The id of who has the role"),
        "type": _("Which sort of page the one with the role is"),
        "title": _("Who has the role"),
        "url": _("Where the page of the one with the role was"),
    },
    lambda row: row.page,
)
OBJECT = end(
    "object",
    {
        "id": _("The id of the one at the other end"),
        "type": _("Which sort of page the one at the other end is"),
        "title": _("Who or what is at the other end"),
        "url": _("Where the page of the one at the other end was"),
    },
    other_of,
)
WHEN: list[Column] = [
    Column("since", DATE, _("Since when it is so, if a source says so"), part_of_period("since")),
    Column("until", DATE, _("Until when it was so, if a source says so"), part_of_period("until")),
    Column("as_of", DATE, _("When it was so, if a source says so"), part_of_period("as_of")),
    *in_each("period", _("Of when it is, as the site tells it"), lambda row, _where, lang: row.period(lang)),
    Column(
        "undated",
        FLAG,
        _("Whether nobody can say of when it is, because no source has a date"),
        lambda row, _where: flag(row.is_undated),
    ),
]
CITE: list[Column] = in_each("cite", _("The address to cite it by"), cite, ADDRESS)
PASSAGE: list[Column] = [
    Column(
        "passage_id",
        IDENTITY,
        _("The id of a passage that it rests on"),
        lambda row, _of: row.passage.get("passage_id", ""),
    ),
    *in_each("passage_place", _("Where that stands in the source"), of_passage("place")),
    *in_each("passage_cite", _("The address to cite that passage by"), cite_passage, ADDRESS),
    Column("source_id", IDENTITY, _("The id of the source"), entry("source")),
    *in_each("source_title", _("What the source is called"), of_passage("title")),
    *in_each("source_publisher", _("Who published the source"), of_passage("publisher")),
    Column("source_date", DATE, _("The date of the source"), entry("date")),
    Column("source_url", ADDRESS, _("The source itself"), lambda row, _of: web_address(row.passage.get("url", ""))),
]

RELATIONS: Table = Table(
    "relations",
    _("Who stands in which role to whom: a row for each passage that says so"),
    [
        Column("id", IDENTITY, _("The permanent id of the relation"), lambda row, _where: row.claim["id"]),
        Column("role", IDENTITY, _("The role of the one to the other"), lambda row, _where: row.claim["role"]),
        *in_each("role", _("What that role is called"), lambda row, _where, lang: role_label(lang, row.claim["role"])),
        *SUBJECT,
        *OBJECT,
        *in_each("sentence", _("The relation as a sentence"), lambda row, _where, lang: row.words(lang)),
        Column(
            "our_reading",
            FLAG,
            _("Whether we read it in the source, which does not say it in so many words"),
            lambda row, _where: flag(row.claim.get("is_our_reading")),
        ),
        *WHEN,
        *REMARK,
        *CITE,
        *PASSAGE,
    ],
)
CLAIMS: Table = Table(
    "claims",
    _("What else is claimed: introductions, statements and steps, a row for each passage that says so"),
    [
        Column("id", IDENTITY, _("The permanent id of the claim"), lambda row, _where: row.claim["id"]),
        Column("kind", IDENTITY, _("Its sort: lead, statement or step"), lambda row, _where: row.kind),
        *PAGE,
        *in_each(
            "heading", _("What stands above it"), lambda row, _of, lang: row.claim.get("heading", {}).get(lang, "")
        ),
        *in_each("text", _("What it says, without markup"), lambda row, _where, lang: row.words(lang)),
        *WHEN,
        *REMARK,
        *CITE,
        *PASSAGE,
    ],
)
STEPS: Table = Table(
    "steps",
    _("The steps of the questions, with what no document says"),
    [
        Column("id", IDENTITY, _("The permanent id of the step"), lambda row, _where: row.step["id"]),
        Column("question_id", IDENTITY, _("The id of the question"), lambda row, _where: row.question.content_id),
        *in_each(
            "question_title", _("The question"), lambda row, _where, lang: row.question.summary["title"].get(lang, "")
        ),
        Column("place", NUMBER, _("Its place among the steps"), lambda row, _where: row.place),
        *in_each("heading", _("What stands above it"), lambda row, _of, lang: row.step["heading"].get(lang, "")),
        *in_each("text", _("What it comes to"), lambda row, _of, lang: row.step["text"].get(lang, "")),
        *in_each("gap", _("What no document says"), lambda row, _of, lang: row.step["gap"].get(lang, "")),
        Column(
            "relations",
            IDENTITY,
            _("The ids of the relations that it shows"),
            lambda row, _of: BETWEEN.join(row.step["chosen"]),
        ),
    ],
)
