"""What a page tells in one sentence, and does not show twice: nothing less is said, and each claim keeps its place."""

import re

import pytest
from django.utils.html import strip_tags

from tests import factories
from tests.factories import publish
from tests.networks import get

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

PATHS = {"nl": "/nl/organisaties/dienst/", "en": "/en/organisations/service/"}


@pytest.fixture
def service():
    return factories.organisation(
        slug_nl="dienst", slug_en="service", sentence_name_nl="de Dienst", sentence_name_en="the Service"
    )


def relate(service, *names, role="works_with", **fields):
    """Let a page have a relation with a body of each name."""
    made, passage = [], factories.public_passage()
    for name in names:
        fields_of_body = {
            f"sentence_name_{language}": f"{the} {name}" for language, the in [("nl", "de"), ("en", "the")]
        }
        other = factories.published(factories.organisation(name=name, title_en=name, **fields_of_body))
        made.append(
            factories.relation(service, other, role=role, anchor=f"met-{name.lower()}", passages=[passage], **fields)
        )
    return made


def rows(client, path):
    """The rows of relations on a page, without what stands beside them."""
    html = get(client, path)
    found = re.findall(r'<li class="entry"[^>]*><p class="what"[^>]*>(.+?)</p>', html)
    return [strip_tags(re.sub(r'<a class="anchor".+?</a>', "", row)) for row in found]


def test_relations_in_the_same_words_are_one_sentence(client, service):
    made = relate(service, "A", "B", "C")
    publish(service)
    assert rows(client, PATHS["nl"]) == ["De Dienst werkt samen met de A, de B en de C."]
    assert rows(client, PATHS["en"]) == ["The Service works with the A, the B and the C."]
    html = get(client, PATHS["nl"])
    assert [html.count(f'id="r-{relation.anchor}"') for relation in made] == [1, 1, 1]
    assert html.count(">§</a>") == 3 + html.count('id="lead"') + html.count('id="s-')


def test_where_the_names_come_first_their_role_leads_them_in(client, service):
    passage = factories.public_passage()
    for name in "AB":
        body = factories.organisation(name=name, title_en=name, sentence_name_nl=f"de {name}")
        factories.relation(body, factories.published(service), role="member", passages=[passage])
        factories.published(body)
    assert rows(client, PATHS["nl"]) == ["Leden: de A en de B."]


def test_what_has_words_or_a_date_of_its_own_keeps_its_row(client, service):
    relate(service, "A", "B")
    relate(service, "C", detail_nl="aan iets")
    relate(service, "D", since="2011")
    publish(service)
    assert rows(client, PATHS["nl"]) == [
        "De Dienst werkt samen met de A en de B.",
        "De Dienst werkt samen met de C aan iets.",
        "De Dienst werkt samen met de D.",
    ]


def test_each_name_says_what_not_all_of_them_rest_on(client, service):
    _one, other = relate(service, "A", "B")
    passage = factories.passage(place="p. 9")
    factories.publish(passage.source)
    other.passages.add(passage)
    publish(service)
    [told] = rows(client, PATHS["nl"])
    codes = re.findall(r"\d\.\d", told)
    assert len(codes) == 1
    assert told == f"De Dienst werkt samen met de A en de B&nbsp;{codes[0]}."
    assert re.search(rf'id="n-{codes[0].replace(".", "-")}".+?p\.\xa09', get(client, PATHS["nl"]))


def test_the_date_of_a_run_is_shown_once_and_said_each_time(client, service):
    for text in ("Een.", "Twee.", "Drie."):
        factories.statement(service, text=text, as_of="2011")
    publish(service)
    work = get(client, PATHS["nl"]).partition('id="statements"')[2]
    assert work.count('<p class="when"><span class="period">stand 2011') == 1
    assert work.count('<p class="when when--again"><span class="period">stand 2011') == 2


def test_a_long_page_says_what_is_on_it_and_how_much(client, service):
    relate(service, *"ABCDE", detail_nl="")
    factories.statement(service)
    publish(service)
    html = get(client, PATHS["nl"])
    contents = re.search(r'<nav class="contents".+?</nav>', html, re.DOTALL)[0]
    found = dict(re.findall(r'<a href="#(\w+)">.+?</a> <span class="count">(\d+)</span>', contents))
    assert found["relations"] == "5"
    assert int(found["statements"]) == html.count('id="s-')
    assert all(f'id="{anchor}"' in html for anchor in found)
    assert 'href="/nl/organisaties/dienst/versies/"' in contents
