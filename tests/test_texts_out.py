"""Texts of pages out to a translator as a workbook, and back: only the translation is written."""

from io import BytesIO

import openpyxl
import pytest

from content.models import Passage, SavedCopy, Statement, Translation
from content.translating import Known, State
from tests import factories
from tests.forms import LIST
from tests.test_sheets import bring, confirm, problems, told

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def page():
    made = factories.organisation(name="Dienst", cited=False)
    factories.statement(made, text="De taak.", text_en="The task.", anchor="taak", passages=[])
    return made


def taken(client, *pages):
    """Take the texts of pages along: the workbook."""
    data = {"action": "take_texts", "_selected_action": [page.pk for page in pages]}
    return openpyxl.load_workbook(BytesIO(client.post(LIST, data).content))


def written(book, text="The task.", **cells):
    """Write in the row with a translation, and save the workbook."""
    [sheet] = book.worksheets
    names = [cell.value for cell in sheet[1]]
    [row] = [row for row in sheet.iter_rows(min_row=2) if text in str(row[names.index("translation")].value)]
    for name, value in cells.items():
        row[names.index(name)].value = value
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def test_texts_that_come_back_as_they_went_change_nothing(writer, page):
    screen = bring(writer, written(taken(writer, page)), "texts.xlsx")
    assert screen.context["outcome"].rows == 3
    assert (problems(screen), screen.context["outcome"].changes, screen.context["outcome"].noted) == ([], [], 0)


@pytest.mark.database
def test_a_translation_is_shown_and_then_written_and_nothing_else(writer, page):
    before = Statement.objects.values("text_nl", "heading_nl", "position").get()
    content = written(taken(writer, page), translation="<p>The <strong>duty</strong>.</p>", nl="<p>Anders.</p>")
    screen = bring(writer, content, "texts.xlsx")
    assert Statement.objects.get().text_en == "<p>The task.</p>"
    assert told(confirm(writer, screen))[0].startswith("1 page was saved.")
    assert Statement.objects.get().text_en == "<p>The <strong>duty</strong>.</p>"
    assert Statement.objects.values("text_nl", "heading_nl", "position").get() == before
    assert SavedCopy.objects.filter(page=page.pk).count() == 2  # as it was found, and as it is


def test_a_translation_out_of_date_is_right_once_it_came_back_and_also_if_it_is_said_to_be(writer, page):
    Translation.objects.create(
        page=page,
        owner=Statement.objects.get().pk,
        field="text",
        language="en",
        source="other",
        translation=text_of(page).pair[1],
        text="Eerst.",
        at=page.modified_at,
    )
    assert Known(page=page.pk).state(text_of(page)) == State.OUT_OF_DATE
    confirm(writer, bring(writer, written(taken(writer, page), still_right="x"), "texts.xlsx"))
    assert Known(page=page.pk).state(text_of(page)) == State.COMPLETE


def text_of(page):
    page.refresh_from_db()
    return next(text for text, _state in Known(page=page.pk).states(page) if text.field == "text")


@pytest.mark.parametrize(
    ("column", "why"), [("text_nl", "somebody changed the Dutch"), ("text_en", "somebody changed the translation")]
)
def test_what_somebody_changed_meanwhile_is_refused(writer, page, column, why):
    content = written(taken(writer, page), translation="<p>Mine.</p>")
    Statement.objects.update(**{column: "<p>Theirs.</p>"})
    [found] = problems(bring(writer, content, "texts.xlsx"))
    assert why in found
    assert "row" in found


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("<p>The <b>task.</p>", "broken at"),
        ("<p>The task.</p></p>", "broken at </p>"),
        ("<p>The task.</p><p>More.</p>", "other paragraphs or lists"),
        ("<p>The <a href='https://example.org/'>task</a>.</p>", "other links"),
        ("<p>The task.</p><script>x</script>", "no room for <script>"),
        ("<p>The <a href='javascript:x'>task</a>.</p>", "no room for <a>"),
        ("<h1>The task.</h1>", "no room for <h1>"),
        (None, "the translation is gone"),
    ],
)
def test_markup_that_is_broken_or_built_otherwise_is_refused(writer, page, cell, why):
    [found] = problems(bring(writer, written(taken(writer, page), translation=cell), "texts.xlsx"))
    assert why in found
    assert Statement.objects.get().text_en == "<p>The task.</p>"


def test_words_without_markup_become_a_paragraph(writer, page):
    confirm(writer, bring(writer, written(taken(writer, page), translation="Duty & more."), "texts.xlsx"))
    assert Statement.objects.get().text_en == "<p>Duty &amp; more.</p>"


def test_a_key_that_was_changed_is_refused(writer, page):
    screen = bring(writer, written(taken(writer, page), key="x"), "texts.xlsx")
    assert "its key was changed" in screen.context["refused"][0]


def test_texts_of_a_source_go_along_with_its_passages(writer):
    source = factories.passage(of=factories.source()).source
    data = {"action": "take_texts", "_selected_action": [source.pk]}
    book = openpyxl.load_workbook(BytesIO(writer.post("/admin/content/source/", data).content))
    confirm(writer, bring(writer, written(book, text="What it says.", translation="It says so."), "texts.xlsx"))
    assert Passage.objects.get().summary_en == "It says so."
