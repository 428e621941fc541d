"""The sitemap: an index of files, in which every live page stands in both languages."""

from xml.etree import ElementTree

import pytest

from content.publishing import withdraw
from cooperation.sitemaps import PageSitemap
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(client, path):
    """The addresses in a file, and its XML."""
    response = client.get(path.removeprefix("http://testserver"))
    assert response.status_code == 200, path
    root = ElementTree.fromstring(response.content)
    return [loc.text for loc in root.iterfind("*/s:loc", NAMES)], root


def files(client):
    return read(client, "/sitemap.xml")[0]


def test_no_part_of_the_sitemap_is_asked_for_in_two_ways(client):
    factories.published(factories.organisation())
    assert client.get("/sitemap-pages.xml?p=").content == client.get("/sitemap-pages.xml").content
    assert client.get("/sitemap-pages.xml?p=\u0661").status_code == 404


@pytest.mark.database
def test_the_order_says_nothing_of_working_copies(client):
    pages = [factories.published(factories.organisation(name=name)) for name in ("Aa", "Bee")]
    before = client.get("/sitemap-pages.xml").content
    pages[0].title_nl = "Zee"
    pages[0].save()
    assert client.get("/sitemap-pages.xml").content == before


@pytest.mark.database
def test_the_sitemap_names_every_live_page_in_both_languages(client, monkeypatch):
    monkeypatch.setattr(PageSitemap, "limit", 2)
    for name in ("een", "twee", "drie"):
        factories.published(factories.organisation(slug=name))
    gone = factories.published(factories.organisation(slug="weg"))
    withdraw(gone, reason={"nl": "Weg.", "en": "Gone."})
    assert len(files(client)) > 3
    found = [address for file in files(client) for address in read(client, file)[0]]
    assert len(found) == len(set(found))
    for path in ("nl/organisaties/een/", "en/organisations/een-en/", "nl/organisaties/drie/", "nl/themas/"):
        assert f"http://testserver/{path}" in found
    assert not [address for address in found if "/weg" in address]


def test_each_address_names_the_same_page_in_the_other_languages(client):
    factories.published(factories.organisation(slug="dienst"))
    for file in files(client):
        for url in read(client, file)[1].iterfind("s:url", NAMES):
            others = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)}
            assert url.find("s:loc", NAMES).text in others.values()
            assert others["x-default"] == others["nl"]
            assert "/en/" in others["en"]


@pytest.mark.parametrize("file", ["x", "pages.xml?p=2", "pages.xml?p=0", "pages.xml?p=x", "pages.xml?p=9999999999999"])
def test_a_file_that_is_none_is_not_found(client, file):
    assert client.get(f"/sitemap-{file}").status_code == 404


@pytest.mark.database
def test_the_cost_of_the_sitemap_does_not_grow_with_the_site(client, django_assert_max_num_queries):
    for _number in range(5):
        factories.published(factories.organisation())
    for path in ["/sitemap.xml", *files(client)]:
        with django_assert_max_num_queries(3):
            read(client, path)


def test_robots_find_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-lists.xml", "/sitemap-pages.xml"])
def test_the_addresses_are_those_of_the_site_whatever_host_was_asked(client, settings, path):
    settings.BASE_URL = "https://example.org"
    factories.published(factories.organisation())
    assert all(address.startswith("https://example.org/") for address in read(client, path)[0])
