"""What editors do in the admin, and what readers get of it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture

from content.models import Edition, Statement
from content.publishing import withdraw
from cooperation.models import Organisation
from tests import factories
from tests.forms import Form

pytestmark = pytest.mark.django_db

LIST = "/admin/cooperation/organisation/"
ADD = f"{LIST}add/"
FILLED = {
    "title_nl": "Dienst",
    "title_en": "Service",
    "slug_nl": "dienst",
    "slug_en": "service",
    "sentence_name_nl": "de Dienst",
    "sentence_name_en": "the Service",
    "kind": "agency",
    "level": "national",
}
REASON = {"nl": "Dubbel.", "en": "A duplicate."}


@pytest.fixture
def writer(client):
    """A browser in which someone is logged in who may do everything, and reads English."""
    client.force_login(factories.user(superuser=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(page, view="change"):
    return reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_{view}", args=[page.pk])


def html(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def messages(response):
    return [str(message) for message in response.context["messages"]]


# Writing and publishing


def test_what_is_written_and_published_is_public_in_both_languages(writer, client):
    form = Form(writer, ADD)
    form.add_row(
        "statements", text_nl="<p>Doet dit.</p>", text_en="<p>Does this.</p>", passages=[factories.passage().pk]
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


def test_what_the_editor_cannot_make_does_not_get_through(writer):
    form = Form(writer, "/admin/content/infopage/add/")
    form.add_row("statements", text_nl='<h1 style="x">a</h1><a href="javascript:b" onclick="c">d</a><script>e</script>')
    form.submit(title_nl="Over", slug_nl="over")
    assert Statement.objects.get().text_nl == "a<a>d</a>"


def test_what_is_published_twice_at_once_is_two_versions(writer):
    page = factories.published(factories.organisation())
    first, second = Form(writer, address(page)), Form(writer, address(page))
    first.submit("_publish", title_nl="Een")
    second.submit("_publish", title_nl="Twee")
    assert list(page.editions.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


# What is wrong is told at its field, and nothing typed is lost


def test_a_statement_without_a_passage_is_told_there_and_nothing_typed_is_lost(writer):
    form = Form(writer, ADD)
    row = form.add_row("statements", text_nl="<p>Doet <em>dit</em>.</p>", text_en="<p>Does it.</p>", since="2014")
    form.submit("_publish", **FILLED, change_note_en="New & true.")
    assert form.errors() == {f"{row}passages": ["Say where this is written: choose at least one passage."]}
    typed = {name: values for name, values in form.values.items() if name != "csrfmiddlewaretoken"}
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


def test_an_address_where_another_page_is_public_is_told_at_its_field(writer):
    other = factories.published(factories.organisation(slug="dienst"))
    Organisation.objects.filter(pk=other.pk).update(slug_nl="elders")
    form = Form(writer, ADD)
    form.add_row("statements", text_nl="<p>Dit.</p>", passages=[factories.passage().pk])
    form.submit("_publish", **FILLED)
    assert form.errors() == {"slug_nl": ["Another public page lives at /nl/organisaties/dienst/."]}


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


# Rows: statements, relations, passages


def test_new_rows_come_last_with_an_anchor_of_their_own(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, text="Eerst", position=7)
    form = Form(writer, address(page))
    form.add_row("statements", text_nl="<p>Toen</p>")
    form.add_row("statements", text_nl="<p>Daarna</p>")
    form.submit()
    assert [statement.text_nl[3:-4] for statement in page.statements.all()] == ["Eerst", "Toen", "Daarna"]
    assert len({statement.anchor for statement in page.statements.all()} - {""}) == 3


def test_two_rows_cannot_have_one_anchor_nor_swap_theirs(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, anchor="een")
    factories.statement(page, anchor="twee")
    form = Form(writer, address(page))
    form.submit(**{"statements-0-anchor": "twee", "statements-1-anchor": "een"})
    assert list(form.errors()) == ["statements-0-anchor", "statements-1-anchor"]


def test_a_row_that_someone_else_just_added_keeps_its_anchor(writer):
    page = factories.organisation(cited=False)
    form = Form(writer, address(page))
    factories.statement(page, anchor="nieuw")
    form.add_row("statements", text_nl="<p>Ook nieuw</p>", anchor="nieuw")
    form.submit()
    assert list(form.errors()) == ["statements-0-anchor"]


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


# Lists and states


@pytest.fixture
def four_states():
    """A page in each state that the admin knows."""
    pages = {"draft": factories.organisation(name="Draft")}
    for state in ("public", "changed", "withdrawn"):
        pages[state] = factories.published(factories.organisation(name=state.title()))
    pages["changed"].lead_nl = "Anders."
    pages["changed"].save()
    withdraw(pages["withdrawn"], reason=REASON)
    return pages


def test_each_page_shows_where_it_stands(writer, four_states):
    listed = html(writer, LIST)
    for state, page in four_states.items():
        mark = f'class="state state--{state}"'
        assert listed.count(mark) == 1
        assert mark in html(writer, address(page))


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ("draft", ["Draft"]),
        ("public", ["Changed", "Public"]),
        ("saved", ["Changed"]),
        ("withdrawn", ["Withdrawn"]),
        ("nonsense", ["Changed", "Draft", "Public", "Withdrawn"]),
    ],
)
def test_a_list_is_filtered_by_state(writer, four_states, chosen, titles):
    found = writer.get(f"{LIST}?state={chosen}").context["cl"].result_list
    assert [page.title_nl for page in found] == titles


def test_a_list_is_searched_by_abbreviation(writer):
    factories.organisation(name="Inspectie", abbreviation="SZW")
    factories.organisation(name="Andere")
    assert [page.title_nl for page in writer.get(f"{LIST}?q=szw").context["cl"].result_list] == ["Inspectie"]


def test_a_list_takes_as_many_queries_for_twenty_pages_as_for_two(writer, django_assert_max_num_queries):
    other = factories.organisation()
    for _number in range(20):
        factories.relation(factories.published(factories.organisation()), other)
    with django_assert_max_num_queries(20):
        html(writer, LIST)


def test_a_page_is_viewed_on_the_site_only_when_it_is_public(writer, four_states):
    for state, page in four_states.items():
        assert ("View on site" in html(writer, address(page))) == (state in {"public", "changed"})


def test_the_working_copy_is_previewed_in_both_languages(writer, four_states):
    dutch, english = [
        html(writer, preview["url"]) for preview in writer.get(address(four_states["changed"])).context["previews"]
    ]
    assert "Voorbeeld van de werkversie" in dutch
    assert "Anders." in dutch
    assert "Preview of the working copy" in english
    assert "What it is." in english


# Withdrawing and deleting


def test_a_page_is_withdrawn_with_a_reason_in_both_languages(writer, client):
    page = factories.published(factories.organisation(slug="dienst"))
    refused = writer.post(address(page, "withdraw"), {"reason_nl": "Dubbel."})
    assert list(refused.context["form"].errors) == ["reason_en"]
    writer.post(address(page, "withdraw"), {"reason_nl": "Dubbel.", "reason_en": "A duplicate."})
    assert "A duplicate." in html(client, "/en/organisations/dienst-en/", status=410)


def test_a_page_that_has_been_public_is_not_deleted_and_the_way_out_is_told(writer):
    page = factories.published(factories.organisation())
    response = writer.post(address(page, "delete"), {"post": "yes"}, follow=True)
    assert "Withdraw it instead" in messages(response)[-1]
    assert Organisation.objects.filter(pk=page.pk).exists()


def test_a_draft_is_deleted(writer):
    page = factories.organisation()
    writer.post(address(page, "delete"), {"post": "yes"})
    assert not Organisation.objects.filter(pk=page.pk).exists()


def test_a_page_that_others_relate_to_is_not_deleted(writer):
    page = factories.organisation()
    factories.relation(factories.organisation(), page)
    assert "protected related objects" in html(writer, address(page, "delete"))
    writer.post(address(page, "delete"), {"post": "yes"})
    assert Organisation.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("view", ["change", "delete", "withdraw"])
@pytest.mark.parametrize("key", ["0", "nonsense"])
def test_a_page_that_is_not_there_leads_back(writer, view, key):
    assert writer.get(f"{LIST}{key}/{view}/").status_code == 302


# Permissions


def test_without_permission_to_publish_there_is_no_button_and_no_publishing(client):
    client.force_login(factories.user(permissions=["cooperation.change_organisation"]))
    page = factories.organisation()
    form = Form(client, address(page))
    assert 'name="_publish"' not in form.response.content.decode()
    assert form.submit("_publish", title_nl="Anders").status_code == 403
    assert not Edition.objects.exists()
    html(client, address(page, "withdraw"), status=403)


def test_an_editor_needs_no_more_permissions_than_for_what_is_written(client):
    names = ["cooperation.add_organisation", "cooperation.change_organisation", "cooperation.add_relation"]
    client.force_login(factories.user(permissions=[*names, "content.view_passage", "content.publish_edition"]))
    factories.organisation(name="Andere")
    found = client.get("/admin/autocomplete/?app_label=cooperation&model_name=relation&field_name=other&term=and")
    form = Form(client, ADD)
    cited = [factories.passage().pk]
    form.add_row("relations", role="works_with", other=found.json()["results"][0]["id"], passages=cited)
    form.submit("_publish", **FILLED)
    assert "de Andere" in html(client, "/nl/organisaties/dienst/")


def test_with_permission_to_view_the_forms_are_to_be_read(client):
    names = ["cooperation.view_organisation", "content.view_statement", "cooperation.view_relation"]
    client.force_login(factories.user(permissions=names))
    page = factories.organisation(name="Dienst")
    factories.relation(page, factories.organisation())
    form = Form(client, address(page))
    assert "Dienst" in form.response.content.decode()
    assert not [name for name in form.values if "title" in name or "text" in name or "role" in name]


def test_whoever_may_change_a_page_may_preview_it(client):
    page = factories.organisation()
    preview = reverse("page_preview", args=[page.content_id])
    assert client.get(preview).status_code == 302  # to the login
    client.force_login(factories.user(permissions=["content.change_source"]))
    assert client.get(preview).status_code == 403
    client.force_login(factories.user(permissions=["cooperation.change_organisation"]))
    assert client.get(preview).status_code == 200


@pytest.mark.parametrize("logged_in", [False, True])
def test_a_public_page_has_nothing_to_do_with_who_is_logged_in(client, logged_in):
    factories.published(factories.organisation(slug="dienst"))
    if logged_in:
        client.force_login(factories.user(superuser=True))
    for path in ("/nl/", "/nl/organisaties/", "/nl/organisaties/dienst/", "/nl/organisaties/dienst/versies/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


# Pictures


def upload(data, name="foto.png"):
    return SimpleUploadedFile(name, data, content_type="image/png")


def png(width, height):
    file = BytesIO()
    Picture.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


IMAGE = {"alt_nl": "Een gebouw", "alt_en": "A building", "credit": "Redactie"}


def test_a_picture_is_taken_in_as_a_new_file(writer):
    form = Form(writer, "/admin/content/image/add/")
    form.submit(**IMAGE, file=upload(png(600, 400)))
    assert ".webp" in html(writer, "/admin/content/image/")


@pytest.mark.parametrize(
    "data",
    [b"<svg/>", png(600, 400)[:60], png(8000, 6000), png(14000, 14000), png(1, 17000), png(4, 4) + bytes(15 * 2**20)],
    ids=["no picture", "broken", "too many pixels", "bomb", "too high", "too large"],
)
def test_a_file_that_is_no_fitting_picture_is_told_at_its_field(writer, data):
    form = Form(writer, "/admin/content/image/add/")
    form.submit(**IMAGE, file=upload(data))
    assert list(form.errors()) == ["file"]
    assert form.read()["alt_nl"] == ["Een gebouw"]
