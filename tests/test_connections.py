"""How two bodies are connected: the shortest chains, from everything at once or level by level, and odd questions."""

import random
import re
from itertools import pairwise

import pytest

from content.publishing import withdraw
from cooperation.connections.chains import SHOWN, shortest
from cooperation.network import selection
from tests import factories
from tests.factories import publish
from tests.networks import get

pytestmark = pytest.mark.django_db
PATH = "/nl/verbindingen/"


def asked(client, one, other, more=""):
    return get(client, f"{PATH}?from={one}&to={other}{more}")


def told(html):
    """The sentences of each chain, without their links."""
    chains = html.split('<section class="chain"')[1:]
    return [[re.sub("<[^>]+>", "", text) for text in re.findall(r'class="what">(.+?)</p>', each)] for each in chains]


# The search


def all_shortest(edges, start, goal):
    """Every shortest chain, found the long way: level by level, keeping all chains."""
    chains, seen = [[start]], {start}
    while chains and goal not in seen:
        chains = [[*chain, b] for chain in chains for a, b in edges if a == chain[-1] and b not in seen]
        seen |= {chain[-1] for chain in chains}
    return sorted(chain for chain in chains if chain[-1] == goal)


def test_the_search_finds_all_shortest_chains_and_shows_the_first():
    chance = random.Random(1)
    for _graph in range(300):
        pairs = [chance.sample(range(12), 2) for _edge in range(chance.randint(6, 40))]
        edges = {(a, b) for pair in pairs for a, b in (pair, pair[::-1])}
        found = shortest(0, 1, lambda pages, edges=edges: [edge for edge in edges if edge[0] in pages])
        expected = all_shortest(edges, 0, 1)
        assert (found.shown, found.total, found.is_complete) == (expected[:SHOWN], len(expected), True)


def test_the_search_stops_where_it_would_grow_too_large():
    found = shortest(0, 1, lambda pages: ((page, (page + 1) * 10_000 + add) for page in pages for add in range(2000)))
    assert (found.shown, found.is_complete) == ([], False)


# The answer


@pytest.mark.parametrize("large", [False, True])
def test_a_chain_is_told_step_by_step_from_where_it_starts(client, bodies, large, monkeypatch):
    if large:
        monkeypatch.setattr(selection, "LARGE", 1)
    html = asked(client, "overleg", "raad")
    assert told(html) == [
        ["De Overleg heeft de Dienst als lid.", "De Dienst staat onder toezicht van de Raad &lt;van&gt; State."]
    ]
    assert "2 stappen" in html
    assert html.count("stand 2014") == 2
    assert "Verslag</a>" in html


def test_all_relations_of_a_step_are_told(client, bodies):
    assert len(told(asked(client, "dienst", "gemeente"))[0]) == 3


def test_chains_that_are_equally_short_are_all_counted(client, bodies):
    for number in range(SHOWN + 2):
        between = factories.published(factories.partnership(name=f"Platform {number}"))
        for page in (bodies["alleen"], bodies["raad"]):
            factories.relation(page, between, role="member")
    for page in (bodies["alleen"], bodies["raad"]):
        publish(page)
    html = asked(client, "alleen", "raad")
    assert len(told(html)) == SHOWN
    assert f"Er zijn {SHOWN + 2} wegen" in html
    places = [html.index(f"Via de Platform {number}") for number in range(SHOWN)]
    assert all(one < other for one, other in pairwise(places))


@pytest.mark.parametrize("large", [300, 1])
def test_programmes_join_only_who_asks_for_them(client, bodies, large, monkeypatch):
    monkeypatch.setattr(selection, "LARGE", large)
    factories.relation(bodies["alleen"], bodies["plan"], role="drew_up")
    publish(bodies["alleen"])
    html = asked(client, "alleen", "raad")
    assert "noemen geen relaties" in html
    assert f"{PATH}?from=alleen&amp;to=raad&amp;kind=all" in html
    assert len(told(asked(client, "alleen", "raad", "&kind=all"))[0]) == 2


def test_what_is_not_public_connects_nobody(client, bodies, monkeypatch):
    withdraw(bodies["dienst"], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    for large in (300, 1):
        monkeypatch.setattr(selection, "LARGE", large)
        assert "noemen geen relaties" in asked(client, "overleg", "raad")


@pytest.mark.parametrize(("one", "other"), [("dienst", "overleg"), ("raad", "alleen"), ("", "")])
def test_a_shared_address_costs_few_queries(client, bodies, one, other, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        asked(client, one, other)
    with django_assert_max_num_queries(3):  # most of what they are read from stays the same until the next publication
        asked(client, other, one)


# The question


def test_a_name_leads_to_the_address_of_the_question(client, bodies, monkeypatch):
    names = ["Raad%20<van>%20state", "de%20Raad%20<VAN>%20State", "organisaties/raad", "State%20(en)", "raad"]
    bodies["raad"].title_en = "State (en)"
    bodies["raad"].save()
    publish(bodies["raad"])
    for large in (300, 1):
        monkeypatch.setattr(selection, "LARGE", large)
        for name in names if large > 1 else [names[0], *names[2:]]:
            response = client.get(f"{PATH}?from={name}&to=D%26D")
            assert (response.status_code, response.url) == (302, f"{PATH}?from=raad&to=dienst"), name


def test_the_other_language_asks_the_same(client, bodies):
    html = asked(client, "overleg", "raad", "&kind=all")
    other = re.search(r'<a href="(/en/connections/[^"]+)" lang="en"', html)[1].replace("&amp;", "&")
    assert len(told(get(client, other))[0]) == 2


def test_two_of_one_name_are_asked_about(client, bodies):
    factories.published(factories.partnership(name="Dienst", slug="dienst"))
    html = asked(client, "dienst", "raad")
    assert "Welke bedoelt u?" in html
    for choice in ("organisaties/dienst", "samenwerkingsverbanden/dienst"):
        assert f'href="{PATH}?from={choice}&amp;to=raad"' in html
        assert told(asked(client, choice, "raad")) or choice.startswith("samen")


def test_what_is_unknown_is_said_at_its_field_and_nothing_typed_is_lost(client, bodies):
    html = asked(client, "xyzzyplugh", "gemente", "&kind=all")
    assert 'value="xyzzyplugh"' in html
    assert 'aria-invalid="true" aria-describedby="from-problem"' in html
    assert "Er is hier niets met die naam" in html
    assert 'value="gemente"' in html
    assert f'href="{PATH}?from=xyzzyplugh&amp;to=gemeente&amp;kind=all">Gemeente' in html


def test_twice_the_same_and_nothing_are_answered(client, bodies):
    assert "twee keer dezelfde" in asked(client, "dienst", "dienst")
    assert "Vul de naam in" in asked(client, "dienst", "")
    assert "Vul de naam in" not in get(client, f"{PATH}?from=dienst")
    assert "aria-invalid" not in get(client, PATH)


ODD = [
    "from=%00&to=%00",
    "from=<b>&to=%ff",
    "from=../..&to=organisaties/",
    "from=a&from=b",
    "kind=<b>",
    "from[]=dienst",
]


@pytest.mark.parametrize("query", [*ODD, "from=" + "é" * 5000, "from=(&to=)", "to=plan", "from=%20&to=%20"])
def test_odd_questions_are_answered(client, bodies, query, monkeypatch):
    for large in (300, 1):
        monkeypatch.setattr(selection, "LARGE", large)
        assert "<b>" not in get(client, f"{PATH}?{query}")


def test_a_page_of_a_body_leads_to_its_connections(client, bodies):
    assert f'href="{PATH}?from=dienst"' in get(client, "/nl/organisaties/dienst/")
    assert f'href="{PATH}?from=' not in get(client, "/nl/programmas/plan/")
