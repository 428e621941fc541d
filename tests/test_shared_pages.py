"""Made pages are shared between hosts through a cache server, which the site can do without at any time."""

import signal
import time
from contextlib import ExitStack
from itertools import count

import brotli
import pytest

from tests import servers
from tests.caches import cache_server
from tests.test_kept_pages import AIVD, SAY, shown_time
from tests.test_kept_pages import get as get_from

pytestmark = pytest.mark.looks

NEW = (f"/nl/organisaties/?nooit={number}" for number in count())  # pages that nobody asked for yet
PATIENCE = 5  # seconds in which all is well again


@pytest.fixture(scope="module")
def hosts(copy_of_site, tmp_path_factory):
    """A cache server, two hosts on one database that use it, and the variables of their processes."""
    folder, variables = tmp_path_factory.mktemp("hosts"), copy_of_site("shared")
    with ExitStack() as running:
        cache = running.enter_context(cache_server())
        variables["CACHE_URL"] = cache.url
        addresses = [
            running.enter_context(servers.gunicorn(folder / f"{name}.log", **variables)).address for name in "ab"
        ]
        yield cache, addresses, variables, folder


def get(address, path, **headers):
    """Ask a host by the one name of the site."""
    return get_from(address, path, Host="localhost", **headers)


def test_what_one_host_made_another_one_gives(hosts):
    cache, (one, other), _variables, _folder = hosts
    path = next(NEW)
    made = get(one, path, Accept_Encoding="br")
    before = cache.hits()
    given = get(other, path, Accept_Encoding="br")
    assert cache.hits() == before + 1
    assert given[0] == 200
    assert given[1]["etag"] == made[1]["etag"]
    assert brotli.decompress(given[2]) == brotli.decompress(made[2])
    assert get(other, path, If_None_Match=made[1]["etag"], Accept_Encoding="br")[0] == 304
    assert all(0 < cache.client.ttl(key) <= 3600 for key in cache.kept())
    assert not any(b"nooit" in key for key in cache.kept())


@pytest.mark.database
def test_after_the_answer_to_a_publication_no_host_gives_an_older_page(hosts):
    _cache, addresses, variables, _folder = hosts
    for number in (1, 2):
        assert {shown_time(get(address, AIVD)[2]) for address in addresses} == {number - 1}
        servers.manage("shell", "-c", SAY.format(number=number), **variables)
        assert {shown_time(get(address, AIVD)[2]) for address in addresses} == {number}


def test_nothing_is_believed_that_this_site_did_not_put_there(hosts):
    """Neither what is no answer, nor an answer that was altered or stands under the key of another page."""
    cache, (one, other), _variables, _folder = hosts

    def meddle(path, with_what):
        asked, known = get(one, path), set(cache.kept())
        cache.client.flushall()
        get(one, f"{path}&x=1")
        (key,) = cache.kept()
        (another,) = cache.kept().values()
        with_what(key, another)
        shown = get(other, f"{path}&x=1")
        assert known
        assert shown[0] == asked[0] == 200
        assert b"meddled" not in shown[2]

    own = {}
    meddle(next(NEW), lambda key, data: own.update({key: data}))
    for spoiled in (
        lambda data: b"",
        lambda data: b"\x80\x04\x95meddled",
        lambda data: data[:-1],
        lambda data: data[:32] + data[32:].replace(b'"status": 200', b'"status": 404'),
        lambda data: next(iter(own.values())),
    ):
        meddle(next(NEW), lambda key, data, spoiled=spoiled: cache.client.set(key, spoiled(data)))


@pytest.mark.parametrize("how", ["killed", "hanging", "full"])
def test_the_site_does_without_a_cache_server_that_fails_and_uses_it_again_once_it_works(hosts, how):
    cache, (one, other), _variables, folder = hosts
    get(one, next(NEW))
    if how == "full":
        cache.client.config_set("maxmemory", 1)
    else:
        cache.signal(signal.SIGKILL if how == "killed" else signal.SIGSTOP)
    for _time in range(4):
        path = next(NEW)
        assert [get(each, path)[0] for each in (one, other)] == [200, 200]
    if how == "full":
        cache.client.config_set("maxmemory", 0)
    elif how == "killed":
        cache.start()
    else:
        cache.signal(signal.SIGCONT)
    begun = time.monotonic()
    while True:
        path, before = next(NEW), cache.hits()
        get(one, path)
        get(other, path)
        if cache.hits() > before:
            break
        assert time.monotonic() < begun + PATIENCE
        time.sleep(0.2)
    for log in folder.glob("*.log"):
        assert log.read_text().count("is done without") <= 1
        assert "Traceback" not in log.read_text()
