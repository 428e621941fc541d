"""What a page says at a moment, as plain values: the ground of every output."""

import json
import re

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override

from content.models import Edition
from content.record import live
from content.rendering.plain import as_text, data_of
from content.rendering.text import Reader
from cooperation.pages.values import shown_page
from tests import factories
from tests.networks import get

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
MARKUP = re.compile(r"<(?![bi]>)[a-z/]|&[a-z#]+;")  # but for the signs in the names below


@pytest.fixture
def pages():
    """One page of each kind, which know of each other; what could be taken for markup is none."""
    theme, source = factories.theme(name="Thema <b>"), factories.source(title="Verslag & bijlage")
    cited = factories.passage(of=source, place="p. 1 <i>")
    service = factories.organisation(name="Dienst <i>", abbreviation="D&D", cited=False, slug="dienst")
    factories.statement(service, text="<p>Zij <strong>doet</strong> dit.</p>", passages=[cited])
    forum = factories.published(factories.partnership(sentence_name_nl="het Overleg"))
    service.themes.add(theme)
    factories.relation(service, forum, role="member", passages=[cited], detail_nl="sinds & lang")
    for page in (theme, factories.term(), factories.info_page(), service):
        factories.published(page)
    return {edition.page_type: edition for edition in Edition.objects.at(live().moment)}


def said(edition, language="nl"):
    with override(language):
        return shown_page(edition.read(), edition.page_id, live().moment, language)


def strings(value, name=""):
    """All texts in data, each with the name under which it stands."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from strings(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, name)
    elif isinstance(value, str):
        yield name, value


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_page_says_is_data_without_markup_but_for_the_text_of_statements(pages, language):
    for page_type, edition in pages.items():
        data = json.loads(json.dumps(data_of(said(edition, language))))
        assert data["type"] == page_type
        rich = {text for _name, text in strings([each["text"] for each in data["statements"]], "text")}
        assert {text for _name, text in strings(data) if MARKUP.search(text)} <= rich, page_type


def test_every_claim_and_passage_has_its_id_and_says_who_says_so(pages):
    data = data_of(said(pages["organisation"]))
    [statement], [group] = data["statements"], data["groups"]
    document = pages["organisation"].read()
    assert statement["id"] == document["statements"][0]["id"]
    assert [told["id"] for told in group["relations"]] == [document["relations"][0]["id"]]
    other = {"text": "het Overleg", "url": pages["partnership"].path_nl}
    assert group["relations"][0]["sentence"][-3:] == [other, " sinds & lang", "."]
    [note] = data["notes"]
    assert note["source"]["id"] == document["citations"][0]["source"]
    assert statement["citations"][0]["number"] == "1.1"
    assert statement["citations"][0]["id"] == note["passages"][0]["id"]


def test_a_page_shows_what_its_plain_values_say(client, pages):
    page = said(pages["organisation"])
    text = " ".join(strip_tags(get(client, pages["organisation"].path_nl)).split())
    told = [as_text(each.sentence) for group in page.groups for each in group.relations]
    for each in [page.lead, *told, *(note.source.date for note in page.notes), *(fact.label for fact in page.facts)]:
        assert " ".join(str(each).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split()) in text


def test_what_pages_say_can_be_compared(pages):
    assert said(pages["organisation"]) == said(pages["organisation"]) != said(pages["partnership"])


def test_a_text_in_another_language_says_so(pages):
    untranslated = factories.published(factories.organisation(name="Bureau", title_en=""))
    edition = Edition.objects.at(live().moment).get(page=untranslated.pk)
    assert data_of(said(edition, "en"))["title"] == {"text": "Bureau", "lang": "nl"}
    assert data_of(Reader("nl").text({"nl": "Bureau"})) == "Bureau"
