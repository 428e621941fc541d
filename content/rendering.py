"""Turns what every document has (claims, citations) into plain values for a template, in one language."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .dates import partial_date_label
from .languages import once_per_language
from .markup import citation_item, note_item, proof, statement_item
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
        self.notes = {}

    def cite(self, entries: list[dict]) -> list[dict]:
        """Return the notes for the citations of one claim; a passage cited before keeps its number."""
        return [self.note(entry) for entry in entries]

    def note(self, entry: dict) -> dict:
        key = entry["source"], entry["passage"]
        if key not in self.notes:
            number = len(self.notes) + 1
            note = {
                "number": number,
                "note_id": f"n-{number}",
                "publisher": self.reader.text(entry["publisher"]),
                "title": self.reader.text(entry["title"]),
                "date": entry["date"],
                "date_label": date_label(self.reader.language, entry["date"]),
                "place": self.reader.text(entry["place"]),
                "summary": self.reader.text(entry["summary"]),
                "url": f"{self.source_url(entry['source'])}#p-{entry['passage']}",
                "external_url": entry["url"],
            }
            self.notes[key] = note | {"item": citation_item(note)}
        return self.notes[key]

    def source_url(self, content_id: str) -> str:
        page = self.pages.get(content_id)
        return page.path(self.reader.language) if page else f"/id/{content_id}"

    def html(self) -> SafeString:
        """The notes at the foot of the page, in order of number."""
        return SafeString("".join(note_item(note, self.reader.language) for note in self.notes.values()))


def claim_values(claim: dict, entries: list[dict], notes: Notes, anchor: str, kind: str) -> dict:
    """What a template shows of every claim: where it can be linked to, of when it is, and who says so."""
    label, undated = period_label(claim["period"], [entry["date"] for entry in entries], notes.reader.language)
    cited = notes.cite(entries)
    return {
        "anchor": anchor,
        "period": label,
        "undated": undated,
        "citations": cited,
        "proof": proof(anchor, label, undated, cited, kind, notes.reader.language),
    }


def statement_values(document: dict, notes: Notes, reader: Reader) -> list[dict]:
    """The statements of a document, each with its proof."""
    values = []
    for claim in document["statements"]:
        entries = [document["citations"][number - 1] for number in claim["citations"]]
        value = claim_values(claim, entries, notes, f"s-{claim['anchor']}", "statement")
        value |= {"heading": reader.text(claim["heading"]), "text": reader.html(claim["text"])}
        values.append(value | {"item": statement_item(value, stands_alone=document["page_type"] == "infopage")})
    return values
