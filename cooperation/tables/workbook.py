"""The tables as one workbook for a spreadsheet (Office Open XML), which opens alike in every language.

All cells are texts but for whole numbers. Dates are texts too, because a year or a month is no day.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from content.cleaning import for_xml
from content.record import State

WIDEST, NARROWEST = 60, 8  # of a column, in signs
LONGEST = 32_767  # signs in a cell of a workbook
CUT = " […]"


class Sheet(NamedTuple):
    """A sheet: its name, the line at its top, and the lines below it."""

    name: str
    head: list[str]
    lines: list[list[str | int]]


def as_workbook(sheets: Iterable[Sheet], title: str, state: State) -> bytes:
    """A workbook of which the bytes depend on what is in it alone: it was made when its state began."""
    import xlsxwriter  # asked for by few

    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": state.moment.replace(tzinfo=None)})
        text = book.add_format({"num_format": "@"})  # stays a text when somebody types in it
        bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a year, which is meant as a text
            page.autofilter(0, 0, len(sheet.lines), len(sheet.head) - 1)
            for place, name in enumerate(sheet.head):
                page.set_column(place, place, width([name, *(line[place] for line in sheet.lines)]), text)
                page.write_string(0, place, name, bold)
            for number, line in enumerate(sheet.lines, start=1):
                for place, value in enumerate(line):
                    if isinstance(value, int):
                        page.write_number(number, place, value)
                    elif value:
                        page.write_string(number, place, fitting(value), text)
    return output.getvalue()


def width(values: list[str | int]) -> int:
    """How wide a column has to be."""
    return min(WIDEST, max(NARROWEST, *(len(str(value)) + 2 for value in values)))


def fitting(value: str) -> str:
    """A text that a cell can hold; one that is longer says that it was cut, and stands whole in the other files."""
    value = for_xml(value)
    return value if len(value) <= LONGEST else value[: LONGEST - len(CUT)] + CUT
