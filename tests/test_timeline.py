"""The timeline: every claim once in its year, by its own period or else by its source, and never by both."""

import re

import pytest
from django.utils.html import strip_tags

from content.publishing import withdraw
from cooperation.timeline import drawing, reading, telling
from tests import factories
from tests.factories import publish
from tests.networks import get

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
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
        events = " ".join(re.findall(r'class="what">(.*?)<p class="when">', events))
        found[name] = tuple(
            {
                url.removeprefix("/nl/").replace("/", " ").split(" ", 1)[1]
                for url in re.findall(r'<a href="([^"]+)"', part)
            }
            for part in (events, "".join(re.findall(r"<li><a [^>]*>", told)))
        )
    return found


def told_events(html):
    """The events as they are told: by name, when, and where the site tells of it."""
    found = {}
    for entry in re.findall(r'<li class="entry" id="e-.*?</p>(?:<ul class="says".*?</ul>)?</li>', html):
        name = strip_tags(re.search(r"<h3 .*?</h3>", entry)[0])
        assert name not in found, name
        places = re.findall(r'<a href="([^"]+)"', entry.partition('<p class="when">')[0])
        found[name] = re.search(r'class="period">([^<]*)<', entry)[1], [url.partition("/")[2] for url in places]
    return found


def drawn(html):
    """The rows of the picture: by name with its date, the shapes in it."""
    rows = re.findall(r'<a class="axis__mark[^>]*><title>([^<]*)</title>(.*?)</a>', html)
    return {name: re.findall(r'class="axis__(bar|broken|moment)"', row) for name, row in rows}


def test_each_claim_stands_in_its_year_and_the_two_clocks_are_not_mixed(client, pages):
    assert {year: claims for year, claims in by_year(get(client, PATH)).items() if any(claims)} == {
        "y-2014": (set(), {"dienst #s-oud", "dienst #s-beide"}),
        "y-2016": ({"dienst #s-stand"}, set()),
        "y-2018": ({"forum #s-kort"}, set()),
        "y-2020": ({"forum "}, set()),
        "y-2022": ({"plan #s-loopt", "plan #s-ook"}, set()),
        "y-2025": (set(), {"dienst #s-beide", "dienst #r-voert-uit"}),
        "undated": (set(), {"dienst #s-los"}),
    }


def test_a_claim_stands_under_each_of_its_sources_also_under_one_without_a_date(client, pages):
    passages = [factories.passage(of=factories.source(date=date)) for date in ("2014", "")]
    factories.statement(pages["service"], anchor="half", passages=passages)
    publish(pages["service"])
    found = by_year(get(client, PATH))
    assert "dienst #s-half" in found["y-2014"][1] & found["undated"][1]


def test_an_event_has_its_period_and_its_source(client, pages):
    html = get(client, PATH)
    event = html[html.index('id="e-2022-1"') :].partition("</li></ol>")[0]
    assert '<span class="period">2022–2026</span>' in event
    assert "(december 2025)" in event
    assert "&lt;A&gt;" in html
    assert "<A>" not in html


def test_an_event_is_told_once_and_named_again_in_the_year_in_which_it_ends(client, pages):
    html = get(client, PATH)
    assert len(re.findall(r'<h3 class="event__head">.*?Plan &lt;A&gt;</a></h3>', html)) == 1
    last = html[html.index('id="y-2026"') :]
    assert re.search(r'Eind:</span> <a href="#e-2022-1">Plan &lt;A&gt;</a>', last)
    assert html.count("Eind:") == 1  # what ends in the year in which it began says so itself


@pytest.fixture
def study():
    """A study that stands on three pages, on one of them twice, with a passage more on another."""
    cited = factories.passage(of=factories.source(date="2014"))
    institute = factories.organisation(slug="instituut", sentence_name_nl="het Instituut", cited=False)
    ministry = factories.organisation(slug="ministerie", cited=False)
    infobox = factories.partnership(slug="infobox", sentence_name_nl="de Infobox", cited=False)
    factories.statement(institute, anchor="studie", as_of="2014", passages=[cited])
    factories.statement(ministry, anchor="ons-instituut", as_of="2014", passages=[cited])
    factories.statement(infobox, anchor="onderzocht", as_of="2014", passages=[cited, factories.passage()])
    factories.relation(institute, infobox, role="researches", anchor="onderzoek", as_of="2014", passages=[cited])
    for page in (infobox, ministry, institute):
        factories.published(page)
    return cited


def test_a_study_on_several_pages_is_one_event_with_all_of_them(client, study):
    html = get(client, PATH)
    [(name, (when, places))] = told_events(html).items()
    assert name.startswith("Het Instituut ")
    assert name.endswith(" de Infobox.")
    assert when == "stand 2014"
    assert places == [
        "nl/organisaties/instituut/#r-onderzoek",
        "nl/organisaties/instituut/#s-studie",
        "nl/organisaties/ministerie/#s-ons-instituut",
        "nl/samenwerkingsverbanden/infobox/#s-onderzocht",
    ]
    assert len(drawn(html)) == 2  # and its source
    assert len(told_events(get(client, "/en/timeline/"))) == 1


def test_a_relation_leads_to_both_pages_that_show_it(client):
    raad, plan = factories.organisation(slug="raad"), factories.published(factories.programme(slug="plan"))
    made = factories.relation(raad, plan, role="drew_up", anchor="plan", as_of="2014")
    factories.published(raad)
    [(_when, places)] = told_events(get(client, PATH)).values()
    assert places == ["nl/organisaties/raad/#r-plan", f"nl/programmas/plan/#r-{str(made.pk)[:8]}"]
    assert f'id="r-{str(made.pk)[:8]}"' in get(client, "/nl/programmas/plan/")


def test_what_shares_no_passage_or_no_period_is_another_event(client, study):
    more = factories.organisation(name="Bureau", slug="bureau", cited=False)
    bridge = factories.passage()
    factories.statement(more, text="Ander jaar.", as_of="2015", passages=[study])
    factories.statement(more, text="Brug.", as_of="2014", passages=[study, bridge])
    factories.statement(more, text="Overkant.", as_of="2014", passages=[bridge])
    factories.published(more)
    told = told_events(get(client, PATH))
    assert len(told) == 3
    assert [when for when, _places in told.values()] == ["stand 2014", "stand 2014", "stand 2015"]
    assert "Bureau: Overkant." in told  # joined to the study by no chain of passages
    assert "Bureau: Ander jaar." in told


def test_the_period_of_a_page_takes_in_what_others_say_of_it_by_the_same_passage(client, pages):
    passages = [factories.passage(of=factories.source())]
    law = factories.programme(name="Wet", slug="wet", start="2004", end="2009-06", cited=False)
    factories.statement(law, anchor="begin", since="2004", passages=passages)
    factories.published(law)
    factories.relation(
        pages["service"], law, role="drew_up", anchor="wet", since="2004", until="2009-06", passages=passages
    )
    publish(pages["service"])
    when, places = told_events(get(client, PATH))["Wet"]
    assert when == "2004–juni 2009"
    assert places == ["nl/programmas/wet/#s-begin", "nl/organisaties/dienst/#r-wet"]


def test_a_period_is_a_bar_a_moment_an_open_mark_and_a_source_a_hairline(client):
    page = factories.organisation(name="Dienst", cited=False)
    for text, period in {
        "Van tot": {"since": "2010", "until": "2012"},
        "Vanaf": {"since": "2010"},
        "Tot": {"until": "2012"},
        "Toen": {"as_of": "2014"},
        "Vanaf en nog": {"since": "2010", "as_of": "2014"},
    }.items():
        factories.statement(page, text=text, passages=[factories.passage(of=factories.source(date=""))], **period)
    factories.statement(page, passages=[factories.passage(of=factories.source(date=date)) for date in ("2011", "2012")])
    factories.published(page)
    html = get(client, PATH)
    assert drawn(html) == {
        "De Dienst: Van tot, 2010–2012": ["bar"],
        "De Dienst: Vanaf, sinds 2010": ["bar", "broken"],
        "De Dienst: Tot, tot en met 2012": ["bar", "broken"],
        "De Dienst: Toen, stand 2014": ["moment"],
        "De Dienst: Vanaf en nog, sinds 2010, stand 2014": ["bar", "broken", "moment"],
        "AIVD, Verslag, 2011": [],
        "AIVD, Verslag, 2012": [],
    }
    picture, _svg, legend = html[html.index("axis__figure") :].partition("</svg>")
    assert len(set(re.findall(r'<path class="axis__source" d="(M\S+)', picture))) == 2
    assert re.findall(r'class="axis__(bar|broken|moment|source)"', legend) == [
        "bar",
        "bar",
        "broken",
        "moment",
        "source",
    ]


def test_a_name_that_fits_beside_no_mark_stands_above_it(client):
    name = " ".join(["Een heel lange naam"] * 4)
    factories.published(factories.programme(name=name, start="2010", end="2014"))
    factories.published(factories.programme(name="Kort", start="2014", end="2014"))
    [(place, told)] = re.findall(r'<text class="net__name([^>]*)"><tspan>(Een heel [^<]*)<', get(client, PATH))
    assert told == name
    assert "net__name--left" not in place  # to the left of its bar, it would leave the picture
    assert float(re.search(r'x="([^"]+)', place)[1]) < 100


def test_both_languages_have_the_same_events_in_the_same_order(client, pages):
    for dutch, english in (("Aap", "Zebra"), ("Beer", "Ape")):
        page = factories.organisation(name=dutch, title_en=english, slug=dutch.lower(), cited=False)
        factories.statement(page, as_of="2016", anchor=dutch.lower())
        factories.published(page)
    found = [get(client, path) for path in (PATH, "/en/timeline/")]
    events = [re.findall(r'id="(e-[^"]+)"><div class="what"><h3 [^>]*><a href="[^"]*#([^"]+)"', html) for html in found]
    assert events[0] == events[1]
    assert len(events[0]) > 4
    shapes = [list(drawn(html).values()) for html in found]
    assert shapes[0] == shapes[1]


def test_of_many_events_those_are_drawn_that_most_is_told_of(client, pages, study, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_EVENTS", 2)
    monkeypatch.setattr(drawing, "MOST_SOURCES", 1)
    html = get(client, PATH)
    assert "2 van 5 gebeurtenissen" in html
    assert [name.rpartition(", ")[2] for name in drawn(html)] == ["stand 2014", "2022–2026", "december 2025"]


def test_the_picture_leads_to_what_stands_below(client, pages):
    html = get(client, PATH)
    leads = re.findall(r'<a class="axis__mark[^"]*event" href="#([^"]+)"', html)
    assert len(leads) == len(set(leads)) == 4
    assert all(f'id="{anchor}"' in html for anchor in leads)
    sources = re.findall(r'<a class="axis__mark[^"]*source" href="([^"]+)"', html)
    assert len(sources) == 2
    assert all("/nl/bronnen/" in path and get(client, path) for path in sources)


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
