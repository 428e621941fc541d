"""The tables of pages: one for each kind, and one of the passages of sources."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from content.cleaning import web_address
from content.references import Reference

from ..kinds import KINDS, ORGANISATION, PARTNERSHIP, PROGRAMME, QUESTION, SOURCE, PageKind, bodies
from ..lists.rows import labels
from ..models import abbreviation_in
from ..models.question import SEE_ALSO
from .columns import ADDRESS, BETWEEN, DATE, FLAG, IDENTITY, NUMBER, TEXT, Column, Table, Where, flag, in_each


class PageRow(NamedTuple):
    """A page as a table has it: what others see of it, and where all of it is told its version and its document."""

    page: Reference
    number: int = 0
    document: dict = {}

    @property
    def id(self) -> str:
        return self.page.content_id

    @property
    def details(self) -> dict:
        return self.document["details"]

    def filed(self, role: str) -> str:
        """The ids of the pages under a role."""
        return BETWEEN.join(self.document.get("classification", {}).get(role, ()))

    def labels(self, language: str) -> tuple[str, str, str]:
        summary = self.page.summary
        return labels(language, self.page.page_type, summary.get("kind"), summary.get("level", ""))


class PassageRow(NamedTuple):
    """A passage of a source."""

    source: Reference
    passage: dict


def address(page: Reference, where: Where, language: str) -> str:
    return where.origin + page.path(language)


def detail(name: str) -> Callable[[PageRow, Where], str]:
    """Reads what only some kinds of pages have."""
    return lambda row, _where: row.details[name]


def web(name: str) -> Callable[[PageRow, Where], str]:
    """The same of an address that a reader may be led to."""
    return lambda row, _where: web_address(row.details[name])


def words(name: str) -> Callable[[PageRow, Where, str], str]:
    """The same of a text in a language."""
    return lambda row, _where, language: row.details[name].get(language, "")


def of_passage(name: str) -> Callable[[PassageRow, Where, str], str]:
    return lambda row, _where, language: row.passage[name].get(language, "")


NAMED: list[Column] = [
    Column("id", IDENTITY, _("The permanent id of the page"), lambda row, _where: row.id),
    Column("type", IDENTITY, _("Which sort of page it is"), lambda row, _where: row.page.page_type),
    *in_each("title", _("What the page is called"), lambda row, _where, lang: row.page.summary["title"].get(lang, "")),
    *in_each("url", _("Where the page was in this state"), lambda row, of, lang: address(row.page, of, lang), ADDRESS),
    *in_each("cite", _("The address to cite the page by"), lambda row, of, lang: of.cite(lang, row.id), ADDRESS),
]
LEAD = in_each("lead", _("The introduction"), lambda row, _where, lang: row.page.summary["lead"].get(lang, ""))
SORT: list[Column] = [
    Column("kind", IDENTITY, _("Its kind: our classification"), lambda row, _where: row.page.summary.get("kind") or ""),
    *in_each("kind", _("What that kind is called: our classification"), lambda row, _of, lang: row.labels(lang)[1]),
]
# All that there is to say of a body without its document: so of a node of the network.
NODE: list[Column] = [
    *NAMED,
    *in_each("abbreviation", _("Its abbreviation"), lambda row, _of, lang: abbreviation_in(row.page.summary, lang)),
    *SORT,
    Column("level", IDENTITY, _("Its level: our classification"), lambda row, _of: row.page.summary.get("level", "")),
    *in_each("level", _("What that level is called: our classification"), lambda row, _of, lang: row.labels(lang)[2]),
    *LEAD,
]
VERSION: list[Column] = [
    Column("version", NUMBER, _("The number of the version of the page"), lambda row, _where: row.number),
    Column("themes", IDENTITY, _("The ids of the themes it is filed under"), lambda row, _where: row.filed("theme")),
]
LASTS: list[Column] = [
    Column("start", DATE, _("When it began"), detail("start")),
    Column("end", DATE, _("When it ended"), detail("end")),
]
DOCUMENT: list[Column] = [
    *in_each("publisher", _("Who published the document"), words("publisher")),
    Column("date", DATE, _("The date of the document"), detail("date")),
    Column("undated", FLAG, _("Whether the document has no date"), lambda row, _where: flag(not row.details["date"])),
    *in_each("date_note", _("About its date"), words("date_note")),
    *SORT,
    Column("language", IDENTITY, _("The language of the document"), detail("language")),
    Column("document_url", ADDRESS, _("The document itself"), web("url")),
    Column(
        "publisher_url",
        ADDRESS,
        _("The site of its publisher"),
        web("publisher_url"),
    ),
    Column("archived_url", ADDRESS, _("An archived copy"), web("archived_url")),
    *in_each("read_form", _("What exactly was read"), words("read_form")),
    Column("read_on", DATE, _("When it was last read"), detail("read_on")),
    Column("sha256", TEXT, _("The SHA-256 of what was read"), detail("fingerprint")),
]
WEBSITE: list[Column] = [Column("website", ADDRESS, _("Its own site"), web("website"))]
ASKED: list[Column] = [
    Column("ordered", FLAG, _("Whether a source gives the order"), lambda row, _where: flag(row.details["is_ordered"])),
    Column("see_also", IDENTITY, _("The ids of the pages it leads on to"), lambda row, _where: row.filed(SEE_ALSO)),
]
MORE = {
    ORGANISATION.name: WEBSITE,
    PARTNERSHIP.name: LASTS,
    PROGRAMME.name: LASTS,
    QUESTION.name: ASKED,
    SOURCE.name: DOCUMENT,
}


def table_of(kind: PageKind) -> Table:
    """The table of a kind of page: all that is there of one, in a row."""
    own = NODE if kind.is_body else [*NAMED, *LEAD]
    return Table(f"{kind.name}s", kind.label, [*own, *VERSION, *MORE.get(kind.name, [])])


TABLES = {kind.name: table_of(kind) for kind in KINDS.values()}
BODIES = [TABLES[kind.name].name for kind in bodies()]
PASSAGES: Table = Table(
    "passages",
    _("The places in the sources"),
    [
        Column("id", IDENTITY, _("The permanent id of the passage"), lambda row, _where: row.passage["id"]),
        Column("source_id", IDENTITY, _("The id of the source"), lambda row, _where: row.source.content_id),
        *in_each(
            "source_title",
            _("What the source is called"),
            lambda row, _of, lang: row.source.summary["title"].get(lang, ""),
        ),
        *in_each("place", _("Where it stands in the source"), of_passage("place")),
        *in_each(
            "summary",
            _("What stands there, in our own words"),
            of_passage("summary"),
        ),
        *in_each(
            "cite",
            _("The address to cite the passage by"),
            lambda row, of, lang: of.cite(lang, row.source.content_id, row.passage["id"]),
            ADDRESS,
        ),
    ],
)
