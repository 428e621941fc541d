"""Workbooks of every sort, by whoever: each is refused with its true reason, or read right; none does harm."""

import datetime
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest

from content.sheets import opening
from content.sheets.opening import Refused
from content.sheets.reading import read
from tests.test_sheets import BODY, workbook

pytestmark = pytest.mark.looks
GOOD = workbook({"organisation": [BODY]})


def changed(content=GOOD, *, without=(), **parts):
    """A workbook with parts of it replaced, added or left out."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts and name not in without:
                after.writestr(name, before.read(name))
        for name, text in parts.items():
            after.writestr(name, text)
    return output.getvalue()


def part(name, content=GOOD):
    return zipfile.ZipFile(BytesIO(content)).read(name).decode()


def merged():
    book = openpyxl.load_workbook(BytesIO(GOOD))
    book.active.merge_cells("A2:A3")
    output = BytesIO()
    book.save(output)
    return output.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
PASSWORD = opening.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def encrypted():
    content = bytearray(GOOD)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), bytes(content)):
            content[found.start() + offset] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"slug_nl,title_nl\na,b\n", "no workbook", id="csv"),
        pytest.param(b"", "no workbook", id="nothing"),
        pytest.param(b"PK\x03\x04" + bytes(200), "damaged", id="half a zip"),
        pytest.param(GOOD[:-400], "damaged", id="cut off"),
        pytest.param(opening.OLE + bytes(2000), "before 2007", id="xls"),
        pytest.param(PASSWORD, "password", id="password"),
        pytest.param(encrypted(), "password", id="encrypted zip"),
        pytest.param(changed(without=["xl/workbook.xml"]), "no workbook", id="another zip"),
        pytest.param(changed(**{"xl/vbaProject.bin": b"x"}), "macros", id="xlsm"),
        pytest.param(changed(**{"xl/externalLinks/externalLink1.xml": "<x/>"}), "other files", id="external"),
        pytest.param(changed(**{SHEET: BOMB}), "entities", id="entities"),
        pytest.param(changed(**{SHEET: BOMB.replace("DOCTYPE", "doctype").encode("utf-16")}), "damaged", id="utf-16"),
        pytest.param(changed(**{SHEET: "<worksheet><sheetData><row>"}), "damaged", id="broken xml"),
        pytest.param(changed(**{f"xl/media/{n}.bin": b"" for n in range(600)}), "larger than", id="many parts"),
        pytest.param(merged(), "A2:A3 are merged", id="merged"),
        pytest.param(workbook({"club": [{"a": "b"}]}), "no sheet “club”", id="wrong sheet"),
        pytest.param(workbook({"source": [{"naam": "b"}]}), "no row has a field “naam”", id="wrong column"),
        pytest.param(workbook({"source": [{f"c{n}": n for n in range(90)}]}), "too many columns", id="wide"),
        pytest.param(b"x" * (opening.MOST_BYTES + 1), "larger than 10 MB", id="large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(english, content, why):
    with pytest.raises(Refused, match=re.escape(why)):
        read(content, "x.xlsx", None)


def test_a_bomb_is_not_unpacked(english, monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 2**20)
    with pytest.raises(Refused, match="Unpacked"):
        read(changed(**{"xl/media/bomb.bin": bytes(2**21)}), "x.xlsx", None)


def test_a_column_twice_and_rows_without_end_are_refused(english, monkeypatch):
    twice = changed(**{SHEET: part(SHEET).replace(">slug_nl<", ">title_nl<")})
    with pytest.raises(Refused, match="stands twice"):
        read(twice if twice != GOOD else b"", "x.xlsx", None)


@pytest.mark.parametrize(
    ("cell", "field", "means"),
    [
        (2014, "since", "2014"),
        (2014.0, "since", "2014"),
        (datetime.date(2014, 7, 16), "since", "2014-07-16"),
        ("  taak \u200b", "anchor", "taak"),
        ("_x0000_taak_x0007_", "anchor", "taak"),
        ("=1+1", "anchor", "this is a formula"),
        ("#REF!", "anchor", "an error of the spreadsheet"),
        (True, "anchor", "a text is needed"),
        (datetime.time(12), "since", "a date or a time"),
        (datetime.date(2014, 7, 16), "anchor", "a date or a time"),
        ("organisation/a\norganisation/b", "page", "only one"),
        (1e300, "position", "position"),
        ("ja", "position", "position"),
    ],
)
@pytest.mark.django_db
def test_what_stands_in_a_cell_is_read_right_or_refused(english, cell, field, means):
    content = workbook({"statement": [{"page": "organisation/x", "anchor": "a", field: cell}]})
    [entry] = read(content, "x.xlsx", None).entries
    wrong = [*entry.wrong, *entry.read()[1]]
    told = [str(each) for each in wrong if each.field == field]
    if told:
        assert means in told[0]
    else:
        values = {known.name: known for known in entry.model._meta.get_fields()}
        entry.object.__dict__.update({field: values[field].to_python(entry.fields[field])})
        entry.object.clean_texts()
        assert str(getattr(entry.object, field)) == means


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("- a: &x [1]\n  b: *x\n", "by reference"),
        ("[" * 50 + "]" * 50, "lists within lists"),
        ("- model: [", "not valid YAML"),
        ("a: b", "list of entries"),
        ("- {a: 1, a: 2}", "stands twice"),
        ("- !!python/object/apply:os.system [ls]", "not valid YAML"),
        (b"\xff\xfe\x00", "not valid YAML"),
        ("- {2014: x}", "“model” and “fields”"),
    ],
)
def test_yaml_by_whoever_is_refused_with_its_reason(english, content, why):
    content = content.encode() if isinstance(content, str) else content
    try:
        told = [str(each) for each in read(content, "x.yaml", None).problems]
    except Refused as refused:
        told = refused.messages
    assert why in told[0]
