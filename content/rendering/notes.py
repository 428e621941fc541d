"""The sources that a page cites: told beside each claim, and gathered in the notes at its foot."""

from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..cleaning import web_address
from ..languages import once_per_language
from .markup import element, inline
from .periods import date_label
from .text import Reader, Text


class CitedSource(NamedTuple):
    """A source that a page cites, with its markup beside a claim and at the foot of the page."""

    number: int
    url: str
    name: str
    head: str
    passages: dict  # CitedPassage by the key of the passage


class CitedPassage(NamedTuple):
    """A passage that a page cites; these sort as they are numbered."""

    source: int
    number: int
    name: str  # of the source
    mark: str
    place: str
    note: str


class Notes:
    """The numbered sources of a page as it is read: 1, 2 … as they are first cited, and their passages: 1.1, 1.2 …"""

    def __init__(self, reader: Reader, pages: dict):
        self.reader = reader
        self.pages = pages
        self.sources = {}  # by content id

    def cite(self, entries: list[dict]) -> str:
        """Return the citations of one claim, source by source; a passage cited before keeps its number."""
        cited, before = [], 0
        for passage in sorted([self.passage(entry) for entry in entries]):
            cited.append(citation(passage, with_source=passage.source != before))
            before = passage.source
        return "".join(cited)

    def passage(self, entry: dict) -> CitedPassage:
        source = self.sources.get(entry["source"]) or self.source(entry)
        if entry["passage"] not in source.passages:
            place, summary = self.reader.text(entry["place"]), self.reader.text(entry["summary"])
            source.passages[entry["passage"]] = cited_passage(source, entry["passage"], place, summary)
        return source.passages[entry["passage"]]

    def source(self, entry: dict) -> CitedSource:
        reader, number, url = self.reader, len(self.sources) + 1, self.source_url(entry["source"])
        publisher, title = reader.text(entry["publisher"]), reader.text(entry["title"])
        date = date_label(reader.language, entry["date"])
        source = cited_source(number, publisher, title, date, url, entry["url"], reader.language)
        self.sources[entry["source"]] = source
        return source

    def source_url(self, content_id: str) -> str:
        page = self.pages.get(content_id)
        return page.path(self.reader.language) if page else f"/id/{content_id}"

    def html(self) -> SafeString:
        """The notes at the foot of the page: each source, and under it its passages, in order of number."""
        return SafeString("".join([source_notes(source) for source in self.sources.values()]))


def cited_source(
    number: int, publisher: Text, title: Text, date: str, url: str, document_url: str, language: str
) -> CitedSource:
    who, when = f"{element('b', publisher)}, " if publisher else "", escape(date)
    link = f'<a class="notes__title" href="{escape(url)}"{title.attrs}>{escape(title)}</a>'
    head = f'<p class="notes__source">{who}{link} ({when})'
    if document_url := web_address(document_url):
        head += f'. <a class="written-out" href="{escape(document_url)}">{read_label(language)}</a>'
    return CitedSource(number, url, f"{who}{inline(title)} ({when}), ", f"{head}</p>", {})


def cited_passage(source: CitedSource, key: str, place: Text, summary: Text) -> CitedPassage:
    count = len(source.passages) + 1
    number, anchor = f"{source.number}.{count}", f"n-{source.number}-{count}"
    where = escape(place).replace("p. ", "p.\N{NO-BREAK SPACE}")  # a page's number stays with its "p."
    link = f'<a href="{escape(source.url)}#p-{escape(key)}"{place.attrs}>{where}</a>'
    said = f" – {inline(summary)}" if summary else ""
    mark = f'<a class="says__number" href="#{anchor}">{number}</a>'
    note = f'<li class="notes__item" id="{anchor}"><b class="notes__number">{number}</b> <p>{link}{said}</p></li>'
    return CitedPassage(source.number, count, source.name, mark, link, note)


def citation(passage: CitedPassage, *, with_source: bool) -> str:
    """A passage beside a claim; of more passages in one source, only the first names it."""
    return f"<li>{passage.mark} {passage.name if with_source else ''}{passage.place}</li>"


def source_notes(source: CitedSource) -> str:
    """A source at the foot of the page, and under it what it says in the passages that are cited."""
    passages = "".join([passage.note for passage in source.passages.values()])
    return f'<li>{source.head}<ol class="notes__passages">{passages}</ol></li>'


@once_per_language
def read_label() -> str:
    return escape(_("Read the document itself"))
