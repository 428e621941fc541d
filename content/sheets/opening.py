"""Opening a workbook that somebody brings: nothing in it is run, fetched or trusted, and none is larger than it may be.

What cannot be read is refused with its reason (Refused). Of the rest, each row is a Line of cells, read one at a time.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..cleaning import clean

MOST_BYTES = 10 * 2**20  # of a file
MOST_UNPACKED = 200 * 2**20
MOST_PARTS = 500
MOST_ROWS = 12_000  # of all sheets together
MOST_COLUMNS = 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files of before 2007 begin, and those with a password
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?ref=\"([A-Z0-9:]{1,30})\"")
CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Refused(ValidationError):
    """Why a file cannot be read."""


class Cell(NamedTuple):
    """What stands in a cell: where, as “C7”, its value, how it is shown, and whether it is worked out."""

    where: str
    value: Any
    number_format: str = ""
    is_formula: bool = False
    is_error: bool = False


class Line(NamedTuple):
    """A row of a sheet, with its cells by the names at the top of their columns; those that are empty as None."""

    sheet: str
    number: int
    cells: dict[str, Cell]


def lines_of(content: bytes) -> Iterator[Line]:
    """The rows of all sheets, from the first below the names of the columns. Raises Refused, also on the way."""
    check(content)
    import openpyxl  # asked for by few

    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        number = 0
        for sheet in book.worksheets:
            for line in lines_in(sheet):
                number += 1
                if number > MOST_ROWS:
                    raise Refused(_("There are more than %(count)d rows. Split the file.") % {"count": MOST_ROWS})
                yield line
    except Refused:
        raise
    except Exception as error:  # of a file that is broken, openpyxl raises anything
        raise Refused(_("This workbook is damaged: a part of it cannot be read.")) from error


def lines_in(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its own size may be anything
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 2)
    names = names_in(sheet.title, next(rows, ()))
    for number, row in enumerate(rows, 2):
        cells = {name: cell_of(cell) for name, cell in zip(names, row, strict=False) if name}
        beside = [cell for cell in row[len(names) :] if cell.value is not None]
        if beside or any(cell.value is not None for name, cell in zip(names, row, strict=False) if not name):
            told = _("sheet “%(sheet)s”, row %(row)d: something stands in a column without a name.")
            raise Refused(told % {"sheet": sheet.title, "row": number})
        if any(cell.value is not None for cell in cells.values()):
            yield Line(sheet.title, number, cells)


def names_in(sheet: str, row: Any) -> list[str]:
    """The names of the columns."""
    names = [str(cell.value).strip() if cell.value is not None else "" for cell in row]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise Refused(_("sheet “%(sheet)s” has too many columns.") % {"sheet": sheet})
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        told = _("sheet “%(sheet)s”: the column “%(name)s” stands twice.")
        raise Refused(told % {"sheet": sheet, "name": twice})
    return names


def cell_of(cell: Any) -> Cell:
    if cell.value is None:
        return Cell("", None)
    value = text_in(cell.value) if isinstance(cell.value, str) else cell.value
    is_formula = cell.data_type == "f" or (not isinstance(value, str | int | float | bool) and not cell.is_date)
    return Cell(cell.coordinate, None if value == "" else value, cell.number_format, is_formula, cell.data_type == "e")


def text_in(value: str) -> str:
    """A text without signs that mean nothing; those that a workbook writes as codes (“_x0007_”) are signs first."""
    return clean(CODED.sub(lambda found: chr(int(found[1], 16)), value)).strip()


def check(content: bytes) -> None:
    """Refuse what is no plain workbook, before anything in it is read."""
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than %(size)d MB.") % {"size": MOST_BYTES // 2**20})
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(_("This workbook has a password. Save it without one."))
        raise Refused(_("This is a workbook of before 2007 (.xls). Save it as .xlsx."))
    if not content.startswith(b"PK"):
        raise Refused(_("This is no workbook (.xlsx), whatever it is called. Save it as one in your spreadsheet."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            check_parts(packed)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused(_("This workbook is damaged: a part of it cannot be read.")) from error


def check_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("This workbook has a password. Save it without one."))
    if "xl/workbook.xml" not in names:
        raise Refused(_("This is a ZIP, and no workbook (.xlsx)."))
    if any("vbaproject" in name.lower() for name in names):
        raise Refused(_("This workbook has macros (.xlsm). Save it as .xlsx, without them."))
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise Refused(_("This workbook takes values from other files. Paste them as values."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(_("Unpacked, this workbook is larger than %(size)d MB.") % {"size": MOST_UNPACKED // 2**20})
    for part in parts:
        with packed.open(part) as opened:
            check_part(part.filename, opened)


def check_part(name: str, opened: Any) -> None:
    """Refuse what declares things of its own, and cells that are joined; a part is read in pieces."""
    before = b""
    while piece := opened.read(2**16):
        seen = before[-200:] + piece
        if not before and piece.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused(_("This workbook is damaged: a part of it cannot be read."))
        if name.endswith((".xml", ".rels")) and DECLARES.search(seen):
            raise Refused(_("This workbook declares entities of its own, which none that is honest does."))
        if name.startswith("xl/worksheets/") and (merged := MERGED.search(seen)):
            told = _("Cells %(cells)s are merged: it is not clear which row they are of. Split them.")
            raise Refused(told % {"cells": merged[1].decode()})
        before = piece
