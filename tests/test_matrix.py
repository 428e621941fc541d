"""Who sits where: the same relations in the table, the file and the database, each leading to where it is told."""

import csv
import io
import re
from collections import Counter

import pytest

from content.publishing import withdraw
from cooperation.matrix import reading
from cooperation.models import Relation
from tests import factories
from tests.factories import publish
from tests.networks import get, last, small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
PATH = "/nl/wie-zit-waar/"


@pytest.fixture(scope="module")
def written():
    """The small network, with more relations between organisations and partnerships."""
    made = small_network()
    made["coalitie"] = factories.partnership(name="Coalitie", slug="coalitie", level="international")
    factories.relation(made["coalitie"], made["raad"], role="informs", anchor="raad")
    factories.relation(
        made["gemeente"], made["coalitie"], role="co_chair", anchor="voor", passages=[factories.passage()]
    )
    factories.relation(made["gemeente"], made["coalitie"], role="funds", anchor="geld")
    for role in ("informs", "invests"):
        factories.relation(made["gemeente"], made["overleg"], role=role)
    for name in ("coalitie", "gemeente"):
        factories.published(made[name])
    return made


def in_table(html):
    """The relations in the table, as (organisation, partnership, address of the claim)."""
    columns = [last(url) for url in re.findall(r'<th scope="col">.*?href="([^"]+)"', html)]
    found = []
    for name, cells in re.findall(r'<th scope="row"><a href="([^"]+)".*?</th>(.*?)</tr>', html):
        for column, cell in zip(columns, cells.split("</td>"), strict=False):
            found += [(last(name), column, url) for url in re.findall(r'class="cell" href="([^"]+)"', cell)]
    return Counter(found)


def in_database(level=""):
    found = []
    for relation in Relation.objects.all():
        ends = sorted([relation.page.specific, relation.other.specific], key=lambda page: page.page_type)
        if [end.page_type for end in ends] == ["organisation", "partnership"] and level in ("", ends[1].level):
            address = f"{relation.page.specific.path('nl')}#r-{relation.anchor}"
            found.append((ends[0].slug_nl, ends[1].slug_nl, address))
    return Counter(found)


@pytest.mark.parametrize("level", ["", "national", "international", "local"])
def test_table_file_and_database_have_the_same_relations(client, bodies, level):
    expected = in_database(level)
    assert in_table(get(client, f"{PATH}?level={level}")) == expected
    rows = csv.DictReader(io.StringIO(get(client, f"{PATH}wie-zit-waar.csv?level={level}")))
    pairs = Counter(frozenset((last(row["subject_url_nl"]), last(row["object_url_nl"]))) for row in rows)
    assert pairs == Counter(frozenset(entry[:2]) for entry in expected.elements())
    assert expected or level == "local"


def test_every_address_in_the_table_is_a_claim_on_a_page(client, bodies):
    for _organisation, _partnership, url in in_table(get(client, PATH)):
        path, anchor = url.split("#")
        assert f'id="{anchor}"' in get(client, path)


def test_who_belongs_has_a_letter_and_all_others_an_arrow(client, bodies):
    html = get(client, PATH)
    legend = re.search(r'class="key__signs".*?</ul>', html, re.DOTALL)[0]
    signs = re.findall(r'sign--(\w+)" aria-hidden="true">(.)</span>', legend)
    assert len(signs) == len(set(signs))  # each stands there once
    assert {mark for look, mark in signs if look != "inside"} <= set("→←↔")
    assert {mark for look, mark in signs if look == "inside"} == {"L", "C"}
    assert "Krijgt informatie van" in legend  # as the organisation has it, though the partnership tells it
    assert 'class="cell__told">De Gemeente is covoorzitter van de Coalitie.</span>' in html


def test_empty_rows_and_columns_are_left_out(client, bodies):
    factories.published(factories.partnership(name="Leeg"))
    html = get(client, PATH)
    assert "Leeg" not in html
    assert "Alleen" not in html


def test_what_is_not_public_is_not_in_the_matrix(client, bodies):
    factories.relation(bodies["coalitie"], factories.organisation(name="Klad"), role="advises")
    publish(bodies["coalitie"])
    withdraw(bodies["raad"], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    html = get(client, PATH)
    assert "Klad" not in html
    assert "Raad" not in html


def test_a_large_matrix_says_what_it_leaves_out(client, bodies, monkeypatch):
    monkeypatch.setattr(reading, "COLUMNS", 1)
    html = get(client, PATH)
    assert {column for _row, column, _url in in_table(html)} == {"coalitie"}
    assert "alleen de eerste" in html
    monkeypatch.setattr(reading, "COLUMNS", 9)
    monkeypatch.setattr(reading, "ROWS", 1)
    factories.published(factories.organisation())  # the table is kept until the next publication
    assert "2 organisaties met minder relaties staan er niet bij" in get(client, PATH)


def test_the_matrix_costs_as_many_queries_whatever_its_size(client, bodies, django_assert_max_num_queries):
    for _number in range(20):
        factories.relation(factories.published(factories.organisation()), bodies["overleg"], role="member")
    with django_assert_max_num_queries(5):
        get(client, PATH)
    with django_assert_max_num_queries(1):  # it stays the same until the next publication
        get(client, PATH)
    with django_assert_max_num_queries(5):
        get(client, f"{PATH}wie-zit-waar.csv")


@pytest.mark.parametrize("query", ["level=mars", "level=%00", "level=<b>", "level=local&level=x"])
def test_odd_levels_count_as_none(client, bodies, query):
    assert in_table(get(client, f"{PATH}?{query}")) == in_database()
