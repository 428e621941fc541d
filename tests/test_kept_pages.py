"""Pages are made once for each state of the site, and served while the database is away: with gunicorn, as it runs."""

import gzip
import re
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import brotli
import environ
import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests import servers

pytestmark = pytest.mark.looks
PAGES = [
    "/nl/",
    "/en/organisations/aivd/",
    "/nl/organisaties/",
    "/nl/zoeken/?q=infobox",
    "/en/network/",
    "/nl/niets/",
    "/sitemap-pages.xml",
]
AIVD = "/en/organisations/aivd/"


@pytest.fixture(scope="module")
def own(copy_of_site, tmp_path_factory):
    """A site of one's own with two workers, and the variables of its processes."""
    variables = copy_of_site("kept")
    with servers.gunicorn(tmp_path_factory.getbasetemp() / "kept.log", workers=2, **variables) as server:
        yield server.address, variables


def get(address, path, method="GET", **headers):
    """Return the status, the headers and the body of an answer as it comes."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_however_it_is_packed(own, path):
    address, _variables = own
    status, plain, body = get(address, path)
    assert (status, plain["cache-control"]) == (
        404 if "niets" in path else 200,
        "public, max-age=0, stale-if-error=86400",
    )
    assert plain["vary"].lower() == "accept-encoding"  # what depends on more is not kept
    tags = {plain["etag"]}
    for coding, unpack in [("br", brotli.decompress), ("gzip", gzip.decompress)]:
        _status, headers, small = get(address, path, Accept_Encoding=coding)
        assert (headers["content-encoding"], unpack(small)) == (coding, body)
        tags.add(headers["etag"])
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    assert get(address, path, Accept_Encoding="br;q=0, gzip")[1]["content-encoding"] == "gzip"
    _status, head, nothing = get(address, path, "HEAD")
    assert not nothing
    assert head["content-length"] == str(len(body))


def test_a_page_that_is_asked_for_again_is_packed_better_under_the_same_tag(own):
    address, _variables = own
    path = f"{AIVD}?nobody-asked-for=this"
    answers = [get(address, path, Accept_Encoding="br") for _time in range(6)]  # of both workers
    assert {headers["etag"] for _status, headers, _body in answers} == {answers[0][1]["etag"]}
    assert len({brotli.decompress(body) for _status, _headers, body in answers}) == 1
    assert len(answers[-1][2]) < 0.9 * len(answers[0][2])
    assert "accept-ranges" not in answers[0][1]


@pytest.mark.parametrize("coding", ["identity", "br", "gzip"])
def test_whoever_has_a_page_is_told_that_it_is_the_same(own, coding):
    address, _variables = own
    tag = get(address, AIVD, Accept_Encoding=coding)[1]["etag"]
    for condition in (tag, f'"other", W/{tag}', "*"):
        status, headers, body = get(address, AIVD, Accept_Encoding=coding, If_None_Match=condition)
        assert (status, headers["etag"], body) == (304, tag, b"")
    assert get(address, AIVD, Accept_Encoding=coding, If_None_Match='"other"')[0] == 200


def test_a_file_with_a_name_of_its_own_is_kept_for_ever_and_its_tag_holds_however_it_is_packed(own):
    address, _variables = own
    path = re.search(r'href="(/static/css/site\.\w+\.css)"', get(address, AIVD)[2].decode())[1]
    answers = {coding: get(address, path, Accept_Encoding=coding)[1] for coding in ["identity", "gzip", "br"]}
    assert [headers.get("content-encoding") for headers in answers.values()] == [None, "gzip", "br"]
    assert {headers["cache-control"] for headers in answers.values()} == {"max-age=315360000, public, immutable"}
    assert {headers["vary"] for headers in answers.values()} == {"Accept-Encoding"}
    (tag,) = {headers["etag"] for headers in answers.values()}
    assert tag.startswith('W/"')
    assert get(address, path, If_None_Match=tag)[0] == 304


def test_a_kept_page_is_not_given_to_whoever_may_see_more(own):
    address, _variables = own
    get(address, AIVD)
    assert "etag" not in get(address, AIVD, Cookie="session=x")[1]


def test_a_moment_that_was_still_to_come_is_there_once_it_has_come(own):
    address, _variables = own
    moment = datetime.now(UTC) + timedelta(seconds=4)
    path = f"{AIVD}?at={moment.isoformat(timespec='seconds').replace('+00:00', 'Z')}"
    assert {get(address, path)[0] for _time in range(8)} == {404}  # of both workers
    time.sleep(5)
    assert {get(address, path)[0] for _time in range(8)} == {200}


def test_what_depends_on_more_than_the_address_is_not_kept(own):
    address, _variables = own
    for language in ("nl", "en", "nl"):
        assert get(address, "/", Accept_Language=language)[1]["location"] == f"/{language}/"


@pytest.mark.database
def test_after_a_publication_nobody_gets_an_older_page(own):
    """Readers of both workers, all the while; one who asks after the answer to a publication has the new words."""
    address, variables = own
    done, older, published = threading.Event(), [], [0]

    def read():
        while not done.is_set():
            expected = published[0]
            shown = shown_time(get(address, AIVD)[2])
            if shown < expected:
                older.append((shown, expected))
            time.sleep(0.05)  # by four readers, which is often enough while a publication takes seconds

    readers = [threading.Thread(target=read) for _each in range(4)]
    for reader in readers:
        reader.start()
    for number in (1, 2):
        servers.manage("shell", "-c", SAY.format(number=number), **variables)
        published[0] = number
    done.set()
    for reader in readers:
        reader.join()
    assert not older
    assert {shown_time(get(address, AIVD)[2]) for _time in range(6)} == {2}


def shown_time(body):
    """Which time the page says that it was published, or 0 where it is as it was before."""
    found = re.search(rb"Told (\d) times", body)
    return int(found[1]) if found else 0


SAY = """
from cooperation.models import Organisation
from content.publishing import publish
page = Organisation.objects.get(slug_en="aivd")
page.lead_en = "Told {number} times."
page.save()
publish(page, change_note={{"nl": "Anders.", "en": "Otherwise."}}, change="wording")
"""


@contextmanager
def away(variables):
    """Let a database on PostgreSQL accept nobody for a while, and drop whoever is connected."""
    config = environ.Env.db_url_config(variables["DATABASE_URL"])
    name, options = config["NAME"], config["OPTIONS"] | {"host": config["HOST"], "dbname": "postgres"}
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(**options, autocommit=True) as connection:
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        connection.execute(drop, [name])
        try:
            yield
        finally:
            connection.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


@pytest.mark.database
@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite is a file: it does not go away")
def test_what_is_kept_is_there_while_the_database_is_away(own, tmp_path_factory):
    address, variables = own
    for _worker in range(8):
        get(address, AIVD)
    with away(variables):
        status, headers, body = get(address, AIVD)
        assert (status, headers["cache-control"]) == (200, "no-store")
        assert headers["cache-status"].startswith("cooperation; hit")
        assert int(headers["age"]) >= 0
        assert "as it was shortly before" in body.decode()
        for path in ["/nl/zoeken/?q=nooit-gevraagd", "/en/partnerships/", "/admin/"]:
            status, headers, body = get(address, path, **({"Cookie": "session=" + 32 * "x"} if "admin" in path else {}))
            assert (status, headers.get("retry-after")) == (503, "5"), path
            assert "De site is even niet te lezen" in body.decode()
            assert "content-security-policy" in headers
        assert get(address, "/en/partnerships/data.json")[1]["content-type"] == "application/problem+json"
        log = (tmp_path_factory.getbasetemp() / "kept.log").read_text()
        assert "Traceback" not in log
        assert 1 <= log.count("The database does not answer") <= 2  # one for each worker
    until_well(address)
    assert "as it was shortly before" not in get(address, AIVD)[2].decode()


def until_well(address):
    """Ask until both workers have seen that the database is back."""
    well = 0
    while well < 8:
        is_well = [get(address, path)[1]["cache-control"] != "no-store" for path in ("/en/partnerships/", AIVD)]
        well = well + 1 if all(is_well) else 0
