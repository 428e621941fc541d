"""What who runs the site can watch, and what the log says: with gunicorn and the library's own parser."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from wsgiref.util import setup_testing_defaults

import pytest
import yaml
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from prometheus_client.parser import text_string_to_metric_families

from content import clock, publishing
from content.models import Redaction
from cooperation.kept_pages import KeptPages
from cooperation.letters.models import Letter
from cooperation.metrics.observing import Observed
from cooperation.metrics.telling import Counts, Standing
from cooperation.upkeep.models import AddressCheck
from tests import factories, servers

pytestmark = pytest.mark.looks
AIVD = "/en/organisations/aivd/"
ANSWERS = {"kept", "shared", "made", "same", "direct", "away", "refused"}
VIEWS = {path.stem for path in (servers.ROOT / "cooperation/views").glob("*.py")}
KINDS = VIEWS | {"admin", "file", "probe", "none", "other"}


@pytest.fixture(scope="module")
def watched(copy_of_site, tmp_path_factory):
    """A site with two workers, where it tells of itself, and its log."""
    folder = tmp_path_factory.mktemp("watched")
    place, log = servers.free_place(), folder / "log"
    own = {"METRICS_ADDRESS": place, "LOG_FORMAT": "json", "TRUSTED_PROXY": "true", "TMPDIR": str(folder)}
    variables = copy_of_site("watched") | own
    with servers.gunicorn(log, workers=2, **variables) as server:
        yield server, f"http://{place}/metrics", log, variables


def ask(server, path, method="GET", **headers):
    """Ask the site, and return the status, the headers and the body."""
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
    connection.close()
    return told


def scraped(place):
    """All samples, as who scrapes the site reads them: by name and labels; and the text."""
    text = urlopen(place, timeout=30).read().decode()
    families = text_string_to_metric_families(text)
    return {
        (each.name, *sorted(each.labels.items())): each.value for family in families for each in family.samples
    }, text


def total(samples, **labels):
    """The sum of the answers with some labels."""
    return sum(
        value
        for (name, *rest), value in samples.items()
        if name == "site_requests_total" and labels.items() <= dict(rest).items()
    )


def until(place, is_so):
    """Scrape until something is so: each worker saves what it counted once a second."""
    for _time in range(100):
        if is_so(found := scraped(place)[0]):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_workers_are_counted_together_and_one_that_is_killed_takes_nothing_with_it(watched):
    server, place, _log, _variables = watched
    before = until(place, lambda found: found["site_worker_starts_total",] == 2)
    tag = ask(server, AIVD)[1]["ETag"]
    for _time in range(11):
        ask(server, AIVD)
    assert ask(server, AIVD, If_None_Match=tag)[0] == 304
    ask(server, "/nl/zoeken/?q=geheim-woord")
    ask(server, "/static/nothing.css")
    after = until(place, lambda found: total(found) - total(before) >= 15)
    counted = {answer: total(after, answer=answer) - total(before, answer=answer) for answer in ANSWERS}
    assert counted["same"] == 1
    assert counted["made"] + counted["kept"] == 13
    assert counted["kept"] >= 10
    assert counted["direct"] == 1
    assert after["site_database_queries_total", ("kind", "search")] >= 4
    assert after["site_answer_seconds_count", ("answer", "same")] == total(after, answer="same")
    assert after["site_answer_seconds_bucket", ("answer", "same"), ("le", "+Inf")] == total(after, answer="same")

    master = server.process.pid
    first = int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])
    os.kill(first, signal.SIGKILL)
    later = until(place, lambda found: found["site_worker_starts_total",] == 3)
    assert {key: value for key, value in after.items() if "_total" in key[0] and later[key] < value} == {}
    (folder,) = Path(watched[3]["TMPDIR"]).glob("metrics-*")
    assert sorted(path.name for path in folder.glob("*.json")) == ["0.json", "1.json"]


def test_whatever_is_sent_adds_no_series_and_tells_of_no_visitor(watched):
    server, place, _log, _variables = watched
    for number in range(20):
        ask(server, f"/en/{number}/{'x' * 50}{number}/?q=secret-word-{number}", X_Forwarded_For=f"203.0.113.{number}")
        ask(server, "/nl/", method=f"METHOD{number}", User_Agent=f"Hostile/{number}")
        ask(server, "/nl/", Host=f"host{number}.example")
    found = until(place, lambda found: total(found, kind="pages", status="4xx") >= 20)
    for name, *labels in found:
        allowed = {"kind": KINDS, "answer": ANSWERS, "status": {"1xx", "2xx", "3xx", "4xx", "5xx"}}
        assert all(value in allowed[label] for label, value in labels if label in allowed), (name, labels)
        assert {label for label, _value in labels} <= {*allowed, "le", "state", "when"}
    text = scraped(place)[1]
    assert not re.search(r"secret|geheim|203\.0|Hostile|METHOD|aivd|host\d", text)
    assert ask(server, "/metrics")[0] == 404


def test_an_address_that_somebody_has_stops_the_start_with_one_line(watched, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        own = watched[3] | {"METRICS_ADDRESS": f"127.0.0.1:{taken.getsockname()[1]}", "LOG_LEVEL": "ERROR"}
        command = [servers.PYTHON, "-m", "gunicorn", f"--bind={servers.free_place()}"]
        environment = servers.environment(**own)
        finished = subprocess.run(
            command, cwd=servers.ROOT, env=environment, capture_output=True, text=True, timeout=60
        )
    assert finished.returncode != 0
    (line,) = finished.stderr.strip().splitlines()
    assert re.match("METRICS_ADDRESS .* cannot be listened at", line)


def test_an_error_has_an_id_which_the_log_has_as_well(watched):
    """What is not kept is 503 once the record cannot be read; what a proxy says is taken where it is well formed."""
    server, _place, log, variables = watched
    assert "X-Request-ID" not in ask(server, AIVD)[1]
    assert "X-Request-ID" not in ask(server, "/en/nothing-here/")[1]
    for given, is_taken in {"0123456789abcdef": True, "short": False, '<b>"0123456789': False, "x" * 65: False}.items():
        status, headers, body = ask(server, "/nl/", Host="elsewhere.example", X_Request_ID=given)
        assert (status, headers["X-Request-ID"] == given) == (400, is_taken)
        assert f"<code>{headers['X-Request-ID']}</code>" in body
        assert "Nummer van deze vraag" in body
        assert "Number of this request" in body
    servers.manage("shell", "-c", MOVE.format("content_publication", "away"), **variables)
    status, headers, body = ask(server, "/en/partnerships/", X_Forwarded_For="203.0.113.77")
    servers.manage("shell", "-c", MOVE.format("away", "content_publication"), **variables)
    assert status == 503
    assert f"<code>{headers['X-Request-ID']}</code>" in body
    told = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert {frozenset(each) - {"request_id", "traceback"} for each in told} == {
        frozenset({"time", "level", "logger", "message"})
    }
    assert headers["X-Request-ID"] in [each.get("request_id") for each in told]
    assert "203.0.113" not in log.read_text()


MOVE = """
from django.db import connection
connection.cursor().execute("ALTER TABLE {} RENAME TO {}")
"""


@pytest.mark.django_db
def test_an_error_of_ours_shows_its_id_and_a_kept_page_shows_none(bodies, monkeypatch, caplog, settings):
    application = Observed(KeptPages(get_wsgi_application()))

    def get(path):
        environ, begun = {"PATH_INFO": path, "HTTP_HOST": "testserver", "HTTP_X_REQUEST_ID": "given-by-a-visitor"}, []
        setup_testing_defaults(environ)
        body = application(environ, lambda status, headers, *_more: begun.append((int(status[:3]), dict(headers))))
        return *begun[-1], b"".join(body).decode()

    def fail(*args, **kwargs):
        raise ZeroDivisionError

    once, again = get("/en/organisations/"), get("/en/organisations/")
    assert once == again
    monkeypatch.setattr("cooperation.views.lists.show", fail)
    status, headers, body = get("/nl/organisaties/")
    assert status == 500
    assert f"<code>{headers['X-Request-ID']}</code>" in body
    assert headers["X-Request-ID"] != "given-by-a-visitor"
    settings.TRUSTED_PROXY = True
    assert get("/nl/organisaties/")[1]["X-Request-ID"] == "given-by-a-visitor"


def values(collector):
    return {(each.name, *each.labels.values()): each.value for family in collector.collect() for each in family.samples}


@pytest.mark.django_db
def test_what_needs_somebody_is_counted_and_nothing_more_is_told(bodies):
    page = factories.published(factories.organisation(name="Geheime dienst", slug="geheim"))
    before = values(Standing())
    assert before["site_ready",] == 1
    assert 0 <= before["site_publication_age_seconds",] < 60
    assert before["site_plans", "ahead"] == before["site_plans", "due"] == before["site_redactions_waiting",] == 0
    page.title_en = "Planned"
    page.save()
    publishing.approve(publishing.submit(page), at=clock.now() + timedelta(days=1))
    Redaction.objects.create(page=page, reason_nl="Op verzoek", reason_en="On request", asked_by=factories.user())
    now = clock.now()
    letter = {"to": "a@example.org", "language": "nl", "template": "x", "subject": "x", "due": now, "until": now}
    Letter.objects.create(**letter, asked_at=now)
    Letter.objects.create(**letter, asked_at=now - timedelta(hours=2))
    Letter.objects.create(**letter, asked_at=now, state="given_up", ended_at=now)
    Letter.objects.create(**letter, asked_at=now, state="given_up", ended_at=now - timedelta(days=2))
    source = factories.source(title="Stuk", url="https://example.org/stuk")
    AddressCheck.objects.create(source=source, url=source.url, state="dead", since=now, looked_at=now)
    after = values(Standing())
    assert (after["site_plans", "ahead"], after["site_plans", "due"], after["site_redactions_waiting",]) == (1, 0, 1)
    assert [after["site_letters", state] for state in ("waiting", "late", "given_up")] == [2, 1, 1]
    assert after["site_source_addresses", "dead"] == 1
    assert after["site_source_addresses_age_seconds",] < 60


@pytest.mark.django_db
def test_without_a_database_it_is_told_that_readers_do_not_get_the_site(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("no connection")

    monkeypatch.setattr("cooperation.metrics.telling.wait_for", refuse)
    assert values(Standing()) == {("site_ready",): 0}


@pytest.mark.django_db
def test_every_alarm_is_about_what_is_told_and_has_its_place_in_the_documents(bodies, tmp_path):
    told = {family.name for collector in (Counts(tmp_path), Standing()) for family in collector.collect()}
    told |= {f"{name}{suffix}" for name in told for suffix in ("_total", "_bucket", "_count", "_sum")}
    told |= {"site_source_addresses_age_seconds"}  # once they were looked for
    groups = yaml.safe_load((servers.ROOT / "docs/alerts.yaml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    named = {name for rule in rules for name in re.findall(r"\bsite_\w+", rule["expr"])}
    operations = (servers.ROOT / "docs/operations.md").read_text()
    assert named
    assert named - told == set()
    assert set(re.findall(r"`(site_[a-z_]+)", operations)) - told == set()
    for rule in rules:
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert f"`{rule['alert']}`" in operations, rule["alert"]
        assert rule["labels"]["severity"] in {"page", "work"}
