"""Where pages stand, as the admin shows it, and the ways on: view, preview, withdraw, delete."""

import pytest

from content.publishing import withdraw
from cooperation.models import Organisation
from tests import factories
from tests.forms import LIST, Form, address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
REASON = {"nl": "Dubbel.", "en": "A duplicate."}

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


@pytest.mark.database
def test_each_page_shows_where_it_stands(writer, four_states):
    listed = html(writer, LIST)
    for state, page in four_states.items():
        mark = f'class="state state--{state}"'
        assert listed.count(mark) == 1
        assert mark in html(writer, address(page))


@pytest.mark.database
@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ("draft", ["Draft"]),
        ("public", ["Public"]),
        ("changed", ["Changed"]),
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


@pytest.mark.database
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Coördinator", "COÖRDINATOR"),
        ("Coördinator", "coordinator"),
        ("’s-Gravenhage", "'s-gravenhage"),
        ("'s-Gravenhage", "’S-GRAVENHAGE"),
        ("Łódź politie", "lodz"),
        ("Ørstedfonds Nederland", "neder orst"),
        ("Diyarbakır", "DIYARBAKIR"),
    ],
)
def test_editors_find_whatever_the_accents_capitals_and_quotation_marks(writer, name, asked):
    page = factories.organisation(name=name)
    factories.organisation(name="Andere")
    assert list(writer.get(LIST, {"q": asked}).context["cl"].result_list) == [page]
    field = {"app_label": "cooperation", "model_name": "relation", "field_name": "other", "term": asked}
    assert [found["text"] for found in writer.get("/admin/autocomplete/", field).json()["results"]] == [name]


@pytest.mark.database
@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?level=%00", "?state=%00", "?title_nl__startswith=%00", "add/?title_nl=%00", "add/?image=x&themes=x"],
)
def test_what_no_database_stores_is_no_fault_of_the_admin(writer, query):
    assert writer.get(f"{LIST}{query}").status_code < 500


def test_a_list_takes_as_many_queries_for_twenty_pages_as_for_two(writer, django_assert_max_num_queries):
    other = factories.organisation()
    for _number in range(20):
        factories.relation(factories.published(factories.organisation()), other)
    with django_assert_max_num_queries(23):
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


def test_the_history_names_fields_in_the_language_of_the_reader(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, anchor="een")
    form = Form(writer, address(page))
    form.submit(title_nl="Anders", is_plural_nl="on", kind="police", **{"statements-0-text_en": "<p>Else.</p>"})
    dutch = writer.get(address(page, "history"), headers={"accept-language": "nl"}).content.decode()
    for label in ("Titel [nl]", "eervoud [nl]", "Soort", "Tekst [en]", "uitspraak"):
        assert label in dutch
    assert "Title [nl]" in html(writer, address(page, "history"))


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


@pytest.mark.database
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
