"""What every document says, its claims, as plain values in the language of a reader."""

from django.utils.translation import gettext as _

from ..cleaning import web_address
from ..documents import LEAD
from ..languages import once_per_language
from .notes import Notes
from .page_links import with_pages
from .periods import date_label, period_of
from .plain import Remark, Told
from .sentences import Sentence
from .text import Html, Reader, Text, isolated

NO_TEXT, NO_HTML = Text(), Html()


def statements(document: dict, notes: Notes, reader: Reader) -> list[Told]:
    """The statements of a document."""
    return [statement(claim, cited_by(claim, document), notes, reader) for claim in document["statements"]]


def cited_by(claim: dict, document: dict) -> list[dict]:
    """The citations of a claim, written out."""
    return [document["citations"][number - 1] for number in claim["citations"]]


def statement(claim: dict, cited: list[dict], notes: Notes, reader: Reader) -> Told:
    heading = reader.text(claim["heading"])
    text = with_pages(reader.html(claim["text"]), notes.pages, reader.language)
    return told("statement", claim, [f"s-{claim['anchor']}"], cited, notes, heading=heading, text=text)


def lead(document: dict, notes: Notes, reader: Reader) -> Told | None:
    """The lead as a claim: of when it is and what it rests on. One of the time before leads had sources is none."""
    claim = document["lead_claim"]
    return told("lead", claim, [LEAD], cited_by(claim, document), notes) if claim["citations"] else None


def step(claim: dict, cited: list[dict], notes: Notes) -> Told | None:
    """What the text of a step has of a claim: of when it is and what it rests on; nothing of a step without one."""
    return told("step", claim, [f"q-{claim['anchor']}"], cited, notes) if claim["text"] else None


@once_per_language
def gap_label() -> str:
    """What stands before what a step leaves open, wherever it is shown: without it, it would be a claim."""
    return _("What no document says:")


def relation(claim: dict, anchors: list[str], cited: list[dict], sentence: Sentence, notes: Notes) -> Told:
    return told("relation", claim, anchors, cited, notes, sentence=sentence)


def told(
    kind: str,
    claim: dict,
    anchors: list[str],
    cited: list[dict],
    notes: Notes,
    *,
    heading: Text = NO_TEXT,
    text: Html = NO_HTML,
    sentence: Sentence = (),
) -> Told:
    period = period_of(claim["period"], cited, notes.reader.language)
    remark = remark_of(claim, notes.reader)
    return Told(kind, claim["id"], anchors, heading, text, sentence, period, notes.cite(cited), remark=remark)


def remark_of(claim: dict, reader: Reader) -> Remark | None:
    """What a body that disputes a claim says of it."""
    if not (remark := claim.get("remark")):
        return None
    by, text, date = reader.text(remark["by"]), reader.text(remark["text"]), remark["date"]
    label = remark_label(reader.language, isolated(by), date_label(reader.language, date))
    return Remark(label, by, date, text, web_address(remark.get("url", "")))


@once_per_language
def remark_label(by: str, date: str) -> str:
    """What stands before a remark, wherever it is shown: without it, it would be a claim of ours."""
    return _("Remark of %(by)s, %(date)s") % {"by": by, "date": date}
