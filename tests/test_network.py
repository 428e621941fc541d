"""The network: the same relations in the picture, the table, the files and the database, whatever is asked for."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from content.publishing import withdraw
from cooperation.models import Relation
from tests import factories
from tests.factories import publish
from tests.networks import get, in_files, in_page

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
PATHS = {"nl": "/nl/netwerk/", "en": "/en/network/"}


def in_database(fits=lambda relation: True):
    relations = [relation for relation in Relation.objects.all() if fits(relation)]
    return {(relation.page.slug_nl, relation.role, relation.other.slug_nl) for relation in relations}


def programme(relation):
    return "programme" in (relation.page.page_type, relation.other.page_type)


def ends(relation):
    return relation.page.specific, relation.other.specific


FILTERS = {
    "": lambda relation: not programme(relation),
    "?kind=all": lambda relation: True,
    "?kind=programme": programme,
    "?kind=partnership": lambda relation: relation.other.page_type == "partnership",
    "?kind=organisation": lambda relation: {end.page_type for end in ends(relation)} == {"organisation"},
    "?level=local": lambda relation: "local" in {end.level for end in ends(relation)},
    "?level=national&kind=all": lambda relation: "national" in {end.level for end in ends(relation)},
    "?level=european": lambda relation: False,
    "?role=informs": lambda relation: relation.role == "informs",
    "?theme=online": lambda relation: any(end.themes.exists() for end in ends(relation)),
    "?year=2014": lambda relation: relation.passages.get().source.date == "2014",
    "?year=2025&kind=all": lambda relation: relation.passages.get().source.date == "2025-12",
    "?year=undated": lambda relation: relation.passages.get().source.date == "",
    "?focus=organisaties/raad&kind=all": lambda relation: "raad" in {end.slug_nl for end in ends(relation)},
    "?level=local&role=informs&year=2025": lambda relation: (
        relation.passages.get().source.date == "2025-12" and relation.role == "informs"
    ),
}


@pytest.mark.parametrize("query", FILTERS)
def test_picture_table_files_and_database_have_the_same_relations(client, bodies, query):
    expected = in_database(FILTERS[query])
    assert in_page(get(client, PATHS["nl"] + query)) == [expected] * 2
    assert in_files(client, PATHS["nl"], query) == (expected, expected)
    assert expected or query == "?level=european"


@pytest.mark.database
def test_every_filter_that_is_offered_has_as_many_relations_as_it_says(client, bodies):
    html = get(client, PATHS["nl"] + "?kind=all")
    offered = re.findall(r'<a href="(\?[^"]*)"[^>]*>[^<]* <span class="filter__count">(\d+)<', html)
    assert len(offered) > 15
    for query, count in offered:
        picture, table = in_page(get(client, PATHS["nl"] + query.replace("&amp;", "&")))
        assert picture == table
        assert len(table) == int(count), query


def test_the_view_is_the_same_in_the_other_language(client, bodies):
    html = get(client, PATHS["nl"] + "?theme=online&focus=organisaties/dienst")
    other = re.search(r'<a href="(/en/network/[^"]+)" lang="en"', html)[1].replace("&amp;", "&")
    assert in_page(get(client, other)) == in_page(html)


def test_a_relation_is_told_as_a_sentence_with_its_time_and_its_source(client, bodies):
    html = get(client, PATHS["nl"])
    row = html[html.index("<table") :]
    assert '<th scope="rowgroup" rowspan="3"><a href="/nl/organisaties/dienst/">Dienst</a></th>' in row
    assert 'De Dienst werkt samen met <a href="/nl/organisaties/gemeente/">de Gemeente</a>.' in row
    assert "bron zonder datum" in row
    assert re.search(r", Verslag, <a [^>]*>", row)  # that it has no date is said beside it
    assert re.search(r", Verslag \(2014\), <a [^>]*>", row)


def test_a_source_is_named_once_for_all_its_places(client, bodies):
    report = factories.source(title="Rapport")
    passages = [factories.passage(of=report), factories.passage(), factories.passage(of=report)]
    factories.relation(bodies["alleen"], bodies["raad"], passages=passages)
    factories.published(bodies["alleen"])
    row = re.search(
        r'<tr data-relation="[^"]*">(?:(?!</tr>).)*href="/nl/organisaties/alleen/.*?</tr>', get(client, PATHS["nl"])
    )[0]
    assert row.count("Rapport") == 1
    assert row.count("<li>") == 2
    assert row.count("#p-") == 3


def test_names_are_written_safely(client, bodies):
    for path in (PATHS["nl"], PATHS["nl"] + "netwerk.svg", "/nl/organisaties/dienst/"):
        html = get(client, path)
        assert "<van>" not in html
        assert "&amp;amp;" not in html
        assert "D&amp;D" in html


def test_what_is_not_public_is_not_in_the_network(client, bodies):
    withdraw(bodies["gemeente"], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    draft = factories.organisation(name="Klad", slug="klad")
    factories.relation(bodies["dienst"], draft)
    publish(bodies["dienst"])
    html = get(client, PATHS["nl"])
    assert "Klad" not in html
    assert "organisaties/gemeente" not in html


@pytest.mark.parametrize("number", [2, 40])
def test_the_network_is_read_in_two_queries_after_each_publication(
    client, bodies, number, django_assert_num_queries, django_assert_max_num_queries
):
    factories.published(factories.info_page())
    others = [factories.organisation() for _number in range(number)]
    for other in factories.published_together(others):
        factories.relation(bodies["alleen"], other)
    factories.published(bodies["alleen"])
    get(client, "/nl/vragen/")  # what all pages share is read once after each publication
    with django_assert_num_queries(3):  # one asks whether it has to be
        get(client, PATHS["nl"])
    for path in (PATHS["nl"], PATHS["nl"] + "netwerk.csv", PATHS["nl"] + "?focus=organisaties/alleen"):
        with django_assert_max_num_queries(2):  # a file asks what day it is
            get(client, path)


def test_the_network_follows_a_publication(client, bodies):
    assert "Nieuwe naam" not in get(client, PATHS["nl"])
    bodies["raad"].title_nl = "Nieuwe naam"
    bodies["raad"].save()
    publish(bodies["raad"])
    assert "Nieuwe naam" in get(client, PATHS["nl"])


ODD = ["level=x", "level=", "role=%00", "focus=%00", "focus=../..", "theme=<b>", "year=20014", "kind=" + "a" * 5000]


@pytest.mark.parametrize("query", [*ODD, "level=local&level=local", "level[]=local", "x=y", "focus=é&theme=%ff"])
def test_odd_parameters_are_answered(client, bodies, query):
    html = get(client, f"{PATHS['nl']}?{query}")
    assert "<b>" not in html
    for name in ("svg", "csv", "graphml"):
        get(client, f"{PATHS['nl']}netwerk.{name}?{query}")


def test_an_unknown_value_is_left_out_and_said(client, bodies):
    html = get(client, PATHS["nl"] + "?level=mars&role=informs")
    assert "telt niet mee: mars" in html
    assert in_page(html)[0] == in_database(lambda relation: relation.role == "informs")


def test_a_file_format_that_is_none_is_not_found(client):
    assert client.get("/nl/netwerk/netwerk.pdf").status_code == 404


def test_files_say_where_they_come_from_and_of_when_they_are(client, bodies):
    today = timezone.localdate()
    for name in ("svg", "csv", "graphml"):
        response = client.get(f"{PATHS['nl']}netwerk.{name}?level=local")
        text = response.content.decode()
        assert "http://testserver/nl/netwerk/?level=local" in text
        assert str(today.year) in text
        assert response["Content-Disposition"] == f'attachment; filename="netwerk-{today}.{name}"'
    ElementTree.fromstring(client.get(f"{PATHS['nl']}netwerk.svg").content)
