"""While the database is away a process gives what it has made, and says so; of all else, that the site will be back."""

import json
import logging
import sqlite3
import time
from datetime import timedelta
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

from content import clock, publishing
from cooperation.glance import mark_of
from cooperation.kept_pages import KeptPages
from cooperation.outage import OneLineAMinute
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
PAGE = "/en/organisations/dienst-en/"


@pytest.fixture(scope="module")
def written():
    return factories.published(factories.organisation(name="Dienst", title_en="Service", slug="dienst"))


@pytest.fixture
def front(bodies):
    """What a process does with a request: a function of an address, of which the second half may be a cookie."""
    application = KeptPages(get_wsgi_application())

    def get(path, cookie=""):
        path, _mark, query = path.partition("?")
        environ, begun = (
            {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver", "HTTP_COOKIE": cookie},
            [],
        )
        setup_testing_defaults(environ)
        parts = application(environ, lambda status, headers, *_more: begun.append((int(status[:3]), dict(headers))))
        return *begun[-1], b"".join(parts).decode()

    return get


@pytest.fixture
def away(monkeypatch):
    """A function after which the database answers nothing that a reader asks."""

    def refuse(*args, **kwargs):
        raise OperationalError("no connection\nto password=hush")

    def go_away():
        monkeypatch.setattr("content.record.HEAD", type("Silent", (), {"rows": refuse}))
        monkeypatch.setattr("cooperation.glance.mark_of", refuse)

    return go_away


def test_what_was_made_is_given_with_its_age_and_says_that_it_is_of_before(front, away):
    assert "as it was shortly before" not in front(PAGE)[2]
    data = front(f"{PAGE}data.json")[2]
    away()
    status, headers, body = front(PAGE)
    assert (status, headers["Cache-Control"], headers["Cache-Status"][:16]) == (200, "no-store", "cooperation; hit")
    assert int(headers["Age"]) >= 0
    assert "as it was shortly before" in body.partition("<main")[0]
    assert front(f"{PAGE}data.json")[2] == data


def test_what_a_process_publishes_itself_shows_in_it_at_once(front, written):
    for title in ("Service one", "Service two"):
        written.title_en = title
        written.save()
        factories.publish(written)
        assert title in front(PAGE)[2]


def test_what_comes_due_shows_though_nobody_writes(front, written):
    written.title_en = "Service that was planned"
    written.save()
    due = clock.now() + timedelta(seconds=1)
    publishing.approve(publishing.submit(written), at=due)
    assert "Service that was planned" not in front(PAGE)[2]
    time.sleep((due - clock.now()).total_seconds() + 0.01)
    assert "Service that was planned" in front(PAGE)[2]


def test_a_file_that_was_changed_looks_changed(tmp_path):
    one, other = (sqlite3.connect(tmp_path / "file", isolation_level=None) for _connection in range(2))
    marks = [mark_of(one)]
    for writer in (one, other):
        writer.execute(f"CREATE TABLE t{writer is one:d} (value)")
        writer.execute(f"INSERT INTO t{writer is one:d} VALUES (1)")
        assert mark_of(one) not in marks
        marks.append(mark_of(one))
    assert mark_of(one) == marks[-1]


def test_of_all_else_it_says_in_both_languages_that_the_site_will_be_back(front, away):
    front(PAGE)
    away()
    for path in ("/nl/organisaties/", "/en/timeline/", f"{PAGE}?at=2031", f"{PAGE}versions/"):
        status, headers, body = front(path)
        assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "5", "no-store"), path
        assert "De site is even niet te lezen" in body
        assert 'lang="en"' in body
    for path in ("/nl/organisaties/data.json", f"{PAGE}data.jsonld"):
        status, headers, body = front(path)
        assert (status, headers["Content-Type"]) == (503, "application/problem+json"), path
        assert json.loads(body)["status"] == 503


def test_whoever_may_see_more_is_given_nothing_that_was_made_for_all(front, away):
    assert "ETag" in front(PAGE)[1]
    assert "ETag" not in front(PAGE, cookie="sessionid=x")[1]
    away()
    assert front(PAGE, cookie="sessionid=x")[0] == 503


def test_the_log_has_a_line_a_minute_without_what_is_secret(monkeypatch):
    now, told = [100.0], OneLineAMinute()
    monkeypatch.setattr("cooperation.outage.time.monotonic", lambda: now[0])

    def line(error=None, status=500):
        record = logging.makeLogRecord({"msg": "%s", "args": ("/x",), "status_code": status})
        record.exc_info = error and (type(error), error, None)
        return told.filter(record) and record.getMessage()

    assert line(OperationalError("no connection\nto password=hush")) == "The database does not answer: no connection"
    assert not line(status=503)
    assert not line(OperationalError("no connection"))
    assert line(ZeroDivisionError("ours")) == "/x"
    now[0] += 60
    assert line(status=503) == "The database does not answer: it is not asked for a while"
