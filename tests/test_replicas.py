"""Public pages are read from a streaming replica that may lag, fail and hang; nobody notices, but for the primary.

Two hosts behind nginx, of which one has a wrong clock, on a primary with a replica and a cache server.
"""

import re
import signal
import threading
import time
from contextlib import contextmanager
from itertools import count

import psycopg
import pytest
from django.conf import settings

from tests import servers
from tests.cluster import Host, cluster
from tests.editors import Editor
from tests.hosts import until
from tests.test_kept_pages import AIVD, SAY, shown_time
from tests.test_kept_pages import get as get_from

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has no replicas."),
]
_numbers = count(1)
MORE = [
    "/record.jsonl?x={}",
    "/nl/gegevens/?x={}",
    "/en/network/network.csv?x={}",
    "/en/connections/?from=aivd&to=nctv&x={}",
    "/en/who-sits-where/?x={}",
    "/en/about/up-to-date/?x={}",
    "/en/organisations/aivd/?at=2999&x={}",
    "/en/organisations/aivd/data.jsonld?x={}",
]
SORTS = [
    "/en/?x={}",
    "/en/organisations/aivd/?x={}",
    "/nl/organisaties/?x={}",
    "/nl/zoeken/?q=infobox&x={}",
    "/nl/zoeken/suggesties/?q=nct&x={}",
    "/en/network/?x={}",
    "/nl/organisaties/aivd/data.json?x={}",
    "/en/organisations/data.json?x={}",
    "/nl/wijzigingen/feed.xml?x={}",
    "/en/changes/?x={}",
    "/sitemap-pages.xml?x={}",
    "/en/timeline/?x={}",
    "/en/organisations/aivdd/?x={}",
    "/en/organisations/aivd/versions/?x={}",
]
OF_THEN = b"as it was shortly before", b"zoals die kort geleden was"
SEEN = 'from content.models import Publication\nprint(Publication.objects.latest("serial").moment.timestamp())'


def get(address, path, **headers):
    return get_from(address, path, Host="localhost", **headers)


def new(path=AIVD):
    """An address that nobody asked for yet."""
    return f"{path}?x={next(_numbers)}"


@pytest.fixture(scope="module")
def own(copy_of_site, tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("replicas"), copy_of_site("replicas")) as made:
        made.hosts = [made.host(name) for name in "ab"]
        for host, ahead in zip(made.hosts, (0, -400), strict=True):
            host.start(ahead)
        with servers.nginx(*(host.address for host in made.hosts)) as proxy:
            made.address, made.number = proxy.address, 0
            until(made.replayed)
            yield made
        for host in made.hosts:
            host.stop()


@pytest.fixture
def addresses(own):
    return [host.address for host in own.hosts]


@pytest.fixture
def _replica_is_well(own):
    """Each test begins with a replica that has all, and that every host uses."""
    until(own.replayed)
    until(lambda: all(reads(own, host.address) for host in own.hosts))


@contextmanager
def read(own):
    """See how many queries for what is on pages each server had meanwhile: a function to be called afterwards."""
    servers_ = (own.primary, own.replica)
    before = [server.pages_read() for server in servers_]
    yield lambda: tuple(server.pages_read() - number for server, number in zip(servers_, before, strict=True))


def reads(own, address):
    """Whether a host makes a page from the replica."""
    with read(own) as asked:
        get(address, new())
    return asked()[1] > 0


def publish(own):
    own.number = own.number % 9 + 1
    own.manage("shell", "-c", SAY.format(number=own.number))
    return own.number


@contextmanager
def behind(own):
    """Let the replica replay nothing."""
    own.replica.asks("SELECT pg_wal_replay_pause()")
    until(lambda: own.replica.asks("SELECT pg_get_wal_replay_pause_state()") == [("paused",)])
    try:
        yield
    finally:
        own.replica.asks("SELECT pg_wal_replay_resume()")


@contextmanager
def visitors(own):
    """Readers who ask through the proxy all the while; each got an answer, and never an older page after a newer."""
    done, failed = threading.Event(), []

    def ask():
        newest = 0
        while not done.is_set():
            status, _headers, body = get(own.address, new() if next(_numbers) % 2 else AIVD)
            if status != 200 or shown_time(body) < newest:
                failed.append((status, shown_time(body), newest))
            newest = shown_time(body)
            time.sleep(0.02)

    own.number = 0
    publish(own)
    readers = [threading.Thread(target=ask) for _each in range(3)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not failed


@pytest.mark.usefixtures("_replica_is_well")
def test_what_is_public_comes_from_the_replica_and_is_what_the_primary_says(own, addresses):
    plain, there = Host(own.folder / "plain.log", **own.plain), []
    plain.start()

    def is_read_there(path):
        expected = get(plain.address, path)
        with read(own) as asked:
            given = get(addresses[0], path)
        assert (given[0], given[2]) == (expected[0], expected[2]), path
        primary, replica = asked()
        there.append(replica)
        return primary == 0

    try:
        for path in SORTS + MORE:  # on a slow machine one may take longer than a replica is given
            assert any(is_read_there(path.format(next(_numbers))) for _time in range(10)), path
        assert any(there)  # what the rest is made of may be kept
    finally:
        plain.stop()


@pytest.mark.usefixtures("_replica_is_well")
def test_a_replica_that_is_behind_is_not_read_and_no_visitor_sees_an_older_page(own, addresses):
    with visitors(own), behind(own):
        for _time in range(3):
            number = publish(own)
            with read(own) as asked:
                shown = [shown_time(get(address, new())[2]) for address in (*addresses, own.address)]
            assert shown == [number] * 3
            assert asked()[1] == 0
    until(lambda: all(reads(own, address) for address in addresses))
    assert {shown_time(get(address, new())[2]) for address in addresses} == {own.number}


def test_who_edits_reads_what_was_written_and_a_link_for_a_reader_is_over_once_it_is_revoked(own, addresses):
    editor = Editor(addresses[1], *servers.EDITOR.values())
    editor.opener.addheaders = [("Origin", addresses[1]), ("Accept-Language", "en")]
    page = re.search(r"/admin/cooperation/organisation/(\d+)/change/", editor.open("/admin/cooperation/organisation/"))
    links = f"/admin/reader-links/{page[1]}/"
    with behind(own):
        editor.saves(page[0], "_save", lead_nl="Wat nog geen kopie heeft.")
        assert "Wat nog geen kopie heeft." in editor.open(page[0])
        token = {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="([^"]+)', editor.open(links))[1]}
        made = editor.send(links, token | {"side": "working", "days": "1"})
        link = re.search(r"/nl/[a-z]+/[a-z]+/[\w-]{20,}/", made)[0]
        status, _headers, body = get(addresses[0], link)
        assert (status, b"Wat nog geen kopie heeft." in body) == (200, True)
        editor.send(links, token | {"revoke": re.search(r'name="revoke" value="(\d+)"', made)[1]})
        assert get(addresses[0], link)[0] == 404


@pytest.mark.usefixtures("_replica_is_well")
@pytest.mark.parametrize("how", ["killed", "hanging", "impatient"])
def test_a_replica_that_fails_costs_no_visitor_and_a_line_in_the_log(own, addresses, how):
    for host in own.hosts:
        host.log.write_text("")
    with visitors(own):
        if how == "killed":
            own.replica.stop()
        elif how == "hanging":
            own.replica.signal(signal.SIGSTOP)
        else:  # it cancels queries half-way, as one does whose replaying they hinder
            impatient(own.replica, "1ms")
        try:
            for address in (*addresses, *addresses):
                answers = [get(address, path.format(next(_numbers))) for path in SORTS]
                assert {answer[0] for answer in answers} == {200, 404}
                assert not any(words in answer[2] for answer in answers for words in OF_THEN)
            number = publish(own)
            assert {shown_time(get(address, new())[2]) for address in addresses} == {number}
        finally:
            if how == "killed":
                own.replica.start()
            elif how == "hanging":
                own.replica.signal(signal.SIGCONT)
            else:
                impatient(own.replica, "0")
    until(lambda: all(reads(own, address) for address in addresses))
    for host in own.hosts:
        assert host.log.read_text().count("of REPLICA_URL cannot be used") <= 1
        assert "Traceback" not in host.log.read_text()


def impatient(server, limit):
    with (server.data / "postgresql.auto.conf").open("a") as file:
        file.write(f"statement_timeout = '{limit}'\n")
    server.signal(signal.SIGHUP)  # which reads it anew: a query that asks for that may be cancelled itself
    until(lambda: cancels(server) == (limit != "0"))


def cancels(server):
    try:
        server.asks("SELECT pg_sleep(0.1)")
    except psycopg.errors.QueryCanceled:
        return True
    return False


@pytest.mark.usefixtures("_replica_is_well")
@pytest.mark.parametrize("how", ["killed", "hanging"])
def test_while_the_primary_is_away_the_replica_shows_the_public_site_and_says_so(own, addresses, how):
    publish(own)
    until(own.replayed)
    fresh = own.host("fresh")
    if how == "killed":
        own.primary.stop()
    else:
        own.primary.signal(signal.SIGSTOP)
    try:
        fresh.start()  # which knows of nothing
        for address in (*addresses, fresh.address):
            for path in SORTS:
                answers = (get(address, path.format(next(_numbers))) for _time in range(10))
                _status, headers, body = next(answer for answer in answers if answer[0] in (200, 404))
                assert headers["cache-control"] == "no-store"
                assert b"<main" not in body or any(words in body for words in OF_THEN), path
            assert shown_time(get(address, new())[2]) == own.number
            assert get(address, "/admin/", Cookie="session=" + 32 * "x")[0] == 503
            assert get(address, new("/en/network/network.csv"))[0] == 503  # what is dated needs the primary's clock
    finally:
        if how == "killed":
            own.primary.start()
        else:
            own.primary.signal(signal.SIGCONT)
        fresh.stop()
    until(lambda: not any(OF_THEN[0] in get(address, AIVD)[2] for address in addresses))
    with visitors(own):
        publish(own)
    assert "Traceback" not in "".join(host.log.read_text() for host in own.hosts)


@pytest.mark.usefixtures("_replica_is_well")
def test_the_moment_of_a_publication_is_the_databases_whatever_a_hosts_clock_says(own, addresses):
    editor = Editor(addresses[1], *servers.EDITOR.values())  # by a clock that is minutes behind
    page = re.search(r"/admin/cooperation/organisation/\d+/change/", editor.open("/admin/cooperation/organisation/"))[0]
    before, begun = float(own.manage("shell", "-v0", "-c", SEEN)), time.time()
    with visitors(own):
        editor.saves(page, "_publish", lead_nl="Op de tijd van de database.")
        moment = float(own.manage("shell", "-v0", "-c", SEEN))
        assert before < begun <= moment <= time.time()
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
        assert {get(address, f"{AIVD}?at={now}")[0] for address in addresses} == {200}  # past, on each host


@pytest.mark.usefixtures("_replica_is_well")
def test_a_host_that_dies_costs_only_who_was_connected_to_it(own):
    with visitors(own):
        own.hosts[0].kill()
        for _time in range(20):
            assert get(own.address, new())[0] == 200
        own.hosts[0].start()
