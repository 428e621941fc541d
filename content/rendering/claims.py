"""Turns what every document has (claims, citations) into plain values for a template, in one language."""

from .markup import proof, statement_item
from .notes import Notes
from .periods import period_label
from .text import Reader


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
