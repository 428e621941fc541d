"""A disk that is full, a database that can only be read, is locked or answers late: readers and editors are told, and
nothing that was typed is lost."""

import html
import re
import resource
import sqlite3
import time
from contextlib import contextmanager
from urllib.error import HTTPError

import environ
import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests import servers
from tests.editors import Editor
from tests.forms import held, main_form
from tests.test_kept_pages import AIVD, get

FORM = "/admin/cooperation/organisation/{}/change/"
PATIENCE = 5  # seconds in which all is well again
WORDS = "Dit mag niet <verloren> gaan: “1 < 2”."
on_sqlite = pytest.mark.skipif("postgresql" in settings.DATABASES["default"]["ENGINE"], reason="It is a file.")
on_postgres = pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="It needs PostgreSQL.")


@pytest.fixture(scope="module")
def own(copy_of_site, tmp_path_factory):
    """A site with one worker, an editor who signed in, and the path of a form."""
    log, variables = tmp_path_factory.mktemp("unwritten") / "log", copy_of_site("unwritten")
    with servers.gunicorn(log, **variables) as server:
        editor = Editor(server.address, *servers.EDITOR.values())
        # urllib sends no Origin, by which the site knows that a form is its own.
        editor.opener.addheaders = [("Origin", server.address), ("Accept-Language", "nl")]
        path = re.search(
            r"/admin/cooperation/organisation/\d+/change/", editor.open("/admin/cooperation/organisation/")
        )
        yield server, variables, editor, path[0], log


def refused(editor, path, **values):
    """Save a form, which is refused for now; return that page."""
    sent = held(main_form(editor.open(path))) | values | {"_save": "x"}
    with pytest.raises(HTTPError) as told:
        editor.send(path, sent)
    assert told.value.code == 503
    return told.value.read().decode()


def send_again(editor, page):
    """Send what a page kept, as the button on it does."""
    action = re.search(r'<form method="post" action="([^"]+)" id="again_form"', page)[1]
    typed = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    values = {"csrfmiddlewaretoken": [token]}
    for name, value in typed:
        values.setdefault(name, []).append(html.unescape(value))
    return editor.send(html.unescape(action), values)


def is_refused_and_kept(own, because):
    """An editor is told why nothing can be saved, readers read on, and what was typed can be sent once more."""
    server, _variables, editor, path, _log = own
    page = refused(editor, path, lead_nl=WORDS)
    assert because in html.unescape(page)
    assert "Er is nog niets opgeslagen" in page
    assert WORDS in html.unescape(page)
    assert get(server.address, AIVD)[0] == 200
    assert get(server.address, f"/nl/zoeken/?q=vol{time.monotonic()}")[0] == 200
    return page


def is_well_again(own, page):
    server, _variables, editor, path, log = own
    begun = time.monotonic()
    saved = ""
    while "messagelist" not in saved and time.monotonic() < begun + PATIENCE:
        try:
            saved = send_again(editor, page)
        except HTTPError:
            time.sleep(0.5)
    assert "messagelist" in saved
    assert held(main_form(editor.open(path)))["lead_nl"] == [WORDS]
    assert "Traceback" not in log.read_text()
    assert get(server.address, AIVD)[0] == 200


@on_sqlite
def test_on_a_full_disk_an_editor_keeps_what_was_typed(own):
    """No file of the worker may grow, which SQLite meets as it meets a disk without room."""
    server, *_rest = own
    worker, most = server.worker(), resource.RLIM_INFINITY
    editor, path = own[2], own[3]
    editor.open(path)  # the session is written down as used
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (4096, most))
    try:
        page = is_refused_and_kept(own, "Deze site kan nu niets opslaan")
    finally:
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (most, most))
    is_well_again(own, page)


@on_sqlite
def test_while_the_file_is_locked_an_editor_is_told_so(own):
    with sqlite3.connect(own[1]["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        page = is_refused_and_kept(own, "er wordt iets anders geschreven")
        other.execute("ROLLBACK")
    other.close()
    is_well_again(own, page)


@contextmanager
def database(variables):
    config = environ.Env.db_url_config(variables["DATABASE_URL"])
    options = config["OPTIONS"] | {"host": config["HOST"], "dbname": config["NAME"]}
    with psycopg.connect(**options, autocommit=True) as connection:
        yield connection, sql.Identifier(config["NAME"])


@on_postgres
def test_while_the_database_can_only_be_read_an_editor_keeps_what_was_typed(own):
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    drop = f"SELECT pg_terminate_backend(pid) {others}"
    with database(own[1]) as (connection, name):
        connection.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
        connection.execute(drop)
        page = is_refused_and_kept(own, "kan op dit moment alleen worden gelezen")
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name))
        connection.execute(drop)
    is_well_again(own, page)


@on_postgres
@pytest.mark.parametrize("table", ["content_publication", "content_edition"])
def test_a_reader_waits_for_no_lock_longer_than_seconds(own, table):
    """Somebody holds a table for long: what is kept is given, the rest is told to come back."""
    server, variables, *_rest = own
    get(server.address, AIVD)
    with database(variables) as (connection, _name), connection.transaction():
        connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(table)))
        for number in range(6):
            begun = time.monotonic()
            status, headers, body = get(server.address, f"/en/partnerships/?at=2026-01-0{number + 1}")
            assert (status, headers.get("retry-after")) == (503, "5")
            assert "De site is even niet te lezen" in body.decode()
            assert get(server.address, AIVD)[0] == 200
            assert time.monotonic() < begun + 10
        connection.execute("SELECT 1")
    begun = time.monotonic()
    while get(server.address, "/en/partnerships/")[0] != 200:
        assert time.monotonic() < begun + PATIENCE
        time.sleep(0.2)
