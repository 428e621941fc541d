"""Clients who are slow hold up nobody: with gunicorn alone, and behind nginx as docs/nginx.conf configures it."""

import re
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests import servers
from tests.slow import slow_clients

pytestmark = pytest.mark.looks

AIVD = "/en/organisations/aivd/"
PATIENCE = 20  # seconds, for a page that never comes
ALIVE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = ALIVE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def proxy(site):
    """The same site behind nginx."""
    with servers.nginx(site) as running:
        yield running


def connected(address):
    """Return a connection of one's own."""
    target = urlsplit(address)
    return socket.create_connection((target.hostname, target.port), timeout=PATIENCE)


def answers(client):
    """Return all that is answered until the server closes the connection."""
    return b"".join(iter(lambda: client.recv(65536), b""))


def get(address, path, **headers):
    request = Request(address + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return urlopen(request, timeout=PATIENCE)


def test_a_page_comes_while_a_hundred_others_say_nothing_or_half_a_request(site):
    with slow_clients(site, silent=50, half_open=50):
        assert get(site, AIVD).status == 200


def test_a_page_comes_through_the_proxy_while_seven_hundred_others_are_slow(proxy):
    with slow_clients(proxy.address, silent=200, half_open=500):
        for path in ["/nl/", AIVD, "/nl/zoeken/?q=infobox"]:
            assert get(proxy.address, path).status == 200


def test_a_page_comes_while_others_do_not_close_what_is_answered(site):
    with ExitStack() as open_clients:
        for _number in range(50):
            open_clients.enter_context(connected(site)).sendall(LAST)
        assert get(site, AIVD).status == 200


def test_requests_may_come_in_pieces_and_together(site):
    with connected(site) as client:
        client.sendall(ALIVE[:30])
        assert get(site, "/healthz").status == 200  # meanwhile
        client.sendall(ALIVE[30:] + ALIVE + LAST[:30])
        client.sendall(LAST[30:])
        assert answers(client).count(b"HTTP/1.1 200 OK") == 3


def test_a_head_without_an_end_is_refused(site):
    with connected(site) as client:
        client.sendall(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 6000)
        assert answers(client).startswith(b"HTTP/1.1 431 ")


def test_the_proxy_leaves_answers_as_they_are(site, proxy):
    for coding in ["br", "gzip", "identity"]:
        asked = {"Accept_Encoding": coding, "Host": "localhost"}
        straight, through = [get(each, AIVD, **asked) for each in (site, proxy.address)]
        assert through.read() == straight.read()
        for name in ["ETag", "Content-Encoding", "Cache-Control", "Vary", "Content-Security-Policy"]:
            assert through.headers[name] == straight.headers[name], name
    with connected(proxy.address) as client:
        tag = f"If-None-Match: {straight.headers['ETag']}"
        client.sendall(f"GET {AIVD} HTTP/1.1\r\nHost: localhost\r\n{tag}\r\nConnection: close\r\n\r\n".encode())
        assert answers(client).startswith(b"HTTP/1.1 304 ")


def test_the_proxy_says_itself_whether_a_visitor_came_by_tls(copy_of_site, tmp_path):
    behind = {"HTTPS": "true", "TRUSTED_PROXY": "true", "BASE_URL": "https://localhost", "SITE_EMAIL": "a@example.org"}
    with (
        servers.gunicorn(tmp_path / "log", **copy_of_site("behind"), **behind) as origin,
        servers.nginx(origin.address) as proxy,
        connected(proxy.address) as client,
    ):
        lie = "X-Forwarded-Proto: https"
        client.sendall(f"GET {AIVD} HTTP/1.1\r\nHost: localhost\r\n{lie}\r\nConnection: close\r\n\r\n".encode())
        assert re.search(rb"^HTTP/1.1 301 .*\r\nLocation: https://localhost/", answers(client), re.DOTALL)


def test_gunicorn_keeps_no_address_of_a_visitor(site, tmp_path_factory):
    with connected(site) as client:
        client.sendall(b"nonsense\r\n\r\n")
        assert b" 400 " in answers(client)
    log = (tmp_path_factory.getbasetemp() / "gunicorn.log").read_text()
    assert "Invalid request from ip=-: " in log
    assert "127.0.0.1" not in log.replace(f"Serving on {site}\n", "")


def test_the_proxy_keeps_no_address_of_a_visitor(proxy):
    with connected(proxy.address) as client:
        client.sendall(b"nonsense\r\n\r\n")
        assert b" 400 " in answers(client)
    assert get(proxy.address, "/healthz").status == 200
    assert "client" not in proxy.log.read_text()
