"""Who is let in: an invitation, a recovery, what is asked once more, and what only an administrator may."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from content.models import Edition
from cooperation.accounts.models import OneTimeLink, Session, SignInAttempt
from cooperation.letters.models import Letter
from tests import factories
from tests.accounts import PASSWORD, SECOND, code_of, person, signs_in, told, tries
from tests.forms import LIST, Form, address

pytestmark = pytest.mark.looks

USERS = "/admin/auth/user/"
SET = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def boss(client, strict):
    """An administrator who has just signed in, and reads English."""
    user = person("boss", superuser=True, app=True)
    signs_in(client, user)
    client.user = user
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def link_on(response):
    return re.search(r"http://testserver(/admin/account/welcome/[\w-]+/)", response.content.decode())[1]


def group(name):
    return [str(Group.objects.get(name=name).pk)]


def invited(client, **more):
    form = Form(client, f"{USERS}add/")
    return client.get(form.submit(email="Bea@Example.org", first_name="Bea", last_name="Boot", **more).url)


def test_an_invitation_is_a_link_that_works_once(boss):
    page = invited(boss, groups=group("publisher"))
    there = link_on(page)
    user = User.objects.get(username="bea@example.org")
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert user.has_perm("content.publish_edition")
    assert "/welcome/" not in boss.get(f"{USERS}{user.pk}/link/").content.decode()
    assert there.split("/")[-2] not in str(list(OneTimeLink.objects.values()))
    bea = Client(headers={"accept-language": "en"})
    for _look in range(2):
        assert "bea@example.org" in told(bea.get(there))
    assert "too short" in told(bea.post(there, {"new_password1": "short", "new_password2": "short"}))
    for weak in ("1q2w3e4r5t6y", "Wie werkt met wie! 2026", "bea@example.org"):
        response = bea.post(there, dict.fromkeys(SET, weak))
        assert response.status_code == 200, weak
        assert response.context["form"].errors, weak
    assert bea.post(there, SET).url == "/admin/account/set-up/"
    assert bea.get("/admin/").url.startswith("/admin/account/set-up/")
    for again in (Client().get(there), Client().post(there, SET)):
        assert again.status_code == 410
    assert Client().get("/admin/account/welcome/nothing/").status_code == 410
    assert [each.what for each in SignInAttempt.objects.filter(account=user)] == ["link"]


def test_the_letter_with_the_link_is_in_the_language_of_who_gets_it(boss, settings):
    settings.SENDS_LETTERS = True
    assert "is on its way to bea@example.org" in told(invited(boss, groups=group("editor"), language="nl"))
    letter = Letter.objects.get()
    assert (letter.to, letter.language, letter.template) == ("bea@example.org", "nl", "account_invitation")
    assert "/admin/account/welcome/" in letter.text
    assert not User.objects.get(username="bea@example.org").has_perm("content.publish_edition")


@pytest.mark.django_db
def test_whoever_is_signed_in_on_a_new_device_is_told_by_letter(settings):
    anna = person("anna")
    User.objects.filter(pk=anna.pk).update(email="anna@example.org")
    headers = {"accept-language": "nl", "user-agent": "Edg/1 Windows"}
    tries(Client(headers=headers))
    assert not Letter.objects.exists()  # there is no mail server
    settings.SENDS_LETTERS = True
    own = Client(headers=headers)
    assert tries(own, password="wrong").status_code == 200
    assert not Letter.objects.exists()
    for _time in range(2):
        assert tries(own).status_code == 302
        own.post("/admin/logout/")
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == ("anna@example.org", "nl")
    assert letter.subject == "Er is ingelogd op een nieuw apparaat"
    assert "Edge · Windows" in letter.text
    assert "http://testserver/admin/account/" in letter.text


@pytest.mark.database
def test_an_address_has_one_account(boss):
    person("bea@example.org")
    form = Form(boss, f"{USERS}add/")
    form.submit(email="BEA@example.org")
    assert "already" in form.errors()["email"][0]


@pytest.mark.database
def test_a_recovery_takes_somebody_else_and_ends_all_that_was_lost(boss):
    bea, signed_in = person("bea", superuser=True, app=True), Client()
    signs_in(signed_in, bea)
    recovery = f"{USERS}{bea.pk}/recovery/"
    assert signed_in.post(recovery).status_code == 403
    assert recovery not in signed_in.get(f"{USERS}{bea.pk}/change/").content.decode()
    assert recovery in boss.get(f"{USERS}{bea.pk}/change/").content.decode()
    older, there = (link_on(boss.get(boss.post(recovery).url)) for _each in range(2))
    assert Client().get(older).status_code == 410
    assert signed_in.get("/admin/").status_code == 200
    visitor = Client()
    visitor.post(there, SET)
    assert signed_in.get("/admin/").status_code == 302
    assert not Authenticator.objects.filter(user=bea).exists()
    assert visitor.get("/admin/").url.startswith("/admin/account/set-up/")
    assert visitor.get("/admin/account/app/").status_code == 200


def test_a_link_of_long_ago_or_of_a_closed_account_opens_nothing(boss):
    there = link_on(invited(boss))
    user = User.objects.get(username="bea@example.org")
    User.objects.update(is_active=False)
    assert Client().get(there).status_code == 410
    User.objects.update(is_active=True)
    assert Client().get(there).status_code == 200
    OneTimeLink.objects.update(expires_at=user.date_joined)
    assert Client().post(there, SET).status_code == 410


@pytest.mark.database
def test_the_first_account_is_made_on_the_command_line(capsys, strict):
    call_command("administrator", "first@example.org")
    [there] = re.findall(r"http://localhost:8000(/\S+)", capsys.readouterr().out)
    client = Client()
    assert client.post(there, SET).url == "/admin/account/set-up/"
    assert User.objects.get().is_superuser
    call_command("administrator", "FIRST@example.org")
    assert OneTimeLink.objects.get(used_at=None).purpose == "recovery"
    person("bea")
    for name in ("bea", "nothing"):
        with pytest.raises(CommandError):
            call_command("administrator", name)
    assert User.objects.count() == 2


def test_only_an_administrator_sees_accounts_and_tries(client, db):
    user = person()
    user.groups.set(Group.objects.filter(name__in=["editor", "publisher"]))
    client.force_login(user)
    for path in (USERS, f"{USERS}add/", "/admin/auth/group/", "/admin/accounts/signinattempt/"):
        assert client.get(path).status_code == 403, path


def test_nobody_takes_their_own_rights_sets_the_password_of_others_or_rewrites_a_try(boss):
    form = Form(boss, f"{USERS}{boss.user.pk}/change/")
    for name in ("is_active", "is_superuser"):
        left = {key: value for key, value in form.values.items() if key != name}
        response = boss.post(form.path, left)
        assert list(response.context["adminform"].form.errors) == [name]
    other = person("bea")
    assert boss.get(f"{USERS}{other.pk}/password/").status_code in (302, 404)
    assert boss.post(f"{USERS}{other.pk}/delete/").status_code == 403
    attempt = SignInAttempt.objects.first()
    html = boss.get("/admin/accounts/signinattempt/").content.decode()
    assert "boss" in html
    assert boss.post(f"/admin/accounts/signinattempt/{attempt.pk}/change/", {"name": "x"}).status_code == 403


def test_an_account_that_is_closed_is_out_at_once(boss):
    bea, signed_in = person("bea", superuser=True, app=True), Client()
    signs_in(signed_in, bea)
    form = Form(boss, f"{USERS}{bea.pk}/change/")
    del form.values["is_active"]
    form.submit()
    assert signed_in.get("/admin/").status_code == 302
    assert not Session.objects.filter(user=bea).exists()
    assert tries(signed_in, "bea").status_code == 200
    assert "klopt niet" not in told(tries(signed_in, "bea"))


@pytest.mark.database
def test_an_administrator_ends_the_sessions_of_somebody(boss):
    bea, signed_in = person("bea", superuser=True, app=True), Client()
    signs_in(signed_in, bea)
    boss.post(f"{USERS}{bea.pk}/end_sessions/")
    assert signed_in.get("/admin/").status_code == 302
    assert boss.get("/admin/").status_code == 200


# Asked once more


def later(client, minutes=11):
    """Let some minutes pass since somebody showed who they are."""
    session = client.session
    session["shown"] -= minutes * 60
    session.save()


def test_rights_withdrawal_and_removal_ask_once_more_who_it_is(boss):
    page = factories.published(factories.organisation())
    own = ["passkeys/add/", "app/remove/", "recovery-codes/new/"]
    rights = [
        *(f"/admin/account/{path}" for path in own),
        f"{USERS}add/",
        f"{USERS}{boss.user.pk}/change/",
        "/admin/auth/group/add/",
        "/admin/password_change/",
    ]
    asking = [*rights, address(page, "withdraw"), f"/admin/content/redaction/add/?page={page.pk}"]
    for path in asking:
        assert boss.get(path).status_code == 200, path
    later(boss)
    for path in asking:
        assert boss.get(path).url.startswith("/admin/account/again/code/?next="), path
    assert boss.get(LIST).status_code == 200
    assert Form(boss, address(page)).submit().status_code == 302
    # What was sent waits for it.
    withdrawal = {"reason_nl": "Dubbel.", "reason_en": "A duplicate."}
    response = boss.post(address(page, "withdraw"), withdrawal)
    assert response.status_code == 403
    [again] = re.findall('href="(/admin/account/again/code/[^"]+)"', response.content.decode())
    kept = unquote(again.partition("?next=")[2])
    assert not Edition.objects.filter(state="withdrawn").exists()
    assert boss.post(LIST, {"action": "delete_selected"}).status_code == 403
    before = boss.cookies["session"].value
    assert boss.post(again, {"code": "1"}).status_code == 200
    assert boss.post(again, {"code": code_of(boss.user.secret, 1)}).url == kept
    assert boss.cookies["session"].value != before
    form = Form(boss, kept)
    assert (form.path, form.values["reason_nl"]) == (address(page, "withdraw"), ["Dubbel."])
    assert form.submit().status_code == 302
    assert Edition.objects.filter(state="withdrawn").exists()
    assert SignInAttempt.objects.filter(again=True, result="passed").count() == 1


def test_where_a_password_is_enough_it_is_asked_once_more(client, db):
    person("boss", superuser=True)
    tries(client, "boss")
    later(client)
    there = client.get(f"{USERS}add/").url
    assert there.startswith("/admin/account/again/?next=")
    assert client.post(there, {"password": "wrong"}).status_code == 200
    assert client.post(there, {"password": PASSWORD}).url == f"{USERS}add/"
    assert client.get(f"{USERS}add/").status_code == 200


def test_with_a_second_factor_a_password_does_not_do_when_asked_once_more(boss):
    later(boss)
    assert boss.post("/admin/account/again/", {"password": PASSWORD}).status_code in (302, 403)
    assert boss.get(f"{USERS}add/").status_code == 302
    assert SECOND
