"""Everything as files: read back with other people's libraries, they say what the pages say, at any moment."""

import csv
import io
import json
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from zipfile import ZipFile

import networkx
import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command

from content import clock, kept
from content.identity import short
from content.models import Edition, Redaction
from content.publishing import withdraw
from content.record import live
from content.redacting import redact
from cooperation.licence import LICENCE
from cooperation.tables.dictionary import FILES
from cooperation.tables.reading import ALL
from tests import factories
from tests.factories import publish
from tests.networks import small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
SCRIPT = settings.BASE_DIR / "docs/check_record.py"
DAYS = [datetime(2030, 3, day, 12, tzinfo=UTC) for day in (1, 5, 9)]
THEN = "?at=2030-03-03"
ARCHIVE = "/nl/gegevens/who-works-with-whom.zip"
FORMULAS = ["=1+1", "+31 70", "-1", "@SUM(A1)", "\uff1d1+1"]


@pytest.fixture(scope="module")
def written():
    """A small network that was made on one day, and changed on another."""
    with clock.set_to(DAYS[0]):
        made = small_network()
        question = factories.question(slug="signaal")
        question.steps.get().passages.set([factories.passage()])
        question.steps.get().relations.set(made["dienst"].relations.all())
        factories.published(question)
        factories.published(factories.info_page(slug="over"))
    with clock.set_to(DAYS[1]):
        service = made["dienst"]
        service.title_nl, service.slug_nl, service.slug_en = "Bureau", "bureau", "bureau-en"
        service.save()
        service.relations.filter(role="informs").delete()
        two = [factories.passage(of=factories.source(title="Brief", date="")), factories.passage()]
        factories.statement(service, text="Wat er later bij kwam.", passages=two)
        publish(service)
    return made


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(DAYS[2]):
        yield


def fetch(client, path):
    response = client.get(path)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*"), path
    return response.content


def archive(client, query=""):
    """The files of the archive by name."""
    with ZipFile(io.BytesIO(fetch(client, ARCHIVE + query))) as files:
        assert files.testzip() is None
        return {name: files.read(name) for name in files.namelist()}


def table(text):
    return list(csv.DictReader(io.StringIO(text.decode(), newline=""), strict=True))


def sheet(text, name):
    book = openpyxl.load_workbook(io.BytesIO(text))
    head, *rows = book[name].iter_rows()
    return [cell.value for cell in head], rows


def claims_of(files, page):
    """The ids of the claims and passages of a page, as the tables have them, in the short form of addresses."""
    relations, claims, passages = (table(files[f"{name}.csv"]) for name in ("relations", "claims", "passages"))
    found = {row["id"] for row in relations if page in (row["subject_id"], row["object_id"])}
    found |= {row["id"] for row in claims if row["page_id"] == page}
    return {short(each) for each in found | {row["id"] for row in passages if row["source_id"] == page}}


# The same in each form


@pytest.mark.parametrize("moment", ["", THEN])
def test_each_page_makes_the_same_claims_in_every_form(client, bodies, moment):
    files, seen = archive(client, moment), set()
    single = {name: fetch(client, f"/en/data/{name}{moment}") for name in files if name in FILES}
    _head, lines = sheet(files["who-works-with-whom.xlsx"], "relations")
    graph = networkx.read_graphml(io.BytesIO(files["network.graphml"]), force_multigraph=True)
    relations = {row["id"] for row in table(files["relations.csv"])}
    assert relations == {row[0].value for row in lines} == {key for *_ends, key in graph.edges(keys=True)}
    for edition in Edition.objects.at(DAYS[0].replace(day=3) if moment else DAYS[2]):
        path, page = edition.path_nl, edition.summary["content_id"]
        html = client.get(path + moment).content.decode()
        data = json.loads(client.get(f"{path}data.json{moment}").content)
        linked = json.loads(client.get(f"{path}data.jsonld{moment}").content)["@graph"]
        told = {short(each["id"]) for each in [*data["claims"], *data["passages"]] if each["cite"]}
        assert told == set(re.findall(r'class="anchor" href="/nl/id/\w+/\d+/(\w+)"', html)), path
        assert told == {short(each["@id"].removeprefix("urn:uuid:")) for each in linked if "urn:" in each["@id"]}
        assert told == claims_of(files, page) == claims_of(single, page), path
        seen |= told
    assert len(seen) > 30
    assert seen == set(chain.from_iterable(claims_of(files, json.loads(line)["content_id"]) for line in pages(files)))


def pages(files):
    return files["pages.jsonl"].splitlines()


def test_a_row_says_what_the_page_says_in_both_languages(client, bodies):
    rows = table(archive(client)["relations.csv"])
    row = next(each for each in rows if each["role"] == "supervises")
    data = {
        language: json.loads(client.get(path).content)
        for language, path in (("nl", "/nl/organisaties/raad/data.json"), ("en", "/en/organisations/raad-en/data.json"))
    }
    for language, page in data.items():
        claim = next(each for each in page["claims"] if each["id"] == row["id"])
        assert row[f"sentence_{language}"] == " ".join(claim["words"].split())
        assert row[f"period_{language}"] == claim["period"]["label"]
        assert row[f"cite_{language}"] == claim["cite"]
        assert client.get(row[f"cite_{language}"].removeprefix("http://testserver")).status_code == 200
        assert client.get(row[f"passage_cite_{language}"].removeprefix("http://testserver")).status_code == 200
    assert (row["subject_id"], row["object_id"]) == (str(bodies["raad"].content_id), str(bodies["dienst"].content_id))
    assert (row["source_date"], row["undated"]) == ("2014", "false")
    assert {each["undated"] for each in rows if each["role"] == "works_with"} == {"true"}


def test_a_claim_has_a_row_for_each_passage(client, bodies):
    rows = [row for row in table(archive(client)["claims.csv"]) if row["text_nl"] == "Wat er later bij kwam."]
    assert len({row["passage_id"] for row in rows}) == 2
    assert len({row["id"] for row in rows}) == 1
    assert {row["source_title_nl"] for row in rows} > {"Brief"}


def test_each_file_says_of_when_it_is_and_by_what_licence(client, bodies):
    files, state = archive(client), live()
    moment = "2030-03-05T12:00:00.000001Z"
    for name, text in files.items():
        if name.endswith(".csv") and name != "dictionary.csv":
            assert {(row["serial"], row["moment"], row["licence"]) for row in table(text)} <= {
                (str(state.serial), moment, LICENCE)
            }
    graph = networkx.read_graphml(io.BytesIO(files["network.graphml"])).graph
    assert (graph["serial"], graph["moment"], graph["licence"]) == (state.serial, moment, LICENCE)
    about = "\n".join(str(row[0].value) for row in sheet(files["who-works-with-whom.xlsx"], "About")[1])
    for told in (about, files["LEESMIJ.txt"].decode(), files["README.txt"].decode()):
        assert moment in told
        assert LICENCE in told
    assert LICENCE in files["LICENCE.txt"].decode()


def test_the_dictionary_describes_each_column_in_both_languages(client, bodies):
    files = archive(client)
    told = {}
    for row in table(files["dictionary.csv"]):
        assert all(row.values()), row
        assert row["meaning_nl"] != row["meaning_en"]
        told.setdefault(row["file"], []).append(row["column"])
    assert told == {
        f"{each.name}.csv": next(csv.reader(io.StringIO(files[f"{each.name}.csv"].decode()))) for each in ALL
    }


@pytest.mark.database
def test_the_documents_are_those_that_the_record_proves(client, bodies):
    files = archive(client)
    digests = {
        edition["sha256"] for line in files["record.jsonl"].splitlines() for edition in json.loads(line)["editions"]
    }
    assert {sha256(line).hexdigest() for line in pages(files)} <= digests
    assert len(pages(files)) == Edition.objects.at(live().moment).count()
    assert files["record.jsonl"] == client.get("/record.jsonl").getvalue()
    listed = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert listed == {name: sha256(text).hexdigest() for name, text in files.items() if name != "SHA256SUMS"}


# The workbook


def test_the_workbook_opens_as_columns_of_text_under_a_head_that_stays(client, bodies):
    files = archive(client)
    book = openpyxl.load_workbook(io.BytesIO(files["who-works-with-whom.xlsx"]))
    assert book.sheetnames == ["About", *(each.name for each in ALL), "Dictionary"]
    for each in ALL:
        head, *rows = book[each.name].iter_rows()
        names, plain = [cell.value for cell in head], table(files[f"{each.name}.csv"])
        assert [[str(cell.value or "") for cell in row] for row in rows] == [
            [row[name] for name in names] for row in plain
        ]
        assert book[each.name].freeze_panes == "A2"
        kinds = {(cell.data_type, cell.number_format) for row in rows for cell in row if cell.value is not None}
        assert kinds <= {("s", "@"), ("n", "@"), ("n", "General")}
        if each.name == "sources":
            assert {"2014", "2025-12"} <= {row[names.index("date")].value for row in rows}


# Always the same


@pytest.mark.database
def test_an_archive_that_is_made_again_has_the_same_bytes(client, bodies):
    first = fetch(client, ARCHIVE)
    kept.turn_to(kept._present[0]._replace(serial=-1))
    time.sleep(1.1)  # a clock in it would show
    assert fetch(client, ARCHIVE) == first
    assert fetch(client, "/en/data/who-works-with-whom.zip") == first
    tag = client.get(ARCHIVE)["ETag"]
    assert client.get(ARCHIVE, headers={"if-none-match": tag}).status_code == 304


def test_an_archive_is_made_once_for_each_state(client, bodies, django_assert_num_queries):
    fetch(client, ARCHIVE)
    with django_assert_num_queries(1):
        fetch(client, "/en/data/relations.csv")


@pytest.mark.database
def test_the_archive_of_a_moment_is_that_of_then(client, bodies):
    now, then = archive(client), archive(client, THEN)
    assert "Bureau" in now["organisations.csv"].decode()
    assert "Bureau" not in then["organisations.csv"].decode()
    assert "Wat er later bij kwam." not in then["claims.csv"].decode()
    assert len(table(then["relations.csv"])) > len(table(now["relations.csv"]))
    assert now["record.jsonl"].startswith(then["record.jsonl"])
    withdraw(bodies["alleen"], reason={"nl": "Weg.", "en": "Gone."})
    assert "Alleen" not in archive(client)["organisations.csv"].decode()
    assert archive(client, THEN) == then


def test_a_site_that_is_too_large_says_so_and_its_operator_makes_the_archive(client, bodies, monkeypatch, tmp_path):
    monkeypatch.setattr("cooperation.tables.archive.MOST", 3)
    assert "te veel pagina’s" in client.get("/nl/gegevens/").content.decode()
    assert client.get(ARCHIVE).status_code == 404
    call_command("archive", tmp_path / "all.zip", stdout=io.StringIO())
    with ZipFile(tmp_path / "all.zip") as files:
        assert len(files.read("pages.jsonl").splitlines()) > 3


@pytest.mark.parametrize(("path", "status"), [("niets.csv", 404), ("relations.csv?at=later", 400), ("%2e%2e", 404)])
def test_what_is_no_file_is_not_found(client, bodies, path, status):
    assert client.get(f"/nl/gegevens/{path}").status_code == status


# Hostile text


def test_a_text_is_never_a_formula(client, bodies):
    pages = [factories.organisation(name=f"{text} a", slug=f"x{n}", lead_nl=text) for n, text in enumerate(FORMULAS)]
    for page in pages:
        factories.relation(page, bodies["alleen"])
        factories.published(page)
    files, titles = archive(client), {page.title_nl for page in pages}
    named = {row["id"]: row for row in table(files["organisations.csv"])}
    for page in pages:
        row = named[str(page.content_id)]
        assert (row["title_nl"], row["lead_nl"]) == (f"'{page.title_nl}", f"'{page.lead_nl}")
    for name in ("organisations", "relations", "claims"):
        _head, rows = sheet(files["who-works-with-whom.xlsx"], name)
        cells = [cell for row in rows for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        assert titles <= {cell.value for cell in cells}
    network = table(client.get("/nl/netwerk/netwerk.csv").content)
    assert {f"'{title}" for title in titles} <= {each["subject_title_nl"] for each in network}


# Checking it


def pack(files, *, is_listed=True):
    """An archive of files, with a list of hashes that is theirs."""
    sums = "".join(f"{sha256(text).hexdigest()}  {name}\n" for name, text in files.items() if name != "SHA256SUMS")
    output = io.BytesIO()
    with ZipFile(output, "w") as made:
        for name, text in (files | ({"SHA256SUMS": sums.encode()} if is_listed else {})).items():
            made.writestr(name, text)
    return output.getvalue()


def check(tmp_path, text, *options):
    """What the script says of an archive, and how it ends."""
    path = tmp_path / "archive.zip"
    path.write_bytes(text)
    finished = subprocess.run([sys.executable, SCRIPT, path, *options], capture_output=True, text=True)
    assert finished.stderr == ""
    return finished.returncode, finished.stdout


def test_an_archive_is_whole_now_and_then_and_after_words_went_by_law(client, bodies, tmp_path):
    asked = Redaction.objects.create(
        page_id=bodies["gemeente"].pk, reason_nl="Rechter.", reason_en="Court.", asked_by=factories.user()
    )
    redact(asked, by=factories.user())
    head = client.get("/record/head.json").json()["sha256"]
    for query, options in (("", [f"--head={head}"]), (THEN, [])):
        text = fetch(client, ARCHIVE + query)
        code, told = check(tmp_path, text, *options)
        assert (code, told.count("it cannot be checked.")) == (0, 1), told
        assert f"The archive is whole: {len(FILES)} files" in told
        assert sha256(text).hexdigest() in told


def test_the_script_names_each_file_that_was_altered_or_left_out(client, bodies, tmp_path):
    files = archive(client)
    altered = {name: text if name == "SHA256SUMS" else text + b" " for name, text in files.items()}
    code, told = check(tmp_path, pack(altered, is_listed=False))
    assert code == 1
    assert [name for name in FILES if name != "SHA256SUMS" and f"{name}: altered." not in told] == []
    del altered["relations.csv"]
    code, told = check(tmp_path, pack(altered | {"more.txt": b"x"}, is_listed=False))
    assert "relations.csv: missing." in told
    assert "more.txt: SHA256SUMS does not name it." in told


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("organisations.csv", "Bureau", "Buro", "altered. Its title_nl is not"),
        ("relations.csv", " houdt toezicht", " heeft hekel", "Its sentence_nl is not"),
        ("relations.csv", "AIVD,AIVD,2014,", "AIVD,AIVD,2015,", "Its source_date is not"),
        ("relations.csv", ",supervises,", ",advises,", "Its role is not"),
        ("claims.csv", "Wat er later bij kwam.", "Wat er later af ging.", "Its text_nl is not"),
        ("passages.csv", "p. 41", "p. 42", "Its place_nl is not"),
        ("steps.csv", "2030-03-05", "2030-03-06", "Its moment is not"),
        ("pages.jsonl", "Bureau", "Buro", "altered. It is not the page"),
        ("record.jsonl", '"number":1', '"number":2', "Publication"),
    ],
)
def test_what_was_altered_is_found_when_the_hashes_were_written_anew(
    client, bodies, tmp_path, name, before, after, told
):
    files = archive(client)
    text = files[name].decode()
    assert before in text
    code, found = check(tmp_path, pack(files | {name: text.replace(before, after, 1).encode()}))
    assert (code, told in found) == (1, True), found


@pytest.mark.parametrize(("name", "told"), [("pages.jsonl", "is missing."), ("relations.csv", "The tables lack")])
def test_a_line_that_was_left_out_of_an_archive_is_found(client, bodies, tmp_path, name, told):
    files = archive(client)
    lines = files[name].splitlines(keepends=True)
    code, found = check(tmp_path, pack(files | {name: b"".join([*lines[:1], *lines[2:]])}))
    assert (code, found.count(told)) == (1, 1), found


# The page


@pytest.mark.parametrize(("language", "path"), [("nl", "/nl/gegevens/"), ("en", "/en/data/")])
def test_the_page_leads_to_each_file_and_says_of_when_and_by_what_licence(client, bodies, language, path):
    html = client.get(path).content.decode()
    links = set(re.findall(rf'href="{path}([^"/]+)" download', html))
    assert links == {"who-works-with-whom.zip", *FILES}
    assert f'href="{path}">' in client.get(f"/{language}/").content.decode()
    assert LICENCE in html
    assert ("5 maart 2030" if language == "nl" else "5 March 2030") in html
    then = client.get(path + THEN).content.decode()
    assert f'{path}relations.csv{THEN}"' in then
