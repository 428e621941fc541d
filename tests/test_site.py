"""What holds for the site as a whole: its lists, its headers, and what it makes of odd requests."""

from xml.etree import ElementTree

import pytest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from content.publishing import publish, withdraw
from cooperation.urls import LISTED
from tests import factories

pytestmark = pytest.mark.django_db
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PATHS = ["/nl/", "/en/", "/nl/organisaties/", "/nl/organisaties/dienst/", "/en/nothing/", "/robots.txt"]


@pytest.fixture
def service():
    return factories.published(factories.organisation(name="Dienst", title_en="Service", slug="dienst"))


# Languages


@pytest.mark.parametrize(
    ("accepted", "front"),
    [
        ("en", "/en/"),
        ("nl-BE", "/nl/"),
        ("fr,en;q=0.5", "/en/"),
        ("fr", "/nl/"),
        ("", "/nl/"),
        ("*;q=\x01é,;;", "/nl/"),
    ],
)
def test_the_front_door_opens_in_the_readers_language(client, accepted, front):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.url) == (302, front)
    assert response["Vary"] == "Accept-Language"


def test_an_address_has_one_language_whatever_the_browser_asks(client, service):
    response = client.get("/nl/organisaties/dienst/", headers={"accept-language": "en"})
    assert response["Content-Language"] == "nl"
    assert 'lang="nl"' in response.content.decode()


# Lists


def test_each_list_has_its_pages_in_both_languages(client):
    makers = [
        factories.organisation, factories.partnership, factories.programme, factories.theme, factories.term
    ]  # fmt: skip
    pages = [factories.published(make()) for make in makers] + [publish(factories.source()).page.specific]
    for model, page in zip(LISTED, pages, strict=True):
        for language in ("nl", "en"):
            with translation.override(language):
                html = client.get(reverse(f"{model._meta.model_name}_list")).content.decode()
            assert f'<a href="{page.path(language)}">' in html


def test_a_list_is_in_the_alphabetical_order_of_its_language(client):
    for dutch, english in [("Éénheid", "Unit"), ("dienst", "Service"), ("Bureau", "Office"), ("Zaak", "")]:
        factories.published(factories.organisation(name=dutch, title_en=english))
    for path, titles in [
        ("/nl/organisaties/", ["Bureau", "dienst", "Éénheid", "Zaak"]),
        ("/en/organisations/", ["Office", "Service", "Unit", "Zaak"]),
    ]:
        html = client.get(path).content.decode()
        assert sorted(titles, key=lambda title: html.index(f">{title}</a>")) == titles


@pytest.mark.parametrize("path", ["/nl/", "/nl/organisaties/", "/nl/bronnen/", "/sitemap.xml"])
def test_the_cost_of_a_list_does_not_grow_with_it(client, path, django_assert_max_num_queries):
    cited = factories.passage()
    for _number in range(20):
        page = factories.organisation(cited=False)
        factories.statement(page, passages=[cited])
        factories.published(page)
    factories.published(factories.info_page())
    with django_assert_max_num_queries(3):
        assert client.get(path).status_code == 200


def test_an_empty_site_answers_everywhere(client):
    for model in LISTED:
        assert client.get(reverse(f"{model._meta.model_name}_list")).status_code == 200
    assert client.get("/nl/").status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "2", "abc", "1.5", "9" * 400, "٣", "", "1%00"])
def test_a_page_number_that_is_none_is_not_found(client, service, number):
    assert client.get(f"/nl/organisaties/?page={number}").status_code == 404


# Privacy and safety


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_gets_no_cookie_and_a_strict_policy(client, service, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_every_page_says_that_it_is_no_government_site(client, service):
    for path in ["/nl/", "/nl/organisaties/dienst/", "/nl/bestaat-niet/"]:
        assert "geen site van de overheid" in client.get(path).content.decode()
    assert "not a government site" in client.get("/en/").content.decode()


# Bad requests


@pytest.mark.parametrize(
    "path",
    [
        "/nl/bestaat-niet/",
        "/nl/organisaties/bestaat-niet/",
        "/en/organisaties/dienst/",
        "/fr/organisaties/dienst/",
        "/nl/Organisaties/dienst/",
        "/nl/organisaties/dienst%00/",
        "/nl/organisaties/dienst/versies/x/",
        "/nl/organisaties/bestaat-niet/versies/",
        "/id/6584e56f-4b8a-54c0-aba9-3a645820dcf0",
        "/id/geen-uuid",
        "/nl/" + "a" * 3000 + "/",
        "/nl/organisaties/%F0%9F%98%80/",
        "/nl/organisaties/%ff%fe/",
        "/media/images/",
        "/nl/voorbeeld/x/",
    ],
)
def test_an_unknown_address_is_not_found(client, service, path):
    assert client.get(path).status_code == 404


def test_only_uploads_are_served_as_media(client):
    assert client.get("/media/images/%2e%2e/%2e%2e/settings.py").status_code == 400


def test_not_found_is_told_in_the_language_of_the_address(client):
    assert "Hier staat geen pagina" in client.get("/nl/x/").content.decode()
    assert "There is no page here" in client.get("/en/x/", headers={"accept-language": "nl"}).content.decode()


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver:x", "[", "", "testserver/%00"])
def test_an_odd_host_is_a_bad_request_in_both_languages(client, host):
    response = client.get("/nl/", headers={"host": host})
    assert response.status_code == 400
    assert 'lang="en"' in response.content.decode()


def test_a_long_query_is_no_trouble(client, service):
    assert client.get("/nl/organisaties/", {"q": "x" * 100_000}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_can_only_be_read(client, service, method):
    assert getattr(client, method)("/nl/organisaties/dienst/").status_code == 405


def test_a_fault_of_ours_is_told_without_its_cause(client, service, monkeypatch):
    monkeypatch.setattr("cooperation.views.pages.page_values", lambda *args: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/nl/organisaties/dienst/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Something went wrong" in html
    assert "ZeroDivisionError" not in html


# For programs


def test_the_sitemap_names_every_live_page_in_both_languages(client, service):
    gone = factories.published(factories.organisation(slug="weg"))
    withdraw(gone, reason={"nl": "Weg.", "en": "Gone."})
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    urls = {loc.text for loc in root.iterfind("s:url/s:loc", SITEMAP)}
    assert "http://testserver/nl/organisaties/dienst/" in urls
    assert "http://testserver/en/organisations/dienst-en/" in urls
    assert not [url for url in urls if "/weg" in url]
    languages = {link.get("hreflang") for link in root.iterfind("s:url/x:link", SITEMAP)}
    assert languages == {"nl", "en", "x-default"}


def test_robots_find_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_icon_is_found_where_programs_look_for_it(client):
    assert client.get("/favicon.ico").url == static("icons/favicon.ico")


def test_health_is_told(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/healthz").content == b"ok"
