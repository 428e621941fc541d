"""Letters arrive once, also with a mail server that is away, senders at once and a stop in the middle."""

import subprocess
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from content import clock
from cooperation.letters.models import Letter
from cooperation.letters.sending import deliver_due
from cooperation.letters.writing import send
from tests import factories, servers
from tests.forms import html
from tests.mail import mail_server

pytestmark = pytest.mark.looks

TO = "anna@example.org"


@pytest.fixture
def post(settings):
    """A mail server, to which this site sends."""
    with mail_server() as server:
        use(settings, server.port)
        yield server


def use(settings, port):
    settings.SENDS_LETTERS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.BASE_URL = "http://testserver"


def states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_a_letter_arrives_in_the_readers_language_and_says_who_why_and_what(post):
    send("test", TO, "nl", {})
    send("test", "John.O'Neil+x@example.org", "en", {})
    assert post.letters == []
    assert deliver_due() == 2
    dutch, english = post.letters
    assert dutch["To"] == TO
    assert dutch["From"] == "Wie werkt met wie <redactie@example.org>"
    assert dutch["Reply-To"] == "redactie@example.org"
    assert dutch["Auto-Submitted"] == "auto-generated"
    assert dutch["Subject"] == "Een brief om te zien of brieven aankomen"
    assert dutch.get_content_type() == "text/plain"
    said = dutch.get_content()
    for part in ("Hallo,", "Waarom u deze brief krijgt: ", "http://testserver/", "geen site van de overheid"):
        assert part in said
    assert "{" not in said
    assert english["To"] == "John.O'Neil+x@example.org"
    assert "This is not a government site." in english.get_content()
    assert dutch["Message-ID"] != english["Message-ID"]


@pytest.mark.database
@pytest.mark.django_db
def test_what_is_undone_sends_no_letter_and_what_was_sent_keeps_no_text(post):
    with transaction.atomic():
        send("test", TO, "nl", {})
        transaction.set_rollback(True)
    assert deliver_due() == 0
    letter = send("test", TO, "nl", {})
    assert letter.text
    deliver_due()
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.tries, letter.last_error) == ("sent", "", 1, "")
    with clock.set_to(clock.now() + timedelta(days=91)):
        deliver_due()
    assert not Letter.objects.exists()


@pytest.mark.database
@pytest.mark.django_db
def test_a_server_that_is_away_gets_the_letters_when_it_is_back(settings):
    begin = clock.now()
    with mail_server() as server:
        port = server.port
    use(settings, port)
    first, second = send("test", TO, "nl", {}), send("test", "b@example.org", "nl", {})
    with clock.set_to(begin + timedelta(minutes=1)):
        assert deliver_due() == 0
    first.refresh_from_db()
    assert first.tries == 1
    assert "refused" in first.last_error
    second.refresh_from_db()
    assert second.tries == 0  # who has seen that nobody is there does not knock for each letter
    with mail_server(port) as server:
        with clock.set_to(begin + timedelta(minutes=1, seconds=30)):
            assert deliver_due() == 1
        with clock.set_to(begin + timedelta(minutes=2)):
            assert deliver_due() == 1
        assert sorted(letter["To"] for letter in server.letters) == [TO, "b@example.org"]


@pytest.mark.django_db
def test_tries_become_rarer_and_end(settings):
    with mail_server() as server:
        port = server.port
    use(settings, port)
    letter, begin, tries = send("test", TO, "nl", {}), clock.now(), []
    while letter.state == "waiting":
        with clock.set_to(letter.due):
            tries.append(letter.due - begin)
            deliver_due()
        letter.refresh_from_db()
    assert letter.state == "given_up"
    assert letter.text == ""
    assert timedelta(days=2, hours=20) < tries[-1] <= timedelta(days=3)
    assert len(tries) < 100
    assert tries[5] - tries[4] > tries[2] - tries[1]


@pytest.mark.django_db
def test_a_letter_whose_link_leads_nowhere_any_more_is_not_sent(post):
    letter = send("test", TO, "nl", {}, until=clock.now() + timedelta(minutes=5))
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        assert deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.text, post.letters) == ("given_up", "", [])


@pytest.mark.database
@pytest.mark.django_db
def test_one_address_that_is_refused_holds_up_no_other(post):
    post.refusals = {"nobody@": "550 no such user", "busy@": "450 try later"}
    for address in ("nobody@example.org", "busy@example.org", TO):
        send("test", address, "nl", {})
    assert deliver_due() == 1
    assert states() == ["given_up", "waiting", "sent"]
    assert Letter.objects.get(to="nobody@example.org").last_error == "550 no such user"
    assert Letter.objects.get(to="nobody@example.org").text == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to", ["", "anna", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "a@b\0"]
)
def test_what_is_no_address_gets_no_letter(post, to):
    with pytest.raises(ValidationError):
        send("test", to, "nl", {})
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_name_cannot_add_a_header_a_paragraph_or_markup(post, settings, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "odd.txt").write_text(
        '{% extends "letters/_letter.txt" %}{% block subject %}From {{ name }}{% endblock %}'
        "{% block text %}See {{ name }}.{% endblock %}{% block why %}.{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    name = "<b>Zoë\r\nBcc: x@example.org\r\n\r\n.\r\nPay “now” \u202e \x00& 李"
    send("odd", TO, "en", {"name": name})
    deliver_due()
    [letter] = post.letters
    shown = "<b>Zoë Bcc: x@example.org . Pay “now” & 李"
    assert letter["Subject"].strip() == f"From {shown}"
    assert letter["Bcc"] is None
    assert letter["X-To"].count("@") == 1
    assert f"See {shown}." in letter.get_content().splitlines()
    send("odd", TO, "en", {"name": "x" * 900})
    deliver_due()
    assert len(post.letters[1]["Subject"].strip()) == 200


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_sent_and_the_admin_says_so(writer, mailoutbox):
    send("test", TO, "en", {})
    assert deliver_due() == 0
    assert mailoutbox == []
    assert Letter.objects.get().text == ""
    shown = html(writer, "/admin/letters/letter/")
    assert "This site sends no letters: it has no mail server." in shown
    assert "not sent: this site has no mail server" in shown
    assert TO in html(writer, f"/admin/letters/letter/{Letter.objects.get().pk}/change/")
    with pytest.raises(CommandError, match="EMAIL_URL is not set"):
        call_command("send_letters")


@pytest.mark.django_db
def test_the_list_of_letters_shows_no_text_and_only_to_those_who_may(post, writer, client):
    send("test", TO, "en", {})
    letter = Letter.objects.get()
    for path in ("/admin/letters/letter/", f"/admin/letters/letter/{letter.pk}/change/"):
        shown = html(writer, path)
        assert TO in shown
        assert "You need not do anything" not in shown
    assert "waits" in html(writer, "/admin/letters/letter/")
    assert "next try on" in html(writer, "/admin/letters/letter/")
    assert "no mail server" not in html(writer, "/admin/letters/letter/").partition('id="changelist"')[0]
    client.force_login(factories.user(permissions=["cooperation.change_organisation"]))
    html(client, "/admin/letters/letter/", status=403)


@pytest.mark.database
@pytest.mark.django_db
def test_an_operator_sees_whether_letters_arrive(post, capsys):
    call_command("send_letters", "--test", TO)
    assert "Sent 1 letters; 0 wait." in capsys.readouterr().out
    assert [letter["To"] for letter in post.letters] == [TO]
    post.refusals = {"nobody@": "550 no such user"}
    with pytest.raises(CommandError, match="550 no such user"):
        call_command("send_letters", "--test", "nobody@example.org")
    with pytest.raises(CommandError, match="no address"):
        call_command("send_letters", "--test", "nobody")


LATER = """
from content import clock
from cooperation.letters.sending import TAKEN_FOR, deliver_due
with clock.set_to(clock.now() + TAKEN_FOR):
    deliver_due()
"""


@pytest.mark.database
def test_each_letter_goes_once_with_many_senders_and_after_one_that_was_killed(copy_of_site, tmp_path):
    with mail_server() as server:
        variables = copy_of_site("letters") | {"EMAIL_URL": server.url, "EMAIL_FROM": "brief@example.org"}

        def shell(script):
            servers.manage("shell", "--no-imports", "--verbosity=0", "-c", script, **variables)

        def write(count):
            call = "send('test', f'reader{number}@example.org', 'nl', {})"
            shell(f"from cooperation.letters.writing import send; [{call} for number in range({count})]")

        def sender():
            command: list = [servers.PYTHON, "manage.py", "send_letters"]
            return subprocess.Popen(command, cwd=servers.ROOT, env=servers.environment(**variables))

        write(9)
        for each in [sender(), sender(), sender()]:
            assert each.wait(120) == 0
        assert sorted(letter["To"] for letter in server.letters) == [f"reader{each}@example.org" for each in range(9)]

        server.open.clear()
        server.busy.clear()
        write(1)
        stopped = sender()
        assert server.busy.wait(60)
        stopped.kill()
        stopped.wait()
        server.open.set()
        servers.manage("send_letters", **variables)
        assert len(server.letters) == 10  # it may still be under way
        shell(LATER)
        assert len(server.letters) == 11
        assert server.letters[9]["Message-ID"] == server.letters[10]["Message-ID"]

        server.busy.clear()
        write(1)
        with servers.gunicorn(tmp_path / "log", workers=2, **variables):
            assert server.busy.wait(60)
        assert len(server.letters) == 12
        assert "brief@example.org" in server.letters[11]["From"]
