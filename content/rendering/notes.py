"""The sources that a page cites, numbered as it is read: told beside each claim, and gathered at its foot."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ..cleaning import web_address
from ..languages import once_per_language
from ..models import Edition
from ..references import Reference
from .periods import date_label
from .plain import CitedPassage, CitedSource, Note
from .text import Reader


@once_per_language
def read_labels() -> tuple[str, str, str]:
    """What leads to a document itself, or else to the site of its publisher, and what is said of the latter."""
    return (
        _("Read the document itself"),
        _("The publisher’s site"),
        _("the address of the document itself is not known"),
    )


class Notes:
    """The numbered sources of a page: 1, 2 … as they are first cited, and their passages: 1.1, 1.2 …"""

    def __init__(self, reader: Reader, pages: Mapping[str, Reference | Edition]):
        self.reader = reader
        self.pages = pages
        self._sources: dict[str, CitedSource] = {}  # by content id
        self._passages: dict[str, dict[str, CitedPassage]] = {}  # and by key

    @property
    def gathered(self) -> list[Note]:
        """All that was cited so far, in the order of the numbers."""
        return [Note(source, list(self._passages[key].values())) for key, source in self._sources.items()]

    def cite(self, entries: list[dict]) -> list[CitedPassage]:
        """Return the passages of one claim, source by source; one that was cited before keeps its number."""
        return sorted([self.passage(entry) for entry in entries], key=lambda cited: (cited.source.number, cited.number))

    def passage(self, entry: dict) -> CitedPassage:
        source, key = self._sources.get(entry["source"]) or self.source(entry), entry["passage"]
        known = self._passages[entry["source"]]
        if key not in known:
            place, summary = self.reader.text(entry["place"]), self.reader.text(entry["summary"])
            known[key] = CitedPassage(source, len(known) + 1, key, entry["passage_id"], place, summary)
        return known[key]

    def source(self, entry: dict) -> CitedSource:
        text = self.reader.text
        self._sources[entry["source"]] = source = CitedSource(
            len(self._sources) + 1,
            entry["source"],
            text(entry["publisher"]),
            text(entry["title"]),
            date_label(self.reader.language, entry["date"]),
            self.source_url(entry["source"]),
            web_address(entry["url"]),
            web_address(entry.get("publisher_url", "")),  # links of the time before have none
        )
        self._passages[entry["source"]] = {}
        return source

    def source_url(self, content_id: str) -> str:
        """Where a source lives; a permanent id stands in for one that is not public."""
        page = self.pages.get(content_id)
        return page.path(self.reader.language) if page else f"/id/{content_id}"
