"""The long form of a page: its rows, its contents, what is wrong in it, and back to where one was."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.forms.renderers import DjangoTemplates
from django.test.utils import CaptureQueriesContext

from content.admin.form.rows import anchor_of
from content.rendering.form_markup import FieldRenderer
from tests import factories
from tests.forms import Form, address, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def parsed(client, page):
    return BeautifulSoup(html(client, address(page)), "html.parser")


def said(element):
    """The words of an element, but for its further marks, and for what only shows once it is ticked to be removed."""
    for mark in element.select(".row__mark, .row__state--goes"):
        mark.extract()
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def page(db):
    """A public page with a statement that was changed since, one that is as it was, a new one, and a relation."""
    page = factories.organisation(name="Dienst")
    first = page.statements.get()
    factories.statement(page, text="Blijft", text_en="Stays", anchor="blijft", position=first.position + 1)
    factories.relation(page, factories.organisation(name="Ander", title_en="Other"))
    factories.published(page)
    page.statements.filter(pk=first.pk).update(heading_nl="Partners", heading_en="Partners")
    factories.statement(
        page, text="Nieuw", text_en="New", anchor="nieuw", position=9, passages=[factories.public_passage()]
    )
    return page


def test_each_row_is_closed_behind_a_line_that_says_what_it_is_and_how_it_stands(writer, page):
    rows = parsed(writer, page).select(".inline-related:not(.empty-form) > details")
    assert not any(row.has_attr("open") for row in rows)
    assert [said(row.summary) for row in rows] == [
        "Partners changed 1 passage",
        "Stays as published 1 passage",
        "New new 1 passage",
        "Works with: Other as published 1 passage",
    ]


def test_the_contents_lead_to_each_row_by_what_it_holds(writer, page):
    form = parsed(writer, page)
    links = form.select(".contents__rows a")
    assert [link.text for link in links] == ["Partners", "Stays", "New", "Other"]
    rows = [*page.statements.all(), *page.relations.all()]
    assert [link["href"] for link in links] == [f"#{anchor_of(row)}" for row in rows]
    assert all(form.find(id=link["href"][1:]) for link in form.select(".contents a"))
    assert said(form.select_one(".contents__group")) == "Works with"


def test_what_is_wrong_opens_its_row_and_is_linked_at_the_top(writer, page):
    form = Form(writer, address(page))
    form.add_row("statements", text_nl="<p>Nog een</p>")
    answer = form.submit(title_nl="", **{"statements-1-since": "ooit"})
    shown = BeautifulSoup(answer.content, "html.parser")
    assert [row.parent["id"] for row in shown.select(".inline-related:not(.empty-form) > details[open]")] == [
        "statements-1",
        "statements-3",
    ]
    links = [(link.text, link["href"]) for link in shown.select("#problems a")]
    assert links == [("Title [nl]", "#id_title_nl"), ("Statement 2 “Stays”: Since", "#id_statements-1-since")]
    field = shown.find(id="id_statements-1-since")
    assert field["aria-invalid"] == "true"
    assert "ooit" in shown.find(id=field["aria-describedby"]).text


def test_what_a_field_is_for_is_told_once_and_described_at_each(writer, page):
    form = parsed(writer, page)
    told = [note["id"] for note in form.select("#statements-group dd[id]")]
    assert len(told) == len(set(told)) > 0
    for field in form.select(".inline-related [aria-describedby]"):
        assert all(form.find(id=key) for key in field["aria-describedby"].split())
    assert "statements-help-remark_nl" in form.find(id="id_statements-1-remark_nl")["aria-describedby"]
    assert not form.select("#statements-1 .help")


@pytest.mark.parametrize("button", ["_continue", "_publish"])
def test_whoever_stays_on_the_form_comes_back_to_the_row_where_they_were(writer, page, button):
    form = Form(writer, address(page))
    answer = form.submit(button, at="statements-1-text_nl", **{"statements-0-heading_nl": "Ook anders"})
    assert answer["Location"].partition("#")[2] == anchor_of(page.statements.all()[1])


def test_a_row_that_was_new_or_was_moved_is_where_one_comes_back_to(writer, page):
    form = Form(writer, address(page))
    row = form.add_row("statements", text_nl="<p>Vooraan</p>", position="0", anchor="vooraan")
    answer = form.submit("_continue", at=row.rstrip("-"), **{"statements-0-position": "8"})
    assert answer["Location"].endswith(f"#{anchor_of(page.statements.get(anchor='vooraan'))}")
    assert next(row.anchor for row in page.statements.all()) == "vooraan"


def test_without_a_script_one_comes_back_to_the_first_row_that_was_changed(writer, page):
    form = Form(writer, address(page))
    answer = form.submit("_continue", **{"statements-2-heading_nl": "Anders"})
    assert answer["Location"].endswith(f"#{anchor_of(page.statements.get(anchor='nieuw'))}")


@pytest.mark.parametrize("at", ["", "zomaar", "statements-99", 'x"><script>', "title_nl"])
def test_a_place_that_is_not_on_the_form_leads_nowhere(writer, page, at):
    answer = Form(writer, address(page)).submit("_continue", at=at)
    assert answer["Location"].partition("#")[2] == ("id_title_nl" if at == "title_nl" else "")


def test_a_row_is_told_by_what_it_holds_whatever_its_number(writer, page):
    """A script that takes a row away numbers the others anew, as they stand on the page by then."""
    form = Form(writer, address(page))
    names = [name for name in form.values if "statements-0-" in name]
    for name in names:
        other = name.replace("statements-0-", "statements-1-")
        form.values[name], form.values[other] = form.values[other], form.values[name]
    shown = BeautifulSoup(form.submit(title_nl="").content, "html.parser")
    row = shown.find(id="statements-0")
    assert said(row.h3) == "Stays"
    assert row.select_one(".row__body")["id"] == anchor_of(page.statements.get(anchor="blijft"))


def test_a_long_form_is_opened_and_saved_with_few_questions(writer, page):
    for number in range(5):
        factories.statement(page, anchor=f"nog-{number}", passages=[factories.public_passage()])
    Form(writer, address(page))
    with CaptureQueriesContext(connection) as opened:
        form = Form(writer, address(page))
    with CaptureQueriesContext(connection) as saved:
        form.submit(**{"statements-0-heading_nl": "Anders"})
    assert len(opened) <= 30
    assert len(saved) <= 60


def test_fields_are_written_as_the_templates_of_django_write_them(writer, page):
    """But for the space between tags."""
    fields = [*writer.get(address(page)).context["adminform"].form]
    for inline in writer.get(address(page)).context["inline_admin_formsets"]:
        fields += [field for form in inline.formset.forms for field in form]
    seen = set()
    for field in fields:
        drawn = []
        for renderer in (FieldRenderer(), DjangoTemplates()):
            field.form.renderer = renderer
            drawn.append(["".join(str(part).split()) for part in (field, field.label_tag())])
        seen.add(type(field.field.widget).__name__)
        assert drawn[0] == drawn[1]
    assert len(seen) > 5
