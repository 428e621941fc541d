"""The rows of a page in the admin: statements, relations, passages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.forms import Form, address, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

# Rows: statements, relations, passages


@pytest.mark.database
def test_new_rows_come_last_with_an_anchor_of_their_own(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, text="Eerst", position=7)
    form = Form(writer, address(page))
    form.add_row("statements", text_nl="<p>Toen</p>")
    form.add_row("statements", text_nl="<p>Daarna</p>")
    form.submit()
    assert [statement.text_nl[3:-4] for statement in page.statements.all()] == ["Eerst", "Toen", "Daarna"]
    assert len({statement.anchor for statement in page.statements.all()} - {""}) == 3


@pytest.mark.database
def test_a_row_behind_the_last_position_takes_that_as_well(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, text="Eerst", position=2**15 - 1)
    form = Form(writer, address(page))
    form.add_row("statements", text_nl="<p>Toen</p>", anchor="toen")
    form.submit()
    assert page.statements.get(anchor="toen").position == 2**15 - 1


def test_a_form_of_many_rows_asks_the_database_no_more_than_one_of_few(writer):
    page = factories.organisation()

    def opened() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert writer.get(address(page)).status_code == 200
        return len(asked)

    def saved() -> int:
        form = Form(writer, address(page))
        with CaptureQueriesContext(connection) as asked:
            assert form.submit(abbreviation_nl=f"D{page.statements.count()}").status_code == 302
        return len(asked)

    def add_rows():
        for n in range(4):
            factories.statement(page, passages=[factories.public_passage()])
            factories.relation(page, factories.organisation(name=f"Ander {n}"))
        factories.published(page)

    def asked() -> tuple[int, int]:
        opened()
        saved()  # the first save of a day asks for more
        return opened(), saved()

    add_rows()
    few = asked()
    add_rows()
    assert asked() == few


def test_a_public_passage_keeps_its_key_and_its_source_in_its_own_form(writer):
    passage = factories.public_passage()
    form = Form(writer, address(passage))
    assert not {"key", "source"} & form.values.keys()
    form.submit(key="anders", source=factories.source().pk, place_nl="p. 9")
    passage.refresh_from_db()
    assert (passage.key != "anders", passage.place_nl) == (True, "p. 9")


@pytest.mark.database
def test_two_rows_cannot_have_one_anchor_nor_swap_theirs(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, anchor="een")
    factories.statement(page, anchor="twee")
    form = Form(writer, address(page))
    form.submit(**{"statements-0-anchor": "twee", "statements-1-anchor": "een"})
    assert list(form.errors()) == ["statements-0-anchor", "statements-1-anchor"]


@pytest.mark.database
def test_a_row_that_someone_else_just_added_keeps_its_anchor(writer):
    page = factories.organisation(cited=False)
    form = Form(writer, address(page))
    factories.statement(page, anchor="nieuw")
    form.add_row("statements", text_nl="<p>Ook nieuw</p>", anchor="nieuw")
    form.submit()
    assert list(form.errors()) == ["statements-0-anchor"]


@pytest.mark.database
def test_the_other_page_is_found_by_its_abbreviation_and_can_only_be_a_body(writer):
    factories.organisation(name="Inspectie", abbreviation="SZW")
    factories.theme(name="SZW")
    path = "/admin/autocomplete/?app_label=cooperation&model_name=relation&field_name=other&term=szw"
    assert [result["text"] for result in writer.get(path).json()["results"]] == ["Inspectie"]


def test_the_other_page_can_be_opened_but_not_added(writer):
    page = factories.organisation()
    opened = writer.get(f"/admin/content/page/{page.pk}/change/?_popup=1")
    assert opened.url == f"{address(page)}?_popup=1"
    html(writer, "/admin/content/page/add/", status=403)


def test_a_passage_added_while_writing_comes_last(writer):
    source = factories.passage(key="vooraan").source
    form = Form(writer, "/admin/content/passage/add/?_popup=1")
    form.submit(source=source.pk, key="achteraan", place_nl="p. 2", summary_nl="Wat er staat.")
    assert [passage.key for passage in source.passages.all()] == ["vooraan", "achteraan"]


@pytest.mark.database
def test_a_passage_that_is_cited_cannot_be_deleted(writer):
    page = factories.organisation(name="Dienst")
    passage = page.statements.get().passages.get()
    form = Form(writer, address(passage.source))
    form.submit(**{"passages-0-DELETE": "on"})
    assert form.errors() == {
        "passages": ["“p. 41” cannot be deleted: these pages cite it: Dienst. Let them cite another first."]
    }
    writer.post(address(passage, "delete"), {"post": "yes"})
    assert page.statements.get().passages.get() == passage
