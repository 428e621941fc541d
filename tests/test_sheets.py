"""Work by sheet: a file is read with all that is wrong at once, shown with all that it would change, and then saved."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from content.models import BroughtFile, Edition, Page, Redaction, SavedCopy, Source, Statement
from content.redacting import redact
from content.sheets.writing import template
from cooperation.models import Organisation
from tests import factories
from tests.networks import small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
SHEETS = "/admin/sheets/"
BODY = {
    "slug_nl": "dienst",
    "title_nl": "Dienst",
    "sentence_name_nl": "de dienst",
    "level": "national",
    "kind": "agency",
    "lead_passages": "bron/begin",
}
NEW = {
    "source": [{"slug_nl": "bron", "title_nl": "Bron", "publisher_nl": "AIVD", "kind": "report", "language": "nl"}],
    "passage": [{"source": "source/bron", "key": "begin", "place_nl": "p. 1", "summary_nl": "Het begin."}],
    "organisation": [BODY, {**BODY, "slug_nl": "ander", "title_nl": "Ander", "sentence_name_nl": "de ander"}],
    "statement": [
        {"page": "organisation/dienst", "anchor": "taak", "text_nl": "<p>Taak.</p>", "passages": "bron/begin"}
    ],
    "relation": [
        {
            "page": "organisation/dienst",
            "anchor": "met",
            "role": "works_with",
            "other": "organisation/ander",
            "passages": "bron/begin",
        }
    ],
}


def workbook(rows):
    """A workbook with a sheet of rows by each name; what stands in a cell may be of any sort."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for line in lines for column in line))
        sheet.append(columns)
        for line in lines:
            sheet.append([line.get(column) for column in columns])
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def bring(client, content, name="content.xlsx"):
    """Bring a file, and return the screen that it leads to."""
    response = client.post(SHEETS, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.context["form"].errors
    return client.get(response["Location"])


def confirm(client, screen):
    return client.post(screen.request["PATH_INFO"], {"seen": screen.context["outcome"].seen}, follow=True)


def problems(screen):
    return [f"{each.where} {each.field}: {each.message}" for each in screen.context["outcome"].problems]


def told(response):
    return [str(each) for each in response.context["messages"]]


@pytest.mark.database
def test_a_source_with_all_that_rests_on_it_comes_in_as_one_file_and_is_not_published(writer):
    screen = bring(writer, workbook(NEW))
    assert problems(screen) == []
    assert [str(change.page) for change in screen.context["outcome"].changes] == ["Bron", "Dienst", "Ander"]
    assert not Page.objects.filter(slug_nl="bron").exists()
    assert told(confirm(writer, screen)) == ["3 pages were saved. Readers see nothing of it until it is published."]
    body = Organisation.objects.get(slug_nl="dienst")
    assert body.relations.get().other.slug_nl == "ander"
    assert body.statements.get().passages.get().key == "begin"
    assert SavedCopy.objects.filter(page__title_nl__in=["Bron", "Dienst", "Ander"]).count() == 3
    assert not Edition.objects.filter(page=body.pk).exists()
    assert not BroughtFile.objects.exists()


def test_taking_a_source_along_and_bringing_it_back_changes_nothing(writer):
    small_network()
    for source in Source.objects.all():
        screen = bring(writer, writer.get(reverse("admin:sheet_of_source", args=[source.pk])).content)
        assert (problems(screen), screen.context["outcome"].changes) == ([], [])
        assert "nothing would change" in screen.content.decode()


def test_what_changes_is_shown_as_it_was_and_is_to_be_and_can_be_undone(writer):
    confirm(writer, bring(writer, workbook(NEW)))
    taak = Statement.objects.filter(page__slug_nl="dienst", anchor="taak")
    kept = SavedCopy.objects.count()
    row = {"page": "organisation/dienst", "anchor": "taak", "text_nl": "<p>Andere taak.</p>"}
    screen = bring(writer, workbook({"statement": [row]}))
    assert "Andere" in re.sub("<[^>]+>", "", "".join(re.findall("<ins.*?</ins>", screen.content.decode())))
    assert taak.get().text_nl == "<p>Taak.</p>"
    confirm(writer, screen)
    assert taak.get().text_nl == "<p>Andere taak.</p>"
    assert taak.get().passages.count() == 1  # a column that is not there leaves its field as it is
    assert SavedCopy.objects.count() == kept + 1


@pytest.mark.database
def test_everything_that_is_wrong_is_told_at_once_with_its_cell_and_nothing_follows_from_it(writer):
    wrong = {
        "source": [{**NEW["source"][0], "kind": "club", "date": "2014-13"}],
        "passage": NEW["passage"],
        "organisation": [{**BODY, "level": None}, {**BODY, "slug_nl": "Groot Fout"}],
        "statement": [{**NEW["statement"][0], "passages": "bron/begin\nbron/einde", "until": "morgen"}],
    }
    found = problems(bring(writer, workbook(wrong)))
    assert [each for each in found if "begin" in each] == []
    for part in [
        "sheet “source”, row 2", "kind:", "date:", "sheet “organisation”, row 2", "level:",
        "sheet “organisation”, row 3", "slug_nl:", "sheet “statement”, row 2", "until:", "bron / einde",
    ]:  # fmt: skip
        assert any(part in each for each in found), part
    assert not Page.objects.filter(slug_nl="dienst").exists()


@pytest.mark.database
def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(writer):
    confirm(writer, bring(writer, workbook(NEW)))
    taak = Statement.objects.filter(page__slug_nl="dienst", anchor="taak")
    row = {"page": "organisation/dienst", "anchor": "taak", "text_nl": "<p>Mijn taak.</p>"}
    screen = bring(writer, workbook({"statement": [row]}))
    taak.update(text_nl="<p>Hun taak.</p>")
    answer = confirm(writer, screen)
    assert answer.context["outdated"]
    assert "Somebody saved one of these pages" in answer.content.decode()
    assert taak.get().text_nl == "<p>Hun taak.</p>"
    confirm(writer, answer)
    assert taak.get().text_nl == "<p>Mijn taak.</p>"


def test_a_file_is_seen_by_nobody_but_who_brought_it(client, writer):
    screen = bring(writer, workbook(NEW))
    client.force_login(factories.user(superuser=True))
    assert client.get(screen.request["PATH_INFO"]).status_code == 403


def test_the_empty_workbook_can_be_brought_and_holds_nothing(writer):
    screen = bring(writer, template())
    assert screen.context["outcome"].rows == 0


def test_a_file_of_content_comes_in_as_it_stands_in_fixtures(writer, settings):
    factories.theme(name="Nationaal", slug="nationale-samenwerking")
    screen = bring(writer, (settings.BASE_DIR / "fixtures/sources/aivd-jaarverslag-2014.yaml").read_bytes(), "a.yaml")
    assert problems(screen) == []
    confirm(writer, screen)
    assert Source.objects.get(slug_nl="aivd-jaarverslag-2014").passages.count() == 26


def test_a_large_file_tells_on_the_way_how_far_it_is(writer, monkeypatch):
    monkeypatch.setattr("content.admin.sheets.screens.LARGE", 3)
    monkeypatch.setattr("content.sheets.changes.AT_ONCE", 2)
    response = bring(writer, workbook(NEW))
    parts = [each.decode() for each in response.streaming_content]
    assert "Reading: 2 of 6 rows" in "".join(parts[1:-2])
    assert parts[-1].endswith("</html>\n")
    assert not Page.objects.filter(slug_nl="bron").exists()
    seen = re.search('name="seen" value="([^"]+)"', parts[-2])[1]
    written = writer.post(response.request["PATH_INFO"], {"seen": seen})
    assert "3 pages were saved." in b"".join(written.streaming_content).decode()
    assert Page.objects.filter(slug_nl="bron").exists()


def test_whoever_may_not_write_a_kind_of_row_brings_none_of_it(client):
    rights = ["content.add_source", "content.change_source", "content.change_passage", "content.view_source"]
    client.force_login(factories.user(permissions=rights))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    screen = bring(client, workbook(NEW))
    assert problems(screen) != []
    assert all("you may not write these" in each for each in problems(screen))
    assert not any("“Bron”" in each for each in problems(screen))
    client.post(screen.request["PATH_INFO"], {"seen": screen.context["outcome"].seen})
    assert not Page.objects.filter(slug_nl__in=["bron", "dienst"]).exists()


def test_an_address_that_was_public_is_given_to_no_other_page(writer):
    body = factories.published(factories.organisation(name="Dienst", slug="dienst"))
    Organisation.objects.filter(pk=body.pk).update(slug_nl="elders")
    assert any("belongs to another page" in each for each in problems(bring(writer, workbook(NEW))))


def test_a_file_that_breaks_off_while_it_is_written_changes_nothing(writer, monkeypatch):
    screen = bring(writer, workbook(NEW))
    monkeypatch.setattr("content.sheets.changes.keep", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(writer, screen)
    assert not Page.objects.filter(slug_nl="bron").exists()
    assert BroughtFile.objects.exists()


def test_words_that_go_by_law_go_from_files_that_wait(writer):
    bring(writer, workbook(NEW))
    page = factories.published(factories.organisation())
    asked = Redaction.objects.create(
        page=page, claim=page.statements.get().pk, reason_nl="Wet.", reason_en="Law.", asked_by=factories.user()
    )
    redact(asked, by=factories.user())
    assert not BroughtFile.objects.exists()
