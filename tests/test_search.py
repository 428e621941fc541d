"""Search, as a visitor gets it."""

import pytest

from content.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db


def ask(client, text, language="nl", **parameters):
    path = {"nl": "/nl/zoeken/", "en": "/en/search/"}[language]
    response = client.get(path, {"q": text} | parameters)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, text, language="nl", **parameters):
    """The titles of the pages that were found, in order."""
    response = client.get({"nl": "/nl/zoeken/", "en": "/en/search/"}[language], {"q": text} | parameters)
    return [str(row["title"]) for row in response.context["rows"]]


@pytest.fixture
def infobox():
    page = factories.partnership(
        name="Contraterrorisme Infobox",
        title_en="Counter-Terrorism Infobox",
        abbreviation="CT Infobox",
        slug="ct-infobox",
        cited=False,
    )
    factories.statement(page, anchor="advies", text="Het advies gaat naar burgemeesters.", text_en="It advises mayors.")
    return factories.published(page)


@pytest.mark.parametrize(
    "text",
    ["infobox", "CT Infobox", "ct-infobox", "Infobox", "info", "contra-terrorisme", "counter-terrorism", "INFOBÓX"],
)
def test_a_page_is_found_by_parts_of_its_names_in_any_language(client, infobox, text):
    assert titles(client, text) == ["Contraterrorisme Infobox"]


def test_a_statement_is_found_with_its_words_marked_and_a_link_to_it(client, infobox):
    html = ask(client, "burgemeester")
    assert "naar <mark>burgemeesters</mark>." in html
    assert 'href="/nl/samenwerkingsverbanden/ct-infobox/#s-advies"' in html


def test_a_draft_is_not_found(client, infobox):
    infobox.title_nl = "Kladversie"
    infobox.save()
    assert titles(client, "kladversie") == []
    publish(infobox)
    assert titles(client, "kladversie") == ["Kladversie"]
    assert titles(client, "contraterrorisme") == ["Kladversie"]  # by its English name
