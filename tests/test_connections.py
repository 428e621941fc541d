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

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
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
        ["De Dienst is lid van de Overleg.", "De Dienst staat onder toezicht van de Raad &lt;van&gt; State."]
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
    assert "vonden wij in de documenten geen relaties" in html
    assert f"{PATH}?from=alleen&amp;to=raad&amp;kind=all" in html
    assert len(told(asked(client, "alleen", "raad", "&kind=all"))[0]) == 2


def test_what_is_not_public_connects_nobody(client, bodies, monkeypatch):
    withdraw(bodies["dienst"], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    for large in (300, 1):
        monkeypatch.setattr(selection, "LARGE", large)
        assert "vonden wij in de documenten geen relaties" in asked(client, "overleg", "raad")


@pytest.mark.database
@pytest.mark.parametrize(("one", "other"), [("dienst", "overleg"), ("raad", "alleen"), ("", "")])
def test_a_shared_address_costs_few_queries(client, bodies, one, other, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        asked(client, one, other)
    with django_assert_max_num_queries(3):  # most of what they are read from stays the same until the next publication
        asked(client, other, one)


# What a chain does not say


def test_a_chain_says_that_it_is_no_cooperation_between_its_ends(client, bodies):
    html = asked(client, "overleg", "raad")
    assert "geen samenwerking tussen de Overleg en de Raad &lt;van&gt; State: elke relatie" in html
    english = get(client, "/en/connections/?from=overleg-en&to=raad-en")
    assert "no cooperation between the Forum and the Service: each relation" in english
    direct = asked(client, "dienst", "overleg")
    assert "rechtstreeks" in direct
    assert "geen samenwerking" not in direct


def joined_over(ends, **names):
    """Bodies that are each a member of the same as both ends."""
    for name, fields in names.items():
        middle = factories.organisation(name=name, sentence_name_nl=name, **fields)
        for end in ends:
            factories.relation(end, middle, role="works_with")
        factories.published(middle)
    for end in ends:
        publish(end)


@pytest.mark.parametrize("large", [300, 1])
def test_ways_over_a_country_or_a_group_come_last_and_say_little(client, bodies, large, monkeypatch):
    monkeypatch.setattr(selection, "LARGE", large)
    ends = bodies["alleen"], bodies["raad"]
    joined_over(ends, Aland={"kind": "state"}, Burgers={"is_plural": True}, Zorg={})
    html = asked(client, "alleen", "raad")
    shown, _, folded = html.partition('<details class="loose">')
    assert "Deze 2 wegen lopen via Aland (een land) of Burgers (een groep)." in shown
    assert re.findall("[123][.] Via ([A-Z][a-z]+)", shown) == ["Zorg"]
    assert re.findall("[123][.] Via ([A-Z][a-z]+)", folded) == ["Aland", "Burgers"]


def test_of_many_ways_those_over_nobody_in_particular_are_left_out_first(client, bodies):
    groups = {f"Groep {number}": {"is_plural": True} for number in range(SHOWN)}
    joined_over((bodies["alleen"], bodies["raad"]), **groups, Zorg={})
    html = asked(client, "alleen", "raad")
    assert len(told(html)) == SHOWN
    assert "1. Via Zorg" in html
    assert f"Deze {SHOWN - 1} wegen lopen via Groep 0 (een groep)" in html


def test_a_way_that_only_leads_over_a_country_is_folded_away(client, bodies):
    joined_over((bodies["alleen"], bodies["raad"]), Aland={"kind": "state", "title_en": "Aland"})
    html = asked(client, "alleen", "raad")
    assert "Deze weg loopt via Aland (een land). Dat zegt weinig" in html
    assert html.index('class="loose"') < html.index('<section class="chain"')
    assert "This way leads through the Aland (a country)." in get(client, "/en/connections/?from=alleen-en&to=raad-en")


def test_a_direct_relation_with_a_country_is_told_as_any_other(client, bodies):
    land = factories.organisation(name="Land", slug="land", kind="state")
    factories.relation(land, bodies["dienst"], role="works_with")
    factories.published(land)
    html = asked(client, "land", "dienst")
    assert "loose" not in html
    assert len(told(html)) == 1


# Two without a connection


@pytest.mark.parametrize("large", [300, 1])
def test_two_without_a_connection_get_the_nearest_that_have_one(client, bodies, large, monkeypatch):
    monkeypatch.setattr(selection, "LARGE", large)
    names = {"sentence_name_nl": "de burgemeesters", "sentence_name_en": "mayors"}
    mayors = factories.organisation(name="Burgemeesters", slug="mayors", kind="police", level="local", **names)
    factories.relation(bodies["dienst"], mayors, role="informs")
    lonely = {"name": "Wijkagenten", "slug": "wijk", "sentence_name_nl": "wijkagenten", "level": "local"}
    factories.published(factories.organisation(kind="police", **lonely))
    factories.published(mayors)
    publish(bodies["dienst"])
    html = asked(client, "wijk", "dienst", "&kind=all")
    assert "Deze zijn wel verbonden met de Dienst." in html
    assert "bij dezelfde soort en op hetzelfde niveau als wijkagenten:" in html
    mayors = "mayors" if large > 1 else "organisaties/mayors"
    links = re.findall(r'<a href="([^"]+)">De burgemeesters en de Dienst</a> \((\w+)\)', html)
    assert links == [(f"{PATH}?from={mayors}&amp;to=dienst&amp;kind=all", "rechtstreeks")]
    assert "hoeft niet te gelden voor wijkagenten" in html
    other_way = asked(client, "dienst", "wijk")
    address = re.search(r'<a href="([^"]+)">De burgemeesters en de Dienst</a>', other_way)[1].replace("&amp;", "&")
    assert len(told(client.get(address, follow=True).content.decode())) == 1
    english = get(client, "/en/connections/?from=wijk-en&to=dienst-en")
    assert "Mayors and the Service</a> (joined directly)" in english


def test_the_nearest_are_those_in_the_fewest_steps(client, bodies):
    far, near, lonely = [
        factories.organisation(name=name, slug=name, kind="police", sentence_name_nl=name)
        for name in ("ver", "dichtbij", "alleen-zij")
    ]
    factories.relation(bodies["dienst"], near, role="informs")
    factories.relation(near, far, role="informs")
    for page in (far, near, lonely, bodies["dienst"]):
        factories.published(page) if page is not bodies["dienst"] else publish(page)
    assert "Dichtbij en de Overleg</a> (in 2 stappen)" in asked(client, "overleg", "alleen-zij")
    assert "Ver en" not in asked(client, "overleg", "alleen-zij")


def test_without_any_of_the_same_kind_a_theme_in_common_is_near(client, bodies):
    theme = factories.published(factories.theme(name="Wonen"))
    bureau = factories.organisation(name="Bureau", slug="bureau", kind="police")
    for page in (bureau, bodies["dienst"]):
        page.themes.add(theme)
    factories.published(bureau)
    publish(bodies["dienst"])
    html = asked(client, "bureau", "overleg")
    assert "op hetzelfde niveau als de Bureau, en bij hetzelfde thema" in html
    assert "De Dienst en de Overleg</a> (rechtstreeks)" in html


def test_nobody_is_near_whom_nothing_is_filed_with(client, bodies):
    factories.published(factories.organisation(slug="eiland", kind="state", level="european"))
    html = asked(client, "eiland", "overleg")
    assert "vonden wij in de documenten geen relaties" in html
    assert "wel verbonden" not in html


def test_the_form_asks_for_any_body(client, bodies):
    form = get(client, PATH)
    assert "Eerste partij" in form
    assert "organisatie" not in form[form.index("<article") : form.index("</form>")]


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


@pytest.mark.database
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
