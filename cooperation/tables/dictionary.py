"""What each file and each column holds, in words: for the page, for the archive, and for programs."""

import csv
import io

from django.utils.translation import gettext_lazy as _

from content.languages import LANGUAGES, Label

from .columns import STATE, Table, in_both
from .reading import ALL

STEM = "who-works-with-whom"
ARCHIVE, WORKBOOK, GRAPH = f"{STEM}.zip", f"{STEM}.xlsx", "network.graphml"
PAGES, RECORD, HEAD = "pages.jsonl", "record.jsonl", "head.json"
REMOVED = "redactions.jsonl"
DICTIONARY, LICENCE_FILE, SUMS = "dictionary.csv", "LICENCE.txt", "SHA256SUMS"
READ_ME = {"nl": "LEESMIJ.txt", "en": "README.txt"}

# The files of the archive in their order, and what is in each.
FILES: dict[str, Label] = {
    READ_ME["nl"]: _("What is in these files and how to use them, in Dutch"),
    READ_ME["en"]: _("What is in these files and how to use them, in English"),
    LICENCE_FILE: _("What you may do with them, and how to name where they come from"),
    WORKBOOK: _("All tables as sheets of one workbook, for Excel or LibreOffice"),
    **{f"{table.name}.csv": table.label for table in ALL},
    DICTIONARY: _("What each column of the tables means, in Dutch and in English"),
    GRAPH: _("Bodies and relations as a graph (GraphML), for Gephi, yEd or networkx"),
    PAGES: _("Each page as the site keeps it: a JSON document a line (JSON Lines)"),
    RECORD: _("The public record as a chain of hashes: the proof that nothing was altered"),
    HEAD: _("The end of that chain"),
    REMOVED: _("From which pages words were removed by law since then"),
    SUMS: _("The hash (SHA-256) of each file"),
}
HEADING = ["file", "column", "type", *(f"meaning_{language}" for language in LANGUAGES), "values_nl", "values_en"]


def dictionary() -> list[list[str | int]]:
    """A line for each column of each table, in the order of `HEADING`."""
    return [line for table in ALL for line in lines_of(table)]


def lines_of(table: Table) -> list[list[str | int]]:
    return [
        [
            f"{table.name}.csv",
            column.name,
            column.type,
            *in_both(column.told),
            *in_both(column.told_values),
        ]
        for column in [*table.columns, *STATE]
    ]


def as_csv(lines: list[list[str | int]]) -> str:
    """The dictionary as a table (RFC 4180)."""
    output = io.StringIO()
    csv.writer(output).writerows([HEADING, *lines])
    return output.getvalue()
