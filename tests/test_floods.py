"""Who floods the site waits alone, and is refused after a while; nobody else notices."""

import json
import re
import signal
import threading
import time
from itertools import count

import pytest

from cooperation import floods
from cooperation.floods import EDITOR, Floods
from cooperation.turns import FairPool
from tests import servers
from tests.caches import cache_server
from tests.editors import Editor
from tests.test_kept_pages import AIVD, get

pytestmark = pytest.mark.looks

FLOODING, OTHER = "203.0.113.7", "203.0.113.8"
OTHERS = (f"198.51.100.{number}" for number in count(1))  # somebody who asks for the first time


@pytest.fixture(scope="module")
def flooded(copy_of_site, tmp_path_factory):
    """A site of one worker behind a proxy, with a limit that a page or two reach."""
    log = tmp_path_factory.mktemp("flooded") / "log"
    variables = copy_of_site("flooded") | {"FLOOD_LIMIT": "0.05", "TRUSTED_PROXY": "true"}
    with servers.gunicorn(log, **variables) as server:
        get(server.address, AIVD, X_Forwarded_For=next(OTHERS))
        yield server.address, log


def flood(address, who=FLOODING, path="/nl/zoeken/?q=zomaar+{}", **headers):
    """Ask for pages that nobody asked for before, many at once, until one is refused; return that answer."""
    numbers, refused = count(int(time.monotonic() * 1000)), []

    def ask():
        while not refused:
            answer = get(address, path.format(next(numbers)), X_Forwarded_For=who, **headers)
            if answer[0] != 200:
                refused.append(answer)

    askers = [threading.Thread(target=ask) for _each in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    return refused[0]


def test_who_floods_the_site_is_refused_in_both_languages_and_nobody_else_is(flooded):
    address, log = flooded
    status, headers, body = flood(address)
    assert (status, headers["cache-control"]) == (429, "no-store")
    assert 1 <= int(headers["retry-after"]) <= 60
    assert "content-security-policy" in headers
    for words in ("Er wordt te veel tegelijk gevraagd", "Too much is asked for at once"):
        assert words in body.decode()
    # What a visitor says of itself stands before what the proxy says.
    status, headers, body = flood(address, f"{next(OTHERS)}, {FLOODING}", "/en/search/data.json?q=zomaar+{}")
    assert (status, headers["content-type"], json.loads(body)["status"]) == (429, "application/problem+json", 429)
    assert get(address, "/nl/zoeken/?q=anders", X_Forwarded_For=f"{FLOODING}, {next(OTHERS)}")[0] == 200
    assert flood(address, Cookie="session=verzonnen")[0] == 429
    assert get(address, AIVD, X_Forwarded_For=FLOODING)[0] == 200  # it is kept
    wait = int(flood(address)[1]["retry-after"])
    time.sleep(wait + 2)  # others were still being made
    assert get(address, "/nl/zoeken/?q=daarna", X_Forwarded_For=FLOODING)[0] == 200
    told = log.read_text()
    assert 1 <= told.count("One address asks for more") <= 3  # a line a minute
    assert not re.search(r"203\.0\.113", told)


def test_an_editor_goes_on_behind_the_address_of_a_flood(flooded):
    address, _log = flooded
    editor = Editor(address, *servers.EDITOR.values())
    editor.opener.addheaders = [("X-Forwarded-For", OTHER), ("Origin", address)]
    change = re.search(r"/admin/cooperation/organisation/\d+/change/", editor.open("/admin/cooperation/organisation/"))
    flood(address, OTHER)
    editor.saves(change[0], "_save", lead_nl="Nog steeds hier.")


def answered(application, **environ):
    """The status of an answer to a request."""
    told = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/nl/", "REMOTE_ADDR": FLOODING} | environ
    list(application(asked, lambda status, headers, *_more: told.append(status)))
    return int(told[0][:3])


@pytest.fixture
def made(monkeypatch, settings):
    """An application that takes ten seconds for each answer, and refuses what it is told to; with the clock."""
    clock = [1000.0, 0.0]
    monkeypatch.setattr(floods.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(floods.time, "thread_time", lambda: clock[1])
    settings.FLOOD_LIMIT = 25

    def application(environ, start):
        clock[1] += 0 if floods.REFUSED in environ else 10
        if "session=editor" in environ.get("HTTP_COOKIE", ""):
            environ[EDITOR] = True
        start("429 Too Many Requests" if floods.REFUSED in environ else "200 OK", [])
        return [b""]

    return Floods(application), clock


def test_what_was_made_is_paid_off_and_then_the_address_is_forgotten(made):
    application, clock = made
    assert [answered(application) for _time in range(4)] == [200, 200, 200, 429]
    clock[0] += 5
    assert [answered(application), answered(application)] == [200, 429]
    clock[0] += 40
    assert answered(application, REMOTE_ADDR=OTHER) == 200
    assert len(application.paid_at) == 1
    assert not application.making
    assert FLOODING.encode() not in b"".join(application.paid_at)


def test_all_hosts_count_together_on_a_cache_server_and_each_alone_without_it(made, settings):
    application, _clock = made
    with cache_server() as cache:
        pages = {"LOCATION": cache.url, "OPTIONS": {"socket_timeout": 5}}
        settings.CACHES = settings.CACHES | {"pages": pages}
        one, other = (Floods(application.application) for _host in range(2))
        assert [answered(each) for each in (one, one, other)] == [200] * 3
        assert [answered(each) for each in (other, one)] == [429, 200]  # which counts as it makes
        assert answered(one) == 429
        (key,) = cache.kept()
        assert FLOODING.encode() not in key
        assert 0 < cache.client.pttl(key) <= 40_000
        cache.client.set(key, 10**15)  # by whoever can write there
        answered(other, HTTP_COOKIE="session=editor")
        assert other.shared.charge(bytes.fromhex(key.decode().partition(":")[2]), 0) <= 25 + 60
        cache.signal(signal.SIGKILL)
        asked = [answered(other, REMOTE_ADDR=OTHER) for _time in range(4)]
    assert asked == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
    ],
)
def test_a_household_is_one_address(made, one, another, same):
    application, _clock = made
    for _time in range(3):
        answered(application, REMOTE_ADDR=one)
    assert answered(application, REMOTE_ADDR=another) == (429 if same else 200)


def test_all_visitors_of_a_proxy_that_does_not_tell_are_not_one(made, settings):
    application, _clock = made
    settings.TRUSTED_PROXY = True
    assert {answered(application) for _time in range(9)} == {200}
    assert {answered(application, HTTP_X_FORWARDED_FOR="") for _time in range(9)} == {200}
    assert 429 in {answered(application, HTTP_X_FORWARDED_FOR=FLOODING) for _time in range(9)}


def test_editors_and_what_costs_nothing_are_not_counted_and_the_limit_can_be_switched_off(made, settings):
    application, _clock = made
    assert {answered(application, HTTP_COOKIE="session=editor") for _time in range(9)} == {200}
    assert {answered(application, PATH_INFO="/static/x.css") for _time in range(9)} == {200}
    assert 429 in {answered(application, HTTP_COOKIE="session=nobody") for _time in range(9)}
    settings.FLOOD_LIMIT = 0
    unlimited = Floods(application.application)
    assert {answered(unlimited) for _time in range(9)} == {200}


def test_no_more_addresses_are_remembered_than_there_is_room_for(made, monkeypatch):
    application, _clock = made
    monkeypatch.setattr(floods, "MOST", 100)
    for number in range(250):
        answered(application, REMOTE_ADDR=f"2001:db8:{number:x}::1")
    assert len(application.paid_at) <= 100


def test_threads_serve_each_visitor_in_turn():
    served, may_begin = [], threading.Event()
    with FairPool(1, lambda who, number: who) as pool:
        first = pool.submit(lambda who, number: may_begin.wait(), "first", 0)
        told = [pool.submit(lambda *each: served.append(each), who, number) for who in "ab" for number in range(3)]
        failed = pool.submit(lambda *each: 1 // 0, "c", 0)
        may_begin.set()
        for each in (first, *told):
            each.result(timeout=10)
        assert isinstance(failed.exception(timeout=10), ZeroDivisionError)
    assert served == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2), ("b", 2)]
