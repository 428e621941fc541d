"""Whether the documents of sources are still at their addresses, and still say the same."""

from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from content import clock
from cooperation.upkeep.fetching import Unreachable, fetch
from tests import factories
from tests.forms import Form, html, words

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
LIST = "/admin/content/confirmation/"
BEGIN = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def site_of_others(settings, tmp_path):
    """Somebody else's site: what it answers at each path, as a status, headers and a body; and what was asked of it."""
    settings.LINKS_MAY_BE_LOCAL = True
    answers, asked = {}, []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["User-Agent"]))
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Type": "text/html", **headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield answers, asked, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def linked(site_of_others):
    source = factories.source(title="Verslag", slug="verslag", url=f"{site_of_others[2]}/verslag")
    with clock.set_to(BEGIN):
        factories.published(source)
    return source


def look(day, capsys):
    """Look at all addresses on a day after the beginning; return the status of the command and what it told."""
    with clock.set_to(BEGIN + timedelta(days=day)):
        try:
            call_command("check_links")
            code = 0
        except CommandError as error:
            code = error.returncode
    return code, capsys.readouterr().out


def test_an_address_that_answers_is_fine_whatever_stands_around_its_words(linked, site_of_others, capsys):
    answers, asked, _address = site_of_others
    answers["/verslag"] = 200, {}, b"<header>Monday</header><main>The <b>report</b></main><script>1</script>"
    assert look(1, capsys) == (0, "Looked at 1 addresses: 1 fine.\n")
    answers["/verslag"] = 200, {}, b"<header>Tuesday</header><main> The\n report</main><script>2</script>"
    assert look(2, capsys)[0] == 0
    assert asked[0] == ("/verslag", "who-works-with-whom check_links (redactie@example.org)")


@pytest.mark.database
def test_an_address_is_dead_after_some_days_and_not_after_one_outage(writer, linked, site_of_others, capsys):
    answers, _asked, _address = site_of_others
    assert [look(day, capsys)[0] for day in (1, 1, 1, 2)] == [0, 0, 0, 0]
    answers["/verslag"] = 200, {}, b"There again"
    assert look(3, capsys)[0] == 0
    del answers["/verslag"]
    assert [look(day, capsys)[0] for day in (4, 5, 6)] == [0, 0, 2]
    told = words(writer, LIST)
    assert "Addresses of sources Verslag is dead since 6 April 2026, looked at on 6 April 2026: HTTP 404" in told


def test_an_address_that_moved_for_good_is_told_with_where_to(writer, linked, site_of_others, capsys):
    answers, _asked, address = site_of_others
    answers["/verslag"] = 302, {"Location": "/nu"}, b""
    answers["/nu"] = 200, {}, b"The report"
    assert look(1, capsys)[0] == 0
    answers["/verslag"] = 301, {"Location": "/nu"}, b""
    assert look(2, capsys) == (
        2,
        f"moved: Verslag, {address}/verslag → {address}/nu\nLooked at 1 addresses: 1 moved.\n",
    )
    assert f"{address}/nu" in html(writer, LIST)
    linked.url = f"{address}/nu"
    linked.save()
    factories.publish(linked)
    assert "has moved" not in html(writer, LIST)
    answers["/nu"] = 302, {"Location": "/nu"}, b""
    assert "loop" in look(3, capsys)[1]


@pytest.mark.database
def test_what_says_something_else_is_told_until_somebody_has_read_it(writer, linked, site_of_others, capsys):
    answers, _asked, _address = site_of_others
    answers["/verslag"] = 200, {}, b"The report"
    assert look(1, capsys)[0] == 0
    answers["/verslag"] = 200, {"Content-Type": "application/pdf"}, b"The second report"
    assert [look(day, capsys)[0] for day in (2, 3)] == [2, 2]
    assert "says something else since 2 April 2026" in words(writer, LIST)
    with clock.set_to(BEGIN + timedelta(days=4)):
        form = Form(writer, f"{LIST}{linked.pk}/check/")
        form.submit("_confirm", claim=[str(linked.content_id)])
        assert "says something else" not in words(writer, LIST)
    assert look(5, capsys)[0] == 0
    answers["/verslag"] = 200, {"Content-Type": "application/pdf"}, b"The third report"
    assert look(6, capsys)[0] == 2


def test_what_turns_programs_away_is_no_alarm(linked, site_of_others, capsys):
    site_of_others[0]["/verslag"] = 403, {}, b"No."
    assert [look(day, capsys) for day in (1, 2, 3)][-1][0] == 0


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:{port}/verslag", "local"),
        ("http://localhost/", "local"),
        ("http://[::1]/", "local"),
        ("http://[::ffff:127.0.0.1]/", "local"),
        ("http://169.254.169.254/", "local"),
        ("http://10.0.0.1/", "local"),
        ("http://224.0.0.1/", "local"),
        ("file:///etc/passwd", "no web"),
        ("ftp://example.org/", "no web"),
        ("http://a:x/", "no web"),
        ("http://", "no web"),
    ],
)
def test_nobody_is_asked_who_is_not_on_the_open_web(site_of_others, settings, url, why):
    _answers, asked, address = site_of_others
    settings.LINKS_MAY_BE_LOCAL = False
    with pytest.raises(Unreachable, match=why):
        fetch(url.format(port=address.rpartition(":")[2]))
    assert not asked


def test_where_an_address_leads_is_looked_at_as_well(site_of_others):
    answers, _asked, address = site_of_others
    answers["/verslag"] = 301, {"Location": "file:///etc/passwd"}, b""
    with pytest.raises(Unreachable, match="no web"):
        fetch(f"{address}/verslag")


def test_one_source_is_looked_at_by_its_name(linked, capsys):
    with pytest.raises(CommandError, match="no public source of that name"):
        call_command("check_links", "--source", "anders")
    call_command("check_links", "--source", "verslag")
    assert "Looked at 1 addresses: 1 failing." in capsys.readouterr().out
