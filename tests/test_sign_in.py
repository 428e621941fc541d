"""Signing in: what opens the admin, what does not, and what is written down of it."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from cooperation.accounts.models import Allowance, Session, SignInAttempt
from tests import factories
from tests.accounts import ACCOUNT, LOGIN, PASSWORD, SECOND, code_of, person, signs_in, told, tries
from tests.forms import LIST

pytestmark = pytest.mark.looks


@pytest.fixture
def english_client(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def clock():
    """Stop the clock of this process, and move it."""
    with time_machine.travel("2026-01-05 09:00", tick=False) as stopped:
        yield stopped


def opens(client, path="/admin/"):
    return client.get(path).status_code == 200


# A second factor


def test_a_password_alone_opens_nothing_of_the_site(client, strict):
    person(superuser=True, app=True)
    page = factories.organisation()
    assert tries(client).url == SECOND
    for path in ("/admin/", LIST, ACCOUNT, "/admin/account/app/", "/admin/password_change/"):
        assert client.get(path).url.startswith(f"{LOGIN}?next="), path
    assert client.get(f"/nl/voorbeeld/{page.content_id}/").status_code in (302, 403, 404)
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert not opens(client)


def test_a_password_and_a_code_open_the_admin_where_somebody_was_going(client, strict):
    user = person(superuser=True, app=True)
    client.post(LOGIN, {"login": "anna", "password": PASSWORD, "next": LIST})
    assert client.post(SECOND, {"code": code_of(user.secret)}).url == LIST
    assert opens(client)


@pytest.mark.database
def test_an_account_without_a_second_factor_sets_one_up_before_anything_answers(client, strict):
    page, user = factories.organisation(), person(superuser=True)
    tries(client)
    for path in ("/admin/", LIST, ACCOUNT, "/admin/password_change/", "/admin/account/recovery-codes/"):
        assert client.get(path).url.startswith("/admin/account/set-up/"), path
    assert client.post(LIST, {"action": "x"}).url.startswith("/admin/account/set-up/")
    preview = f"/nl/voorbeeld/{page.content_id}/"
    assert client.get(preview).status_code != 200
    html = client.get("/admin/account/app/").content.decode()
    assert 'src="data:' not in html
    assert "<svg" in html
    [secret] = re.findall(r'door__secret">(\w+)<', html)
    assert client.post("/admin/account/app/", {"code": "1"}).status_code == 200
    assert not opens(client)
    response = client.post("/admin/account/app/", {"code": code_of(secret)})
    assert response.url == "/admin/account/recovery-codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get(response.url).content.decode())
    assert len(codes) == 10
    assert "<code>" not in client.get(response.url).content.decode()
    assert opens(client)
    assert opens(client, preview)
    assert secret not in Authenticator.objects.get(user=user, type="totp").data["secret"]
    # A recovery code opens it once.
    for answer in (302, 200):
        other = Client()
        tries(other)
        assert other.post(SECOND, {"code": codes[3]}).status_code == answer


@pytest.mark.database
def test_a_code_opens_once_whichever_process_looks_at_it(client, strict):
    user = person(superuser=True, app=True)
    code = code_of(user.secret)
    for answer in (302, 200):
        from django.core.cache import cache

        cache.clear()  # of this process
        other = Client()
        tries(other)
        assert other.post(SECOND, {"code": code}).status_code == answer


def test_where_a_password_is_enough_the_screen_says_so(english_client, db):
    person(superuser=True)
    assert "a password alone opens it" in told(english_client.get(LOGIN))
    assert tries(english_client).url == "/admin/"
    assert opens(english_client)


def test_a_session_of_when_a_password_was_enough_opens_nothing_once_it_is_not(client, settings, db):
    person(superuser=True)
    tries(client)
    assert opens(client)
    settings.PASSWORD_ALONE = False
    assert client.get("/admin/").url.startswith("/admin/account/set-up/")


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "http://testserver/x", "x:y"])
def test_signing_in_leads_nowhere_else(client, db, there):
    person(superuser=True)
    assert client.post(LOGIN, {"login": "anna", "password": PASSWORD, "next": there}).url == "/admin/"


def test_a_passkey_that_nobody_made_is_refused_in_words(english_client, strict):
    user = person(superuser=True, app=True)
    made_up = [
        "", "x", "[]", "{}", "1", '"x"', '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ", "clientDataJSON": "e30",'
        ' "authenticatorData": "eA", "signature": "eA"}}',
    ]  # fmt: skip
    for credential in made_up:
        english_client.get("/admin/login/passkey/", headers={"accept": "application/json"})
        response = english_client.post("/admin/login/passkey/", {"credential": credential})
        assert response.url == LOGIN, credential
    assert not opens(english_client)
    assert {attempt.result for attempt in SignInAttempt.objects.filter(what="passkey")} == {"failed"}
    signs_in(english_client, user)
    for credential in made_up:
        response = english_client.post("/admin/account/passkeys/add/", {"credential": credential})
        assert response.status_code == 200, credential


# Limits, and what is written down


@pytest.mark.database
def test_ten_wrong_tries_keep_out_strangers_and_not_who_signed_in_here_before(client, strict):
    person(superuser=True, app=True)
    known = Client()
    signs_in(known, user := person("bea", superuser=True, app=True))
    known.post("/admin/logout/")
    for _each in range(10):
        assert tries(client, "BEA ", "wrong").status_code == 200
    assert tries(client, "bea").status_code == 429  # although it is right
    assert "te vaak" in told(tries(client, "bea"))
    assert tries(Client(REMOTE_ADDR="192.0.2.7"), "bea").status_code == 429
    assert tries(Client(REMOTE_ADDR="192.0.2.7"), "anna").url == SECOND
    assert tries(known, "bea").url == SECOND
    assert known.post(SECOND, {"code": code_of(user.secret, 1)}).status_code == 302


def test_an_account_that_is_not_there_answers_as_one_that_is(strict):
    person()
    person("bea").set_unusable_password()
    factories.user(name="carel")
    for name in ("anna", "bea", "carel", "nobody", "nobody@example.org"):
        Allowance.objects.all().delete()
        visitor = Client()
        answers = [tries(visitor, name, "wrong") for _each in range(12)]
        said = {told(answer).replace(name, "") for answer in answers[:10]}
        assert len(said) == 1, name
        assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2, name


@pytest.mark.database
def test_many_accounts_are_not_tried_from_one_place(client, db):
    answers = [tries(client, f"somebody-{number}", "wrong").status_code for number in range(22)]
    assert answers == [200] * 20 + [429] * 2
    assert tries(Client(REMOTE_ADDR="2001:db8::1"), "x", "wrong").status_code == 200


def test_a_code_is_not_guessed(client, strict):
    user = person(superuser=True, app=True)
    tries(client)
    for _each in range(5):
        client.post(SECOND, {"code": "12345"})
    response = client.post(SECOND, {"code": code_of(user.secret)})
    assert response.status_code == 200
    assert "te vaak" in told(response)


@pytest.mark.database
def test_each_try_is_written_down_without_a_secret(client, strict):
    user = person(superuser=True, app=True)
    client.defaults |= {"REMOTE_ADDR": "192.0.2.9", "HTTP_USER_AGENT": "Mozilla/5.0 Firefox/140"}
    tries(client, "hush-my-password", "x")
    tries(client, "anna", "wrong")
    signs_in(client, user)
    found = [
        (each.account, each.what, each.result, each.address, each.device)
        for each in SignInAttempt.objects.order_by("pk")
    ]
    where = ("192.0.2.9", "Mozilla/5.0 Firefox/140")
    assert found == [
        (None, "password", "failed", *where),
        (user, "password", "failed", *where),
        (user, "password", "passed", *where),
        (user, "code", "passed", *where),
    ]
    assert "hush" not in str(list(SignInAttempt.objects.values()))
    with pytest.raises(TypeError):
        SignInAttempt.objects.last().save()


# Sessions


@pytest.mark.database
def test_somebody_sees_their_own_sessions_and_ends_each(english_client, strict):
    user = person(superuser=True, app=True)
    english_client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux) Firefox/140"
    signs_in(english_client, user)
    for device, steps in (("Mozilla/5.0 (iPhone) Safari/604", 1), ("curl", -1)):
        other = Client(HTTP_USER_AGENT=device, REMOTE_ADDR="192.0.2.1")
        tries(other)
        other.post(SECOND, {"code": code_of(user.secret, steps)})
        assert opens(other)
    said = told(english_client.get(ACCOUNT))
    assert "Firefox · Linux this one 127.0.0.1 · since" in said
    assert "Safari · iPhone 192.0.2.1" in said
    session = english_client.session
    session["shown"] -= 3600
    session.save()
    ends = re.findall(r'action="(/admin/account/sessions/\w+/end/)"', english_client.get(ACCOUNT).content.decode())
    assert len(ends) == 4  # each, and all others
    assert english_client.get(ends[1]).status_code == 405
    assert english_client.post(ends[1]).url.startswith("/admin/account/again/code/?next=")
    assert opens(other)
    session["shown"] += 3600
    session.save()
    english_client.post(ends[1])
    assert not opens(other)
    assert Session.objects.filter(user=user).count() == 2
    english_client.post(f"{ACCOUNT}sessions/others/end/")
    assert Session.objects.filter(user=user).count() == 1
    english_client.post(ends[0])
    assert not opens(english_client)


@pytest.mark.database
@pytest.mark.parametrize(("later", "is_open"), [(3600, True), (7300, False)])
def test_a_session_ends_when_nobody_uses_it(client, db, clock, later, is_open):
    person(superuser=True)
    tries(client)
    clock.shift(later)
    assert opens(client) is is_open


def test_a_session_ends_with_the_working_day_however_much_it_is_used(client, db, clock):
    person(superuser=True)
    tries(client)
    for _hour in range(9):
        clock.shift(3600)
        assert opens(client)
    clock.shift(3700)
    assert not opens(client)


@pytest.mark.database
def test_another_second_factor_or_password_ends_all_other_sessions(client, db):
    user = person(superuser=True)
    other = Client()
    tries(other)
    tries(client)
    before = client.cookies["session"].value
    html = client.get("/admin/account/app/").content.decode()
    client.post("/admin/account/app/", {"code": code_of(*re.findall(r'door__secret">(\w+)<', html))})
    assert opens(client)
    assert client.cookies["session"].value != before
    assert not opens(other)
    other.force_login(user)
    client.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": "vier andere woorden", "new_password2": "vier andere woorden"},
    )
    assert not opens(other)
    assert opens(client)


def test_a_password_is_taken_as_it_was_typed_however_long(client, db):
    user, long = person(superuser=True), " Mét spaties, én 日本語; zonder regels 1" * 4
    user.set_password(long)
    user.save()
    assert tries(client, password=long.strip()).status_code == 200
    assert tries(client, password=long.lower()).status_code == 200
    assert tries(client, password=long).url == "/admin/"
    assert client.get("/admin/account/")["Cache-Control"].endswith("private")
    html = Client().get(LOGIN).content.decode()
    assert 'type="password" name="password" autocomplete="current-password"' in html
