"""What holds for the site as a whole: its lists, its headers, and what it makes of odd requests."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import OperationalError
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from content.identity import short
from content.publishing import publish, withdraw
from content.record import live
from cooperation import kinds
from tests import factories, observatory

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
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


def test_only_what_is_made_for_it_may_be_shown_by_other_sites(client, service):
    for path in [*PATHS, "/healthz", "/healthz/x", "/nl/organisaties/dienst/data.json", "/admin/login/"]:
        assert client.get(path)["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert client.get(path)["Cross-Origin-Embedder-Policy"] == "require-corp", path
    claim = short(service.statements.get().pk)
    for path in [
        reverse("embed", args=[short(service.content_id), claim]),
        picture_of(client, "/nl/organisaties/dienst/"),
    ]:
        assert client.get(path)["Cross-Origin-Resource-Policy"] == "cross-origin", path


def picture_of(client, path):
    return urlsplit(re.search(r'og:image" content="([^"]+)"', client.get(path).content.decode())[1]).path


def test_whoever_finds_a_weakness_is_told_whom_to_write_to(client, settings):
    with time_machine.travel("2026-12-31T23:30:00Z"):
        lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines == [
        "Contact: mailto:redactie@example.org",
        "Expires: 2027-06-30T00:00:00Z",
        "Preferred-Languages: nl, en",
        "Canonical: http://testserver/.well-known/security.txt",
        "Policy: http://testserver/.well-known/security-policy",
    ]
    policy = client.get("/.well-known/security-policy").content.decode()
    assert "Een zwakke plek melden" in policy
    assert "Report a weakness" in policy
    assert policy.count("mailto:redactie@example.org") == 2
    settings.SITE_EMAIL = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_every_page_says_that_it_is_no_government_site(client, service):
    for path in ["/nl/", "/nl/organisaties/dienst/", "/nl/bestaat-niet/"]:
        assert "geen site van de overheid" in client.get(path).content.decode()
    assert "not a government site" in client.get("/en/").content.decode()


# A site without content


@pytest.mark.database
def test_an_empty_site_answers_everywhere(client):
    lists = [reverse(f"{kind.name}_list") for kind in kinds.listed()]
    for path in ["/nl/", *lists, "/nl/netwerk/", "/nl/wie-zit-waar/"]:
        assert client.get(path).status_code == 200
        told = "Geen relatie past" in client.get(path).content.decode()
        assert told == (path in ("/nl/netwerk/", "/nl/wie-zit-waar/"))
    for file in (
        "netwerk/netwerk.svg",
        "netwerk/netwerk.csv",
        "netwerk/netwerk.graphml",
        "wie-zit-waar/wie-zit-waar.csv",
        "gegevens/",
        "gegevens/who-works-with-whom.zip",
    ):
        assert client.get(f"/nl/{file}").status_code == 200


# Bad requests


@pytest.mark.database
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
        "/media/images/x%00.png",
        "/media/images/x%0a.png",
        "/nl/voorbeeld/x/",
    ],
)
def test_an_unknown_address_is_not_found(client, service, path):
    assert client.get(path).status_code == 404


def test_a_picture_may_be_kept_for_ever_and_one_that_is_not_there_may_not(client):
    name = factories.image().file.url
    response = client.get(name)
    assert response.getvalue()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in client.get(f"{name}x").get("Cache-Control", "")


def test_only_uploads_are_served_as_media(client):
    assert client.get("/media/images/%2e%2e/%2e%2e/settings.py").status_code == 400


def test_not_found_is_told_in_the_language_of_the_address(client):
    assert "Hier staat geen pagina" in client.get("/nl/x/").content.decode()
    assert "There is no page here" in client.get("/en/x/", headers={"accept-language": "nl"}).content.decode()


@pytest.mark.parametrize("path", ["/en/organisations/dienst/", "/en/services/", "/en/partnerships/servise/"])
def test_not_found_offers_the_pages_that_are_called_so(client, service, path):
    assert '<a href="/en/organisations/dienst-en/">Service</a>' in client.get(path).content.decode()


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver:x", "[", "", "testserver/%00"])
def test_an_odd_host_is_a_bad_request_in_both_languages(client, host):
    response = client.get("/nl/", headers={"host": host})
    assert response.status_code == 400
    assert 'lang="en"' in response.content.decode()


def test_a_page_is_compressed_for_who_can_unpack_it(client, service):
    whole = client.get("/nl/organisaties/dienst/").content
    packed = client.get("/nl/organisaties/dienst/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(whole) / 2
    assert "Accept-Encoding" in packed["Vary"]


def test_a_long_query_is_no_trouble(client, service):
    assert client.get("/nl/organisaties/", {"q": "x" * 100_000}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
@pytest.mark.parametrize("path", ["/nl/organisaties/dienst/", "/nl/", "/nl/zoeken/", "/robots.txt"])
def test_pages_can_only_be_read(service, method, path):
    response = Client(enforce_csrf_checks=True).generic(method, path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "Hier kunt u alleen lezen" in response.content.decode()


def test_a_form_without_its_token_is_refused_in_the_words_of_the_site(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "Dit formulier is verlopen" in response.content.decode()
    assert "This form has expired" in response.content.decode()


def test_asking_for_the_head_of_a_page_writes_no_warning(client, service, caplog):
    assert client.head("/nl/organisaties/dienst/").status_code == 200
    assert not caplog.records


@pytest.mark.parametrize("host", ["LOCALHOST", "localhost.", "localhost:80", "Localhost.:443"])
def test_an_address_is_written_in_one_way_however_the_host_was(client, service, host):
    html = client.get("/nl/organisaties/dienst/", headers={"host": host}).content.decode()
    assert '<link rel="canonical" href="http://localhost/nl/organisaties/dienst/">' in html


@pytest.mark.parametrize("end", [")", "),", "]", "'", ".", "%20", "%E2%80%8B", "%3Cbr%3E", "”.", "/).", "…"])
@pytest.mark.parametrize(
    "path", ["organisaties/dienst/", "organisaties/dienst", "organisaties/dienst/versies/1/", "tijdlijn/"]
)
def test_signs_that_stuck_to_a_link_are_left_behind(client, service, path, end):
    response = client.get(f"/nl/{path}{end}?x=1")
    assert response.status_code == 301
    assert response.url.rstrip("/") == f"/nl/{path.rstrip('/')}/?x=1"
    assert client.get(response.url, follow=True).status_code == 200


def test_signs_that_stuck_to_an_address_to_cite_are_left_behind(client, service):
    cited = re.search(r"/nl/id/[0-9a-f]+/[0-9]+", client.get("/nl/organisaties/dienst/").content.decode())[0]
    for end in (")", "),", ".", "/).", "%20", "”"):
        assert client.get(cited + end, follow=True).request["PATH_INFO"] == cited


def test_a_file_in_an_address_does_not_keep_the_page_from_being_offered(client, service):
    for end in ("index.html", "/x)/../dienst"):
        response = client.get(f"/nl/organisaties/dienst/{end}", follow=True)
        assert '<a href="/nl/organisaties/dienst/">' in response.content.decode()


@pytest.mark.parametrize("name", ["a" * 300, f"images/{'a' * 256}.webp"])
def test_a_picture_of_an_endless_name_is_not_found(client, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    assert client.get(f"/media/{name}").status_code == 404


def test_an_address_to_cite_of_endless_digits_is_not_found(client):
    assert client.get(f"/nl/id/{'a' * 12}/{'9' * 4400}").status_code == 404


def test_two_slashes_are_one(client, service):
    assert client.get("/nl//organisaties/dienst/").url == "/nl/organisaties/dienst/"


def test_a_fault_of_ours_is_told_without_its_cause(client, service, monkeypatch):
    monkeypatch.setattr("cooperation.views.pages.article_of", lambda *args: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/nl/organisaties/dienst/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Something went wrong" in html
    assert "ZeroDivisionError" not in html


# For programs


def test_the_icon_is_found_where_programs_look_for_it(client):
    assert client.get("/favicon.ico").url == static("icons/favicon.ico")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_browser_gets_a_short_name_of_the_search_that_is_not_cut_off(client, language):
    path = re.search(r'<link rel="search" href="([^"]+)"', client.get(f"/{language}/").content.decode())[1]
    name = re.search("<ShortName>(.*)</ShortName>", client.get(path).content.decode())[1]
    assert 5 < len(name) <= 16  # OpenSearch 1.1
    assert name in {"nl": "Wie met wie", "en": "Who with whom"}[language]


def test_every_page_has_its_footer(client):
    """Those as well that tell of an address without a page, of one that went, and of what was there before."""
    standing = factories.published(factories.info_page(name="Over ons", slug="over-ons"))
    page = factories.published(factories.organisation(slug="dienst"))
    factories.published(page)
    versions = ["/nl/organisaties/dienst/versies/", "/nl/organisaties/dienst/versies/1/"]
    for path, status in [("/nl/", 200), ("/nl/organisaties/geen/", 404), *((path, 200) for path in versions)]:
        assert_footer(client.get(path), status)
    withdraw(page, reason={"nl": "Weg.", "en": "Gone."})
    then = live().serial
    for path in ("/nl/organisaties/dienst/", f"/nl/id/{short(page.content_id)}/{live().serial}"):
        assert_footer(client.get(path), 410)
    standing.title_nl = "Colofon"
    standing.save()
    publish(standing)  # what is shown of an earlier state has the footer of that time
    assert_footer(client.get(f"/nl/id/{short(page.content_id)}/{then}"), 410)


@pytest.mark.database
def test_what_is_nowhere_is_not_found_when_the_database_does_not_answer(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("no connection")

    monkeypatch.setattr("content.record.HEAD", type("Silent", (), {"rows": refuse}))
    for path in ("/wp-login.php", "/nl/organisaties/geen-idee/x/"):
        response = client.get(path)
        assert (response.status_code, "<h1>" in response.content.decode()) == (404, True)


def assert_footer(response, status):
    assert response.status_code == status
    assert '<a href="/nl/over-ons/">Over ons</a>' in response.content.decode().partition("<footer")[2]


def test_an_address_that_leads_nowhere_offers_its_words_in_the_other_language(client, service):
    html = client.get("/en/organisaties/dienst/").content.decode()
    assert '<a href="/nl/organisaties/dienst/" lang="nl" hreflang="nl">Nederlands</a>' in html
    assert 'rel="alternate" hreflang' not in html
    assert '<a href="/en/" lang="en"' in client.get("/nergens/").content.decode()


@pytest.mark.parametrize("path", PATHS[:5])
def test_the_headers_of_a_page_score_what_the_documents_say(client, service, settings, path):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 365 * 24 * 3600, False
    response = client.get(path, secure=True)
    found, parts = observatory.score(response.headers, response.content.decode())
    assert found == 150, parts
    security = (Path(settings.BASE_DIR) / "docs/security.md").read_text()
    assert f"scores {found}" in security
    assert response["X-Frame-Options"] == "DENY"  # which internet.nl asks for as well


def test_no_encryption_is_offered_that_is_to_be_phased_out():
    """Which ciphers are good or sufficient: NCSC-NL, guidelines for TLS of 2025-05, as internet.nl tests them."""
    nginx = (Path(django_settings.BASE_DIR) / "docs/nginx.conf").read_text()
    assert re.search(r"ssl_protocols (.*);", nginx)[1] == "TLSv1.2 TLSv1.3"
    for cipher in re.search(r"ssl_ciphers (.*);", nginx)[1].split(":"):
        assert re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA\d{3}|CHACHA20-POLY1305)", cipher)
