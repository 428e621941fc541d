"""Lists by weight: how many relations each body has, groups apart, short names in leads, titles without articles."""

import re

import pytest

from content.publishing import withdraw
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NL, HEAVIEST = "/nl/organisaties/", "/nl/organisaties/?sort=relations"


@pytest.fixture
def three():
    """A hub with two relations, a rim with one, and a group with one, published in that order."""
    hub, rim = factories.organisation(name="Naaf", level="local"), factories.organisation(name="Band")
    many = factories.organisation(name="Andere landen", kind="state", is_plural_nl=True, is_plural_en=True)
    for other in (rim, many):
        factories.published(other)
        factories.relation(hub, other=other)
    factories.published(hub)
    return hub, rim, many


def weights(client, path):
    """Each title of a list with what is said of its relations, in order."""
    rows = re.findall(r'<li class="row">(.*?)</li>', client.get(path).content.decode(), re.DOTALL)
    return {
        re.search(r"<a [^>]+>([^<]+)</a>", row)[1]: (re.findall(r"<span>(\d+ relaties?)</span>", row) or [""])[0]
        for row in rows
    }


def test_each_row_has_its_number_of_relations_from_either_side(client, three):
    assert weights(client, NL) == {"Band": "1 relatie", "Naaf": "2 relaties", "Andere landen": "1 relatie"}


def test_the_line_of_the_best_connected_is_the_longest(client, three):
    lengths = [int(found) for found in re.findall(r'd="M4 4H(\d+)"', client.get(HEAVIEST).content.decode())]
    assert lengths[0] - 4 == 2 * (lengths[1] - 4) == 88


def test_the_best_connected_comes_first_and_groups_stand_apart(client, three):
    assert list(weights(client, HEAVIEST)) == ["Naaf", "Band", "Andere landen"]
    assert ">Groepen</h2>" in client.get(NL).content.decode()
    assert list(weights(client, f"{NL}?sort=relations&level=national")) == ["Band", "Andere landen"]


def test_what_is_gone_counts_no_more_but_did_then(client, three):
    then = re.search(r"at=(20[^\"&]+)", client.get(NL).content.decode())[1]
    withdraw(three[1], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    assert weights(client, HEAVIEST) == {"Naaf": "1 relatie", "Andere landen": "1 relatie"}
    assert weights(client, f"{HEAVIEST}&at={then}")["Naaf"] == "2 relaties"


def test_a_long_list_is_read_in_parts_by_weight(client, three, monkeypatch):
    monkeypatch.setattr("cooperation.views.lists.PAGE_SIZE", 2)
    html = client.get(HEAVIEST).content.decode()
    following = re.search(r'href="([^"]+)" rel="next"', html)[1].replace("&amp;", "&")
    assert list(weights(client, HEAVIEST)) == ["Naaf", "Andere landen"]
    assert list(weights(client, following)) == ["Band"]
    assert f'href="{HEAVIEST}" rel="prev"' in client.get(following).content.decode()
    assert "houdt hier op" not in client.get(f"{HEAVIEST}&from=x").content.decode()


def test_a_list_that_is_too_long_is_not_weighed(client, three, monkeypatch):
    monkeypatch.setattr("cooperation.lists.filters.MOST", 2)
    assert "relatie" not in weights(client, NL)["Naaf"]
    assert 'class="notice"' in client.get(HEAVIEST).content.decode()


def test_a_lead_has_the_short_names_of_bodies(client):
    short = {"abbreviation_nl": "DST", "abbreviation_en": "SVC"}
    page = factories.organisation(name="Dienst", title_en="Service", **short)
    page.lead_nl, page.lead_en = "De Dienst (DST) helpt.", "The Service (SVC) helps."
    page.save()
    factories.published(page)
    assert "De DST helpt." in client.get(NL).content.decode()
    assert "The SVC helps." in client.get("/en/organisations/").content.decode()


@pytest.mark.parametrize(
    ("dutch", "english", "letters"),
    [("De overheid", "The government", "OG"), ("’t Hoofd", "A head", "HH"), ("Deel", "Theory", "DT")],
)
def test_a_title_is_filed_without_its_article(client, dutch, english, letters):
    edition = factories.published(factories.organisation(name=dutch, title_en=english)).editions.get()
    assert (edition.sort_key_nl[0] + edition.sort_key_en[0]).upper() == letters
