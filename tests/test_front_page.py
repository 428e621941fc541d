"""The front page shows the thing itself, chosen of what is public at the moment: a claim, a network, ways in."""

import re

import pytest

from content.publishing import withdraw
from tests import factories
from tests.factories import publish

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NL, EN = "/nl/", "/en/"


def read(client, path):
    return client.get(path).content.decode()


def part(html, name):
    """The section with a heading of this id."""
    return re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', html, re.DOTALL)[0]


@pytest.fixture
def site():
    """A partnership with a dated claim and two members, both filed under a theme; one of them has a short name."""
    theme = factories.published(factories.theme(name="Online", slug="online"))
    forum = factories.partnership(name="Overleg <i>", title_en="Forum", slug="overleg")
    members = [
        factories.organisation(name="Dienst", title_en="Service", abbreviation_nl="DST", abbreviation_en="DST"),
        factories.organisation(name="Lokale diensten", level="local", is_plural_nl=True),
    ]
    for member in [*members, forum]:
        member.themes.add(theme)
    for member in members:
        factories.published(member)
        factories.relation(forum, other=member)
    forum.statements.update(text_nl="<p>Zij spreken elkaar.</p>", text_en="<p>They talk.</p>", as_of="2014")
    return factories.published(forum), members


def test_it_tells_how_much_there_is(client, site):
    html = read(client, NL).replace("\xa0", " ")
    assert "<h1>Wie werkt met wie tegen terrorisme?</h1>" in html
    assert '<a href="/nl/organisaties/">2 organisaties en groepen</a>' in html
    assert '<a href="/nl/samenwerkingsverbanden/">1 samenwerkingsverband</a>' in html
    assert '<a href="/en/partnerships/">1 partnership</a>' in read(client, EN).replace("\xa0", " ")


def test_a_claim_of_the_best_connected_partnership_stands_with_its_proof(client, site):
    shown = part(read(client, NL), "example")
    assert "Zij spreken elkaar." in shown
    assert "stand 2014" in shown
    cited = re.search(r'class="anchor" href="(/nl/id/[^"]+)"', shown)[1]
    assert "Zij spreken elkaar." in read(client, cited)
    assert re.search(r'class="says__number" href="/nl/samenwerkingsverbanden/overleg/#n-', shown)
    assert shown.count("net--wide") == 1
    assert "They talk." in part(read(client, EN), "example")


def test_all_of_it_is_of_the_moment(client, site):
    then = re.search(r'class="address" href="http://testserver([^"]+)"', read(client, NL))[1].replace("&amp;", "&")
    withdraw(site[0], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    now, before = read(client, NL), read(client, then)
    assert "Zij spreken elkaar." not in now
    assert 'id="example"' not in now
    assert "1 samenwerkingsverband<" in before.replace("\xa0", " ")
    assert "Zij spreken elkaar." in part(before, "example")


def test_a_theme_shows_how_closely_its_bodies_hang_together(client, site):
    shown = part(read(client, NL), "themes")
    assert "3 partijen, 2 relaties" in shown
    assert shown.count('<path class="net__tie"') == 2
    assert len(re.findall("net__mark--", shown)) == 3


def test_each_level_has_its_best_connected_and_leads_to_all(client, site):
    shown = part(read(client, NL), "levels")
    assert re.findall(r"<li class=\"group__item\"><span><a [^>]+>([^<]+)", shown) == [
        "Lokale diensten", "Overleg &lt;i&gt;", "Dienst"
    ]  # fmt: skip
    assert '<a href="/nl/organisaties/?level=national&amp;sort=relations">Organisaties</a>' in shown


def test_examples_to_search_for_are_found(client, site):
    words = re.search(r'class="examples">.*?</p>', read(client, NL))[0]
    assert '<a href="/nl/zoeken/?q=DST">DST</a>' in words
    assert "Dienst" in read(client, "/nl/zoeken/?q=DST")


def test_what_came_with_the_first_publication_is_no_change(client):
    page = factories.published(factories.theme(name="Begin"))
    assert 'id="recent"' not in read(client, NL)
    page.title_nl = "Rapport"
    page.save()
    publish(page)
    assert "Rapport</a>" in part(read(client, NL), "recent")


def test_a_lead_is_told_by_the_sentences_that_are_read_at_a_glance(client):
    factories.published(factories.question(lead_nl=f"Kort. Ook dit. {'Heel ' * 30}lang.", lead_en="Short."))
    assert ">Kort. Ook dit.</p>" in part(read(client, NL), "questions")
