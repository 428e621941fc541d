"""Signing in to a site with HTTPS as it is served: its cookies, its one origin, many at once, who is turned away."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection

from cooperation.accounts.limits import Limit, spend
from cooperation.accounts.models import Allowance
from tests import servers

pytestmark = pytest.mark.looks

HOST = "example.org"
LOGIN = "/admin/login/"


@pytest.fixture(scope="module")
def served(copy_of_site, tmp_path_factory):
    """The address of a site behind a proxy that speaks TLS."""
    log = tmp_path_factory.getbasetemp() / "https.log"
    changes = {"HTTPS": "true", "TRUSTED_PROXY": "true", "BASE_URL": f"https://{HOST}", "PASSWORD_ALONE": ""}
    with servers.gunicorn(log, ALLOWED_HOSTS=f"{HOST},other.example", **changes, **copy_of_site("https")) as server:
        yield server.address


def ask(address, path, values=None, host=HOST, cookies="", visitor="192.0.2.1"):
    """Return the status, the headers, the cookies that are set, and the body."""
    headers = {"Host": host, "X-Forwarded-Proto": "https", "X-Forwarded-For": visitor, "Cookie": cookies}
    headers |= {"Origin": f"https://{host}", "Referer": f"https://{host}{LOGIN}"} if values else {}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"} if values else {}
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=30)) as connected:
        connected.request("POST" if values else "GET", path, urlencode(values) if values else None, headers)
        answer = connected.getresponse()
        body = answer.read().decode()
    return answer.status, answer, answer.headers.get_all("Set-Cookie") or [], body


def tries(address, name, password, **more):
    _status, _answer, [cookie], html = ask(address, LOGIN, **more)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', html)[1]
    sent = {"login": name, "password": password, "csrfmiddlewaretoken": token}
    return ask(address, LOGIN, sent, cookies=cookie.partition(";")[0], **more)


def test_cookies_are_of_this_host_and_hidden_and_readers_get_none(served, editor):
    status, answer, cookies, _html = tries(served, editor["username"], editor["password"])
    assert (status, answer.headers["Location"]) == (302, "/admin/")
    ask_next = "; ".join(each.partition(";")[0] for each in cookies)
    assert ask(served, "/admin/", cookies=ask_next)[1].headers["Location"].startswith("/admin/account/set-up/")
    cookies += ask(served, f"{LOGIN}?language=en")[2]
    assert {each.partition("=")[0] for each in cookies} == {"__Host-session", "__Host-csrf", "__Secure-language"}
    for each in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(each.split("; ")), each
        assert "Domain" not in each
        assert ("Path=/admin/" if "language" in each else "Path=/") in each.split("; "), each
    for path in ("/nl/", "/en/organisations/aivd/", "/nl/nergens/"):
        assert ask(served, path)[2] == []
    kept, own = (ask(served, "/en/organisations/aivd/", cookies=each)[1] for each in ("", ask_next))
    assert kept.headers["ETag"]
    assert own.headers["ETag"] is None


def test_the_admin_has_one_origin(served):
    status, answer, cookies, _html = ask(served, f"{LOGIN}?next=/admin/", host="other.example")
    assert (status, answer.headers["Location"]) == (302, f"https://{HOST}{LOGIN}?next=/admin/")
    assert cookies == []
    status, _answer, _cookies, html = ask(served, LOGIN, {"login": "x"}, host="other.example")
    assert status == 403
    assert f'href="https://{HOST}/admin/"' in html
    assert ask(served, "/nl/", host="other.example")[0] == 200


def test_who_guesses_is_turned_away_at_the_door_and_others_are_not(served):
    statuses = [tries(served, "nobody", "wrong", visitor="192.0.2.66")[0] for _each in range(22)]
    assert statuses[-1] == 429
    assert "Te veel pogingen" in tries(served, "nobody", "wrong", visitor="192.0.2.66")[3]
    assert ask(served, LOGIN, visitor="192.0.2.66")[0] == 200


def test_a_password_alone_cannot_be_made_enough_for_a_site_with_https():
    with pytest.raises(AssertionError, match="a password alone opens no site that others reach"):
        servers.manage("check", HTTPS="true", PASSWORD_ALONE="true", BASE_URL=f"https://{HOST}")


@pytest.mark.database
@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' own SQLite is of one connection")
@pytest.mark.django_db
def test_many_at_once_spend_no_more_than_there_is():
    def tried(_number):
        try:
            return spend("many at once", Limit(7, 3600))
        finally:
            connection.close()

    def forgotten():
        Allowance.objects.filter(key="many at once").delete()
        connection.close()

    with ThreadPoolExecutor(8) as threads:  # each has a connection, and commits
        try:
            assert sum(threads.map(tried, range(40))) == 7
        finally:
            threads.submit(forgotten).result()
