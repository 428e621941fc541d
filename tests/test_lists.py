"""Lists, and the front page: what stands in them, how they are narrowed down and sorted, and that they stay flat."""

import re
from datetime import datetime, timedelta
from html import unescape
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from content import clock
from content.models import Listing
from content.publishing import approve, withdraw
from content.sorting import sort_key
from tests import factories
from tests.factories import publish, submit

pytestmark = pytest.mark.django_db
NL = "/nl/organisaties/"


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def titles(client, path):
    """The titles in a list, in order."""
    return re.findall(r'row__title"><a [^>]+>([^<]+)</a>', get(client, path))


def links(client, path):
    """Every link of a page within the site, by its text."""
    found = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', get(client, path))
    return {re.sub(r"<[^>]+>", "", text).strip(): unescape(href) for href, text in found}


@pytest.fixture
def few():
    """Three organisations that filters tell apart, and a theme."""
    online = factories.published(factories.theme(name="Online", slug="online"))
    team = factories.organisation(name="Team", kind="police", level="local")
    team.themes.add(online)
    for page in (team, factories.organisation(name="Korps", kind="police"), factories.organisation(name="Raad")):
        factories.published(page)


def test_each_list_has_its_pages_in_both_languages(client):
    makers = [
        factories.organisation, factories.partnership, factories.programme, factories.theme, factories.term
    ]  # fmt: skip
    pages = [factories.published(make()) for make in makers] + [publish(factories.source()).page.specific]
    for page in pages:
        for language in ("nl", "en"):
            with translation.override(language):
                html = get(client, reverse(f"{page.page_type}_list"))
            assert f'<a href="{page.path(language)}">' in html


def test_a_list_is_in_the_alphabetical_order_of_its_language(client):
    for dutch, english in [("Éénheid", "Unit"), ("dienst", "Service"), ("Bureau", "Office"), ("Zaak", "")]:
        factories.published(factories.organisation(name=dutch, title_en=english))
    assert titles(client, NL) == ["Bureau", "dienst", "Éénheid", "Zaak"]
    assert titles(client, "/en/organisations/") == ["Office", "Service", "Unit", "Zaak"]


def test_a_list_shows_what_is_public_now_and_once(client):
    service = factories.published(factories.organisation(name="Oud"))
    service.title_nl = "Nieuw"
    service.save()
    publish(service)
    approve(submit(factories.organisation(name="Morgen")), at=timezone.now() + timedelta(days=1))
    submit(factories.organisation(name="Ooit"))
    gone = factories.published(factories.organisation(name="Weg"))
    withdraw(gone, reason={"nl": "Weg.", "en": "Gone."})
    assert titles(client, NL) == ["Nieuw"]


# Filters


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=police", ["Korps", "Team"]),
        ("?level=national&kind=police", ["Korps"]),
        ("?theme=online", ["Team"]),
        ("?level=local&theme=online", ["Team"]),
        ("?level=national&theme=online", []),
        ("?level=local&other=x", ["Team"]),
    ],
)
def test_a_list_can_be_narrowed_down(client, few, query, found):
    assert titles(client, NL + query) == found


def test_sources_can_be_narrowed_down_by_publisher(client):
    publish(factories.source(title="Verslag"))
    other = factories.source(title="Brief")
    other.publisher_nl, other.publisher_en = "Raad van State", "Council of State"
    other.save()
    publish(other)
    assert links(client, "/en/sources/")["Council of State 1"] == "/en/sources/?publisher=raad-van-state"
    assert titles(client, "/nl/bronnen/?publisher=raad-van-state") == ["Brief"]


def test_each_value_is_a_link_with_its_count(client, few):
    found = links(client, f"{NL}?kind=police")
    assert found["lokaal 1"] == f"{NL}?level=local&kind=police"
    assert found["elke soort 3"] == found["weghalen (politie)"] == NL
    assert re.search(r'<a href="[^"]+" aria-current="true">politie', get(client, f"{NL}?kind=police"))


def test_the_address_of_a_choice_is_one_and_the_same(client, few):
    html = get(client, f"{NL}?sort=changed&theme=online&x=1&level=local")
    address = "?level=local&amp;theme={}&amp;sort=changed"
    assert f'<link rel="canonical" href="http://testserver{NL}{address.format("online")}">' in html
    english = f"/en/organisations/{address.format('online')}"
    assert f'<a href="{english}" lang="en"' in html
    assert 'content="noindex, follow"' in html
    assert "noindex" not in get(client, NL)


def test_the_language_switch_names_a_theme_as_that_language_does(client):
    theme = factories.theme(name="Online", slug="online")
    theme.slug_en = "the-web"
    theme.save()
    page = factories.organisation()
    page.themes.add(factories.published(theme))
    factories.published(page)
    assert links(client, f"{NL}?theme=online")["English"] == "/en/organisations/?theme=the-web"
    assert titles(client, "/en/organisations/?theme=the-web") == ["Service"]


@pytest.mark.parametrize("query", ["?level=lunar", "?kind=forum", "?theme=weg", "?sort=size", "?level=local%00"])
def test_an_unknown_value_is_left_out_and_named(client, few, query):
    assert titles(client, NL + query) == ["Korps", "Raad", "Team"]
    assert 'class="notice"' in get(client, NL + query)


def test_a_choice_that_nothing_fits_helps_on(client, few):
    found = links(client, f"{NL}?level=national&theme=online")
    assert found["Hetzelfde zonder ‘nationaal’"] == f"{NL}?theme=online"
    assert found["Zonder al deze keuzes"] == NL


# Order


def test_a_list_can_be_sorted_by_what_changed_last(client, few):
    service = factories.published(factories.organisation(name="Aap"))
    assert titles(client, f"{NL}?sort=changed") == ["Aap", "Raad", "Korps", "Team"]
    factories.published(factories.organisation(name="Zaak"))
    publish(service)
    assert titles(client, f"{NL}?sort=changed")[:2] == ["Aap", "Zaak"]


def test_sources_can_be_sorted_by_date_and_those_without_come_last(client):
    for date in ("2014", "", "2025-12", "2014-07"):
        publish(factories.source(title=date or "Ongedateerd", date=date))
    assert titles(client, "/nl/bronnen/?sort=date") == ["2025-12", "2014", "2014-07", "Ongedateerd"]
    assert titles(client, "/nl/bronnen/?sort=date&from=2014") == ["2014", "2014-07", "Ongedateerd"]


# Size


@pytest.fixture
def many(monkeypatch):
    """More organisations than a page holds, with three of the same name."""
    monkeypatch.setattr("cooperation.views.lists.PAGE_SIZE", 3)
    monkeypatch.setattr("cooperation.views.lists.MANY", 3)
    names = ["Gemeente", "Gemeente", "Gemeente", "Gemeente Assen", "Gemeente Breda", "4daagse", "Raad", "Zaak", "École"]
    factories.published_together([factories.organisation(name=name) for name in names])
    return names


@pytest.mark.parametrize("query", ["", "?sort=changed", "?level=national", "?level=national&sort=changed"])
def test_the_pages_of_a_list_have_each_page_once(client, many, query):
    path, pages = NL + query, []
    while path and len(pages) < 9:
        pages.append((path, titles(client, path)))
        path = links(client, path).get("Volgende pagina", "")
    assert [len(found) for _path, found in pages] == [3, 3, 3]
    assert sorted(title for _path, found in pages for title in found) == sorted(many)
    for (earlier, _), (later, _) in pairwise(pages):
        assert links(client, later)["Vorige pagina"] == earlier


def test_an_address_tells_where_a_page_of_a_list_begins(client, many):
    following = links(client, NL)["Volgende pagina"]
    assert re.fullmatch(f"{NL}\\?from=gemeente\\+\\+gemeente-\\d+", following)
    assert links(client, following)["Volgende pagina"] == f"{NL}?from=gemeente+breda"


def test_a_letter_leads_to_where_it_begins(client, many):
    jump = links(client, NL)["R"]
    assert jump == f"{NL}?from=r"
    assert titles(client, jump) == ["Raad", "Zaak"]
    assert titles(client, links(client, jump)["Vorige pagina"])[-1] == "Gemeente Breda"


def test_the_letters_of_a_short_list_lead_down_the_page(client, many, monkeypatch):
    monkeypatch.setattr("cooperation.views.lists.PAGE_SIZE", 200)
    assert links(client, NL)["R"] == "#group-4"


@pytest.mark.parametrize("place", ["%00", "%ff", "zz", "%F0%9F%98%80", "x" * 5000, "++", "'", "Élan", "٣", "."])
def test_any_place_to_begin_is_no_trouble(client, many, place):
    for query in ("?from=", "?sort=changed&from="):
        get(client, NL + query + place)
    if place == "zz":
        assert links(client, f"{NL}?from=zz")["Vorige pagina"] == f"{NL}?from=gemeente+breda"


@pytest.mark.looks
@pytest.mark.parametrize("path", ["/nl/", NL, f"{NL}?from=g", f"{NL}?level=national&sort=changed", "/nl/bronnen/"])
def test_the_cost_of_a_list_does_not_grow_with_it(client, path, django_assert_max_num_queries):
    cited, pages = factories.passage(), [factories.organisation(cited=False) for _number in range(20)]
    for page in pages:
        factories.statement(page, passages=[cited])
    factories.published_together([*pages, factories.info_page()])
    get(client, path)  # the first visitor after a publication waits for what the others share
    with django_assert_max_num_queries(3):
        get(client, path)


def test_a_publication_shows_at_once(client, few):
    assert "elke soort 3" in links(client, NL)
    factories.published(factories.organisation())
    assert "elke soort 4" in links(client, NL)


def test_the_front_page_of_a_large_site_leads_to_lists(client, few, monkeypatch):
    assert "Korps" in links(client, "/nl/")
    monkeypatch.setattr("cooperation.views.front_page.LARGE", 2)
    factories.published(factories.term())  # until a publication, the page is kept as it is
    html = get(client, "/nl/")
    assert f'<a href="{NL}?level=national&amp;kind=police">Politie</a>' in html
    assert 'Korps</a> <span class="group' not in html


def test_a_site_from_before_there_were_lists_gets_them(client, few):
    Listing.objects.all().delete()
    call_command("index", stdout=StringIO())
    assert titles(client, f"{NL}?kind=police") == ["Korps", "Team"]


@pytest.mark.parametrize(
    ("name", "letter"),
    [("’s-Gravenhage", "S"), ("'s-Hertogenbosch", "S"), ("Ørstedfonds", "O"), ("Łódź politie", "L"), ("Ærø", "A")],
)
def test_a_name_stands_under_the_letter_where_dutch_looks_for_it(client, name, letter):
    factories.published(factories.organisation(name=name))
    html = get(client, f"{NL}?sort=name&from={letter.lower()}")
    assert name.replace("'", "&#39;") in html
    assert sort_key({"nl": name}, "nl").startswith(letter.lower())


def test_the_latest_changes_come_first_in_the_hour_that_comes_twice(client):
    for name, moment in [("Eerst", "2026-10-25T00:30:00Z"), ("Daarna", "2026-10-25T01:10:00Z")]:
        page = factories.organisation(name=name)
        factories.publish_sources()
        with clock.set_to(datetime.fromisoformat(moment)):
            publish(page)
    assert titles(client, f"{NL}?sort=changed") == ["Daarna", "Eerst"]


def test_a_withdrawal_is_among_the_latest_changes(client):
    page = factories.published(factories.organisation(name="Weggehaald"))
    withdraw(page, reason={"nl": "Dubbel.", "en": "Twice."})
    html = get(client, "/nl/")
    recent = html[html.index('class="recent"') :]
    assert "Weggehaald</a>" in recent
    assert "ingetrokken" in recent
    assert "Dubbel." in recent
