"""Turns what every document has (claims, citations) into plain values for a template, in one language."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .dates import partial_date_label
from .languages import once_per_language
from .markup import note_items, proof, statement_item
from .text import Reader


@once_per_language
def date_label(date: str) -> str:
    """Tell the date of a source; one without a date says so."""
    return partial_date_label(date) if date else _("undated")


def period_label(period: dict, dates: list[str], language: str) -> tuple[str, bool]:
    """Tell of when a claim is: its own period, or else the newest date of its sources.

    Returns the label and whether it is undated: its sources carry no date, so nobody can say.
    """
    own = dated(language, period.get("since", ""), period.get("until", ""), period.get("as_of", ""))
    if own or not dates:
        return own, False
    newest = max(dates)
    return (dated(language, "", "", newest), False) if newest else (undated(language), True)


@once_per_language
def dated(since: str, until: str, as_of: str) -> str:
    """Tell a period, as far as it is known."""
    labels = []
    if since and until:
        labels.append(f"{partial_date_label(since)}–{partial_date_label(until)}")
    elif since:
        labels.append(_("since %(date)s") % {"date": partial_date_label(since)})
    elif until:
        labels.append(_("until %(date)s") % {"date": partial_date_label(until)})
    if as_of:
        labels.append(_("as of %(date)s") % {"date": partial_date_label(as_of)})
    return ", ".join(labels)


@once_per_language
def undated() -> str:
    return _("undated source")


class Notes:
    """The numbered sources of a page as it is read: those of its document, then those of what points at it."""

    def __init__(self, reader: Reader, pages: dict):
        self.reader = reader
        self.pages = pages
        self.notes = {}  # by source and passage: how it is cited beside a claim, and the note at the foot of the page

    def cite(self, entries: list[dict]) -> str:
        """Return the citations of one claim; a passage cited before keeps its number."""
        return "".join([self.note(entry)[0] for entry in entries])

    def note(self, entry: dict) -> tuple[str, str]:
        key = entry["source"], entry["passage"]
        if key not in self.notes:
            reader = self.reader
            note = {
                "publisher": reader.text(entry["publisher"]),
                "title": reader.text(entry["title"]),
                "date_label": date_label(reader.language, entry["date"]),
                "place": reader.text(entry["place"]),
                "summary": reader.text(entry["summary"]),
                "url": f"{self.source_url(entry['source'])}#p-{entry['passage']}",
                "external_url": entry["url"],
            }
            self.notes[key] = note_items(len(self.notes) + 1, note, reader.language)
        return self.notes[key]

    def source_url(self, content_id: str) -> str:
        page = self.pages.get(content_id)
        return page.path(self.reader.language) if page else f"/id/{content_id}"

    def html(self) -> SafeString:
        """The notes at the foot of the page, in order of number."""
        return SafeString("".join([item for _citation, item in self.notes.values()]))


def claim_proof(claim: dict, entries: list[dict], notes: Notes, anchor: str, kind: str) -> str:
    """What stands beside every claim: of when it is, where it can be linked to, and who says so."""
    label, undated = period_label(claim["period"], [entry["date"] for entry in entries], notes.reader.language)
    return proof(anchor, label, undated, notes.cite(entries), kind, notes.reader.language)


def statement_values(document: dict, notes: Notes, reader: Reader) -> list[dict]:
    """The statements of a document, each with its markup."""
    stands_alone = document["page_type"] == "infopage"
    values = []
    for claim in document["statements"]:
        entries = [document["citations"][number - 1] for number in claim["citations"]]
        anchor, heading, text = f"s-{claim['anchor']}", reader.text(claim["heading"]), reader.html(claim["text"])
        proven = claim_proof(claim, entries, notes, anchor, "statement")
        values.append({"text": text, "item": statement_item(anchor, heading, text, proven, stands_alone=stands_alone)})
    return values
