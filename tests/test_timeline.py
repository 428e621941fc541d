"""The timeline: every claim once in its year, by its own period or else by its source, and never by both."""

import re

import pytest

from content.publishing import withdraw
from cooperation.timeline import reading, telling
from tests import factories
from tests.factories import publish
from tests.networks import get

pytestmark = pytest.mark.django_db
PATH = "/nl/tijdlijn/"


@pytest.fixture
def pages():
    """Claims of their own period and of none, from sources of two years and of none."""
    dated = {date: [factories.passage(of=factories.source(date=date))] for date in ("2014", "2025-12", "")}
    service = factories.organisation(name="Dienst", slug="dienst", cited=False)
    factories.statement(service, text="Volgens 2014.", anchor="oud", passages=dated["2014"])
    factories.statement(service, text="Volgens beide.", anchor="beide", passages=dated["2014"] + dated["2025-12"])
    factories.statement(service, text="Zonder datum.", anchor="los", passages=dated[""])
    factories.statement(service, text="Zo was het.", anchor="stand", as_of="2016", passages=dated["2014"])
    plan = factories.programme(name="Plan <A>", slug="plan", cited=False, start="2022", end="2026")
    factories.statement(plan, text="Loopt.", anchor="loopt", since="2022", until="2026", passages=dated["2025-12"])
    factories.statement(plan, anchor="ook", since="2022", until="2026", passages=dated[""])
    factories.relation(service, plan, role="carries_out", anchor="voert-uit", passages=dated["2025-12"])
    forum = factories.partnership(name="Forum", slug="forum", start="2020-03", cited=False)
    factories.statement(forum, text="Kort.", anchor="kort", since="2018-01", until="2018-06", passages=dated[""])
    for page in (plan, forum, service):
        factories.published(page)
    return {"service": service, "plan": plan, "forum": forum, "passages": dated["2025-12"]}


def by_year(html):
    """Where the timeline puts each claim: {year: ({claims that are events}, {claims that a source tells})}."""
    found = {}
    for section in re.split(r'<h2 class="(?:year__name|part__title)" id="', html)[1:]:
        name = section.partition('"')[0]
        events, _rest, told = section.partition('<div class="said">')
        found[name] = tuple(
            {url.removeprefix("/nl/").replace("/", " ").split(" ", 1)[1] for url in re.findall(pattern, part)}
            for part, pattern in (
                (events, r'class="event__head">.*?href="([^"]+)"'),
                (told, r'<li><a href="([^"]+#[^"]+)"'),
            )
        )
    return found


def test_each_claim_stands_in_its_year_and_the_two_clocks_are_not_mixed(client, pages):
    assert {year: claims for year, claims in by_year(get(client, PATH)).items() if any(claims)} == {
        "y-2014": (set(), {"dienst #s-oud"}),
        "y-2016": ({"dienst #s-stand"}, set()),
        "y-2018": ({"forum #s-kort"}, set()),
        "y-2020": ({"forum "}, set()),
        "y-2022": ({"plan #s-loopt", "plan #s-ook"}, set()),
        "y-2025": (set(), {"dienst #s-beide", "dienst #r-voert-uit"}),
        "y-2026": ({"plan #s-loopt", "plan #s-ook"}, set()),
        "undated": (set(), {"dienst #s-los"}),
    }


def test_an_event_has_its_period_and_its_source(client, pages):
    html = get(client, PATH)
    event = html[html.index('id="e-2022-1"') :].partition("</li></ul>")[0]
    assert "Begin</span>" in event
    assert '<span class="period">2022–2026</span>' in event
    assert "(december 2025)" in event
    assert "Begin en eind" in html
    assert "&lt;A&gt;" in html
    assert "<A>" not in html


def test_the_picture_leads_to_what_stands_below(client, pages):
    html = get(client, PATH)
    drawn = re.findall(r'<a class="axis__mark[^"]*" href="#([^"]+)"', html)
    assert len(drawn) == len(set(drawn)) == 6
    assert all(f'id="{anchor}"' in html for anchor in drawn)


def test_every_claim_leads_to_its_place_on_a_page(client, pages):
    for url in set(re.findall(r'href="(/nl/[^"]+#[sr]-[^"]+)"', get(client, PATH))):
        path, anchor = url.split("#")
        assert f'id="{anchor}"' in get(client, path)


def test_one_kind_of_page_can_be_chosen_in_either_language(client, pages):
    html = get(client, f"{PATH}?kind=programme")
    assert set(by_year(html)) == {"y-2022", "y-2026", "notes", "explore"}
    assert 'href="/en/timeline/?kind=programme" lang="en"' in html
    for odd in ("kind=x", "kind=%00", "kind=source"):
        assert by_year(get(client, f"{PATH}?{odd}")) == by_year(get(client, PATH))


def test_what_is_not_public_is_not_on_the_timeline(client, pages):
    withdraw(pages["plan"], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    found = by_year(get(client, PATH))
    assert "y-2022" not in found
    assert found["y-2025"][1] == {"dienst #s-beide"}


def test_a_large_timeline_says_that_it_is_a_part(client, pages, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PAGES", 2)
    monkeypatch.setattr(telling, "FEW", 1)
    for _number in range(3):
        factories.statement(pages["plan"], passages=pages["passages"])
    publish(pages["plan"])
    monkeypatch.setattr("cooperation.views.timeline.MOST_PAGES", 2)
    html = get(client, PATH)
    assert "passen maar 2 pagina’s" in html
    assert "y-2022" in by_year(html)  # programmes come first
    assert "y-2014" not in by_year(html)
    assert ">nog 2</a>" in html


def test_the_timeline_costs_as_many_queries_whatever_its_size(client, pages, django_assert_max_num_queries):
    for _number in range(20):
        factories.published(factories.organisation())
    get(client, "/nl/")  # what all pages share is read once after each publication
    with django_assert_max_num_queries(4):
        get(client, PATH)
    with django_assert_max_num_queries(1):  # it stays the same until the next publication
        get(client, PATH)


def test_an_empty_site_has_an_empty_timeline(client):
    assert "nog niets" in get(client, PATH)
