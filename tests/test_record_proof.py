"""The record proves itself: a chain of lines that outsiders check with a script, whatever is published or redacted."""

import importlib.util
import json
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from content import chain, clock, kept
from content.canonical import canonical
from content.documents.building import digest
from content.models import Edition, Redaction
from content.publishing import approve, withdraw
from content.record import live
from content.redacting import redact
from tests import factories
from tests.factories import publish, submit

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ROOT = Path(settings.BASE_DIR)
SCRIPT = ROOT / "docs/check_record.py"
FILE, HEAD = "/record.jsonl", "/record/head.json"
ZEROS = "0" * 64


@pytest.fixture
def page():
    """A page with a history: three versions, the last of them a withdrawal."""
    page = factories.published(factories.organisation(name="Dienst \u2028 ẞ 😀", slug="dienst"))
    publish(page)
    withdraw(page, reason={"nl": "Weg.", "en": "Gone."})
    return page


def remove(page, claim=None):
    """Remove the words of a page, or of one claim, by law."""
    asked = Redaction.objects.create(
        page_id=page.pk, claim=claim, reason_nl="Rechter.", reason_en="Court.", asked_by=factories.user()
    )
    return redact(asked, by=factories.user())


def file_of(client):
    response = client.get(FILE)
    assert (response.status_code, response["Content-Type"]) == (200, "application/jsonl")
    return response.getvalue()


def lines_of(client):
    return [json.loads(line) for line in file_of(client).splitlines()]


def check(tmp_path, text, *options):
    """What the script says of a record, and how it ends."""
    record = tmp_path / "record.jsonl"
    record.write_bytes(text)
    finished = subprocess.run([sys.executable, SCRIPT, record, *options], capture_output=True, text=True)
    assert finished.stderr == ""
    return finished.returncode, finished.stdout


def keep_head(client, tmp_path):
    """Keep the head as it is now in a file, and return the option that names it."""
    kept_in = tmp_path / f"head-{live().serial}.json"
    kept_in.write_bytes(client.get(HEAD).content)
    return f"--head={kept_in}"


def export(folder):
    """Write each document to a folder as it is stored, and return the files by page and number."""
    folder.mkdir()
    found = {}
    for edition in Edition.objects.final():
        path = folder / f"{edition.page_id}-{edition.number}.json"
        path.write_text(json.dumps(edition.document, indent=1))
        found[edition.page_id, edition.number] = path
    return found


# The file


def test_a_line_tells_of_one_publication_and_holds_the_hash_of_the_line_before(client, page):
    lines = file_of(client).splitlines()
    before = ZEROS
    for serial, line in enumerate(lines, start=1):
        said = json.loads(line)
        assert (said["serial"], said["before"], canonical(said)) == (serial, before, line)
        before = sha256(line).hexdigest()
    first, last = Edition.objects.get(page=page, number=1), Edition.objects.get(page=page, number=3)
    assert json.loads(lines[-1]) == {
        "serial": live().serial,
        "moment": live().moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "editions": [
            {
                "page": str(page.content_id),
                "page_type": "organisation",
                "number": 3,
                "state": "withdrawn",
                "path": {"nl": "/nl/organisaties/dienst/", "en": "/en/organisations/dienst-en/"},
                "sha256": digest(last.document),
            }
        ],
        "redactions": [],
        "before": sha256(lines[-2]).hexdigest(),
    }
    together = json.loads(lines[first.publication_id - 1])["editions"]
    assert len(together) == 2
    assert together == sorted(together, key=lambda each: each["page"])


def test_the_head_is_the_last_line_and_stands_on_the_page_of_changes(client, page):
    head = client.get(HEAD).json()
    last = file_of(client).splitlines()[-1]
    assert head == {
        "serial": live().serial,
        "moment": json.loads(last)["moment"],
        "sha256": sha256(last).hexdigest(),
    }
    for path in ("/nl/wijzigingen/", "/en/changes/"):
        html = client.get(path).content.decode()
        assert f'<a href="{FILE}"><code>{head["sha256"][:16]}</code></a>' in html


def test_the_head_of_a_moment_is_shown_at_that_moment(client, page):
    state, first = live(), client.get(HEAD).json()["sha256"]
    publish(factories.term())
    html = client.get(f"/nl/wijzigingen/?at={state.moment.isoformat().replace('+00:00', 'Z')}").content.decode()
    assert f"<code>{first[:16]}</code>" in html


def test_where_nothing_is_public_the_record_is_empty(client, tmp_path):
    assert file_of(client) == b""
    assert client.get(HEAD).json()["sha256"] == ZEROS
    assert "<code>" not in client.get("/nl/wijzigingen/").content.decode()
    assert check(tmp_path, b"", keep_head(client, tmp_path)) == (
        0,
        f"The record is whole: 0 publications, head {ZEROS}\n",
    )


@pytest.mark.database
def test_lines_never_change_whatever_follows_in_whatever_parts_they_are_read(client, page, monkeypatch):
    before = file_of(client)
    assert file_of(client) == before
    remove(page, page.statements.get().pk)
    remove(page)
    after = file_of(client)
    assert after.startswith(before)
    kept.turn_to(kept._present[0]._replace(serial=-1))
    monkeypatch.setattr(chain, "PART", 2)
    assert file_of(client) == after


def test_no_document_is_read_and_what_was_made_is_kept(client, page, django_assert_num_queries):
    with django_assert_num_queries(5) as asked:  # the state, publications, editions, redactions, confirmations
        file_of(client)
    assert not any('"document"' in each["sql"] for each in asked)
    with django_assert_num_queries(1):
        client.get(HEAD)


def test_a_plan_stands_in_it_when_its_time_has_come(client, page, tmp_path):
    before, later = file_of(client), factories.organisation(name="Toekomst", slug="toekomst")
    publish(factories.term())
    published = file_of(client)
    approve(submit(later), at=clock.now() + timedelta(days=1))
    planned = file_of(client)
    assert before != published
    assert str(later.content_id).encode() not in planned
    assert b"toekomst" not in planned
    with clock.set_to(clock.now() + timedelta(days=2)):
        due = file_of(client)
        assert due.startswith(planned)
        assert json.loads(due.splitlines()[-1])["editions"][0]["page"] == str(later.content_id)
        assert check(tmp_path, due, keep_head(client, tmp_path))[0] == 0


@pytest.mark.database
def test_what_was_redacted_is_named_and_leaves_no_word(client, page):
    claim = page.statements.get().pk
    digests = set(Edition.objects.filter(page=page).values_list("digest", flat=True))
    remove(page, claim)
    remove(page)
    one, whole = lines_of(client)[-2:]
    assert one["redactions"] == [{"page": str(page.content_id), "claim": str(claim)}]
    assert whole["redactions"] == [{"page": str(page.content_id), "claim": None}]
    assert (one["editions"], whole["editions"]) == ([], [])
    assert digests <= {edition["sha256"] for line in lines_of(client) for edition in line["editions"]}


# Checking it


@pytest.mark.database
def test_the_record_is_whole_after_all_that_can_happen(client, page, tmp_path):
    kept_head = keep_head(client, tmp_path)
    remove(page, page.statements.get().pk)
    publish(page)
    remove(factories.published(factories.term()))
    text = file_of(client)
    serial, head = live().serial, client.get(HEAD).json()["sha256"]
    whole = (0, f"The record is whole: {serial} publications, head {head}\n")
    assert check(tmp_path, text) == whole
    for option in (kept_head, keep_head(client, tmp_path), f"--head={head[:16]}"):
        assert check(tmp_path, text, option) == whole


def test_one_byte_that_was_altered_is_found_wherever_it_stands(client, page):
    remove(page)
    specification = importlib.util.spec_from_file_location("check_record", SCRIPT)
    script = sys.modules["check_record"] = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    lines = file_of(client).splitlines()
    head = script.Head(sha256(lines[-1]).hexdigest(), len(lines))
    assert len(lines) == 4
    for serial, line in enumerate(lines, start=1):
        for place in range(len(line)):
            altered = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
            found, wrong = script.read(b"\n".join([*lines[: serial - 1], altered, *lines[serial:]]))
            wrong += script.broken(found, head) + script.misses(found, head)
            assert wrong, (serial, place)
            assert all(each.startswith(f"Publication {serial} was altered") for each in wrong), (serial, altered, wrong)


def test_the_script_names_what_was_altered(client, page, tmp_path):
    text, head = file_of(client), keep_head(client, tmp_path)
    lines = text.splitlines(keepends=True)
    for serial, line in enumerate(lines, start=1):
        altered = line.replace(b'"number":', b'"numbes":')
        code, told = check(tmp_path, b"".join([*lines[: serial - 1], altered, *lines[serial:]]), head)
        assert (code, f"Publication {serial} was altered" in told) == (1, True)
        assert "whole" not in told


def test_a_line_that_was_left_out_is_found(client, page, tmp_path):
    text, head = file_of(client), keep_head(client, tmp_path)
    lines = text.splitlines(keepends=True)
    for serial in range(1, len(lines)):
        left = b"".join([*lines[: serial - 1], *lines[serial:]])
        assert check(tmp_path, left) == (1, f"Publication {serial} is missing.\n")
    told = f"The record ends with publication {len(lines) - 1}, and the head is {len(lines)}: the rest is missing.\n"
    assert check(tmp_path, b"".join(lines[:-1]), head) == (1, told)


def test_a_record_that_was_written_anew_does_not_have_the_head_that_somebody_kept(client, page, tmp_path):
    head = keep_head(client, tmp_path)
    publish(factories.term())
    before, anew = ZEROS, b""
    for said in lines_of(client):
        line = canonical(said | {"before": before, "moment": said["moment"].replace("20", "19", 1)})
        before, anew = sha256(line).hexdigest(), anew + line + b"\n"
    assert check(tmp_path, anew)[0] == 0
    code, told = check(tmp_path, anew, head)
    assert (code, "or one before it, is not what it was" in told) == (1, True)
    assert check(tmp_path, anew, f"--head={'ab' * 8}")[0] == 1


@pytest.mark.database
def test_a_document_that_was_altered_is_found_and_named(client, page, tmp_path):
    files = export(tmp_path / "documents")
    assert check(tmp_path, file_of(client), tmp_path / "documents")[0] == 0
    altered, foreign = files[page.pk, 2], tmp_path / "documents/foreign.json"
    altered.write_text(altered.read_text().replace("Dit staat er", "Dit stond er"))
    foreign.write_text('{"content_id": "x"}')
    code, told = check(tmp_path, file_of(client), tmp_path / "documents")
    assert code == 1
    assert f"{altered}: altered." in told
    assert f"{foreign}: not in the record." in told
    assert f"Documents: {len(files) - 1} as published, 0 with words removed by law, 2 altered or unknown." in told


def test_documents_that_words_were_removed_from_by_law_are_told_apart(client, page, tmp_path):
    citing = factories.published(factories.organisation(slug="raad"))
    source = citing.statements.get().passages.get().source
    remove(page, page.statements.get().pk)
    remove(source)
    publish(factories.term())
    files = export(tmp_path / "documents")
    code, told = check(tmp_path, file_of(client), tmp_path / "documents")
    assert code == 0, told
    by_law = {key for key, path in files.items() if f"{path}: words were removed by law" in told}
    assert by_law == {(page.pk, 1), (page.pk, 2), (page.pk, 3), (source.pk, 1), (citing.pk, 1)}


def test_what_was_removed_while_it_waited_is_no_alteration(client, page, tmp_path):
    later = factories.organisation(name="Toekomst")
    waiting = submit(later)
    remove(later, later.statements.get().pk)
    waiting.refresh_from_db()
    approve(waiting)
    export(tmp_path / "documents")
    code, told = check(tmp_path, file_of(client), tmp_path / "documents")
    assert (code, told.count("removed by law with publication")) == (0, 1)


# The form that is hashed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1, True, None, -5, False], "a": {}, "": []}, '{"":[],"a":{},"b":[1,true,null,-5,false]}'),
        ("é/\u2028<\x7f\u20ac", '"é/\u2028<\x7f\u20ac"'),
        ('\x00\b\t\n\x0b\f\r\x1f"\\', r'"\u0000\b\t\n\u000b\f\r\u001f\"\\"'),
        # The example of RFC 8785, 3.2.3: a sign beyond U+FFFF comes before U+FB33, as its first half does.
        (
            dict.fromkeys(["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"], 0),
            '{"\\r":0,"1":0,"\u0080":0,"ö":0,"€":0,"\U0001f600":0,"\ufb33":0}',
        ),
        (2**53 - 1, "9007199254740991"),
    ],
)
def test_canonical_json_is_that_of_the_standard(value, text):
    assert canonical(value).decode() == text
    assert json.loads(text) == value


@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [0.5]}, {1: "x"}, {"x"}, b"x", 2**53, -(2**53), "\ud800"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


@pytest.mark.database
def test_the_digest_of_a_document_is_that_of_its_canonical_form(bodies):
    strange = factories.organisation(name='\u2028 "ẞ" \\ 😀 \ufb33', slug="vreemd")
    strange.image = factories.image()
    strange.save()
    publish(strange)
    for edition in Edition.objects.all():
        assert edition.digest == sha256(canonical(edition.document)).hexdigest()


def test_names_in_documents_sort_alike_and_no_value_is_a_fraction():
    """What the canonical forms could differ in: no version of the schema allows it."""
    paths = [*(ROOT / "content/schemas").glob("document*.json"), ROOT / "cooperation/schemas/details.json"]
    assert len(paths) > 3
    for path in paths:
        names, types = set(), set()
        for each in parts_of(json.loads(path.read_text())):
            names |= each.get("properties", {}).keys() if isinstance(each.get("properties"), dict) else set()
            types |= {each["type"]} if isinstance(each.get("type"), str) else set()
        assert all(name.isascii() for name in names)
        assert "number" not in types


def parts_of(schema):
    """All objects in a schema."""
    if isinstance(schema, dict):
        yield schema
    for each in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts_of(each)
