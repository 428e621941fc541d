"""What editors write in the admin, and what readers get of it."""

import pytest

from content.addresses import belongs_elsewhere
from content.models import Statement
from cooperation.models import Organisation
from tests import factories
from tests.forms import ADD, FILLED, Form, address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

# Writing and publishing


@pytest.mark.database
def test_what_is_written_and_published_is_public_in_both_languages(writer, client):
    form = Form(writer, ADD)
    form.add_row(
        "statements", text_nl="<p>Doet dit.</p>", text_en="<p>Does this.</p>", passages=[factories.public_passage().pk]
    )
    form.submit("_publish", **FILLED)
    assert "Doet dit." in html(client, "/nl/organisaties/dienst/")
    assert "Does this." in html(client, "/en/organisations/service/")


def test_what_is_saved_is_a_draft(writer, client):
    Form(writer, ADD).submit(**FILLED)
    assert Organisation.objects.filter(slug_nl="dienst").exists()
    html(client, "/nl/organisaties/dienst/", status=404)


def test_a_change_is_public_once_it_is_published(writer, client):
    page = factories.published(factories.organisation(slug="dienst"))
    Form(writer, address(page)).submit(title_nl="Nieuwe naam")
    assert "Nieuwe naam" not in html(client, "/nl/organisaties/dienst/")
    Form(writer, address(page)).submit("_publish", change_note_nl="Andere naam.")
    assert "Nieuwe naam" in html(client, "/nl/organisaties/dienst/")
    assert "Andere naam." in html(client, "/nl/organisaties/dienst/versies/")


def test_what_readers_may_have_cited_is_not_changed_without_a_note(writer, client):
    page = factories.published(factories.organisation(slug="dienst"))
    claim = page.statements.get()
    form = Form(writer, address(page))
    form.submit("_publish", **{"statements-0-text_nl": "<p>Anders.</p>"})
    told = " ".join(messages(writer.get(form.response["Location"])))
    assert claim.anchor in told
    assert "Write a note for them." in told
    assert "Anders." not in html(client, "/nl/organisaties/dienst/")
    form = Form(writer, address(page))
    form.submit("_publish", change_note_nl="Beter gelezen.", change="correction")
    assert "Anders." in html(client, "/nl/organisaties/dienst/")
    assert "Beter gelezen." in html(client, "/nl/wijzigingen/")


def test_a_note_and_the_sort_of_change_are_asked_for_at_their_fields_and_nothing_is_lost(writer, client):
    page = factories.published(factories.organisation(slug="dienst"))
    claim = page.statements.get()
    form = Form(writer, address(page))
    form.submit("_publish", change_note_en="Read better.", **{"statements-0-text_nl": "<p>Anders.</p>"})
    form = Form(writer, form.response["Location"])
    errors = form.response.context["adminform"].form.errors
    assert f"“{claim.anchor}”. Write a note for them." in errors["change_note_nl"][0]
    assert f"“{claim.anchor}”. Choose the sort of change." in errors["change"][0]
    assert form.values["change_note_en"] == ["Read better."]
    assert form.values["statements-0-text_nl"] == ["<p>Anders.</p>"]
    form.submit("_publish", change_note_nl="Beter gelezen.")
    form = Form(writer, form.response["Location"])
    assert list(form.response.context["adminform"].form.errors) == ["change"]
    assert "Choose the sort of change." in form.response.content.decode().partition('class="errorlist"')[2][:400]
    assert form.values["change_note_nl"] == ["Beter gelezen."]
    assert not Form(writer, address(page)).response.context["adminform"].form.errors
    assert "Anders." not in html(client, "/nl/organisaties/dienst/")
    form.submit("_publish", change="correction")
    assert "Anders." in html(client, "/nl/organisaties/dienst/")
    assert page.editions.first().change == "correction"


def test_what_the_editor_cannot_make_does_not_get_through(writer):
    form = Form(writer, "/admin/content/infopage/add/")
    form.add_row("statements", text_nl='<h1 style="x">a</h1><a href="javascript:b" onclick="c">d</a><script>e</script>')
    form.submit(title_nl="Over", slug_nl="over")
    assert Statement.objects.get().text_nl == "ad"


@pytest.mark.database
def test_what_is_published_twice_at_once_is_two_versions(writer):
    page = factories.published(factories.organisation())
    first, second = Form(writer, address(page)), Form(writer, address(page))
    first.submit("_publish", title_nl="Een")
    second.submit("_publish", title_nl="Twee")
    second.read()
    second.submit("_publish")
    assert list(page.editions.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


# What is wrong is told at its field, and nothing typed is lost


def test_a_statement_without_a_passage_is_told_there_and_nothing_typed_is_lost(writer):
    form = Form(writer, ADD)
    row = form.add_row("statements", text_nl="<p>Doet <em>dit</em>.</p>", text_en="<p>Does it.</p>", since="2014")
    form.submit("_publish", **FILLED, change_note_en="New & true.")
    assert form.errors() == {f"{row}passages": ["Say where this is written: choose at least one passage."]}
    marks = {"csrfmiddlewaretoken", "typed_by"}  # what the site itself writes into a form, anew each time
    typed = {name: values for name, values in form.values.items() if name not in marks}
    assert typed.items() <= form.read().items()


def test_a_page_without_a_source_is_saved_and_says_why_it_is_not_public(writer):
    response = Form(writer, ADD).submit("_publish", **FILLED, change_note_nl="Nieuw.")
    form = Form(writer, response.url)
    assert messages(form.response)[:2] == [
        "The page cites no source. Add a statement with its passage.",
        "Your changes were saved, but not published.",
    ]
    assert form.values["change_note_nl"] == ["Nieuw."]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title_nl": ""}, "title_nl"),
        ({"slug_nl": "Met hoofdletters"}, "slug_nl"),
        ({"slug_nl": "bezet"}, "slug_nl"),
        ({"slug_en": "bezet-en"}, "slug_en"),
        ({"website": "geen adres"}, "website"),
        ({"review_by": "morgen"}, "review_by"),
        ({"statements-0-text_nl": ""}, "statements-0-text_nl"),
        ({"statements-0-since": "20x4"}, "statements-0-since"),
        ({"statements-0-as_of": "2014-13"}, "statements-0-as_of"),
        ({"statements-0-since": "2015-02", "statements-0-until": "2014"}, "statements-0-until"),
        ({"statements-0-anchor": "met spaties"}, "statements-0-anchor"),
        ({"relations-0-role": ""}, "relations-0-role"),
        ({"relations-0-role": "uses"}, "relations-0-other"),  # of programmes only
        ({"relations-0-role": "describes"}, "relations-0-role"),  # by programmes only
    ],
)
def test_a_mistake_is_told_at_its_field(writer, typed, field):
    other = factories.organisation(slug="bezet")
    form = Form(writer, ADD)
    form.add_row("statements", text_nl="<p>Dit.</p>", text_en="<p>This.</p>")
    form.add_row("relations", role="works_with", other=other.pk)
    form.submit(**FILLED | typed)
    assert list(form.errors()) == [field]


@pytest.mark.database
def test_an_address_where_another_page_is_public_is_told_at_its_field(writer):
    other = factories.published(factories.organisation(slug="dienst"))
    Organisation.objects.filter(pk=other.pk).update(slug_nl="elders")
    form = Form(writer, ADD)
    form.add_row("statements", text_nl="<p>Dit.</p>", passages=[factories.public_passage().pk])
    form.submit("_publish", **FILLED)
    assert form.errors() == {"slug_nl": [belongs_elsewhere("/nl/organisaties/dienst/")]}


@pytest.mark.parametrize(("slug", "field"), [("organisaties", "slug_nl"), ("sources", "slug_en"), ("en", "slug_nl")])
def test_an_address_that_the_site_uses_itself_is_told_at_its_field(writer, slug, field):
    form = Form(writer, "/admin/content/infopage/add/")
    form.submit("_publish", title_nl="Pagina", slug_nl=slug)
    assert field in form.errors()


def test_a_mistake_on_a_public_page_leaves_its_state_as_it_is(writer):
    page = factories.published(factories.organisation())
    form = Form(writer, address(page))
    form.submit("_publish", slug_nl="HOOFDLETTERS", title_nl="Anders")
    assert list(form.errors()) == ["slug_nl"]
    assert "state--public" in form.response.content.decode()
