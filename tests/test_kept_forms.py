"""What was typed by somebody who was signed out meanwhile is kept, for them alone, and saved once they are back."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

from content import clock, kept_forms
from content.models import KeptForm, Statement
from cooperation.models import Organisation
from tests import factories
from tests.accounts import LOGIN, PASSWORD, SECOND, code_of, person
from tests.forms import Form, address

pytestmark = pytest.mark.looks


@pytest.fixture
def page(db):
    page = factories.organisation(name="Dienst")
    factories.statement(page)
    return page


def typed(client, page):
    """A form of a page in which somebody typed, with a row that they added."""
    form = Form(client, address(page))
    form.add_row("statements", text_nl="<p>Lang\r\ngetypt & <b>wel</b>.</p>")
    form.fill(title_nl="Ander")
    return form


def way_on(form):
    """Where the page leads that says that somebody was signed out."""
    assert form.response.status_code == 403
    [way] = re.findall(r'class="button default" href="([^"]+)"', form.response.content.decode())
    return way


def kept_path():
    return f"/admin/kept/{KeptForm.objects.get().pk}/"


def saved(page):
    return (Organisation.objects.get(pk=page.pk).title_nl, Statement.objects.filter(page=page.pk).count())


def test_who_was_signed_out_signs_in_in_two_steps_and_loses_nothing(client, page, settings):
    """In one window, without a script: a name and a password, a code, and what was typed is there to be sent."""
    user = person(superuser=True, app=True)
    client.force_login(user)
    form = typed(client, page)
    client.logout()
    settings.PASSWORD_ALONE = False
    form.submit()
    assert "Lang" not in form.response.content.decode()
    way = way_on(form)
    assert unquote(way).endswith(f"?next={kept_path()}")
    assert client.get(kept_path()).url == unquote(way)
    door = client.post(way, {"login": "anna", "password": PASSWORD, "next": kept_path()})
    assert door.url == SECOND
    assert client.get(kept_path()).url == unquote(way)  # a password alone shows nothing of it
    assert client.post(SECOND, {"code": code_of(user.secret)}).url == kept_path()
    back = Form(client, kept_path())
    assert back.path == address(page)
    assert back.submit().status_code == 302
    assert saved(page) == ("Ander", 3)
    assert any("Lang" in text and "<b>" not in text for text in Statement.objects.values_list("text_nl", flat=True))
    assert not KeptForm.objects.exists()


def test_another_tab_in_which_somebody_signed_out_and_in_keeps_it_as_well(page):
    """A token of an earlier session: the form is known by its mark, and one click sends it."""
    user = person(superuser=True)
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.force_login(user)
    form = typed(client, page)
    client.logout()
    client.get(LOGIN)  # which gives another token
    form.submit()
    assert "next=" in way_on(form)
    client.force_login(user)
    back = Form(client, kept_path())
    assert back.submit().status_code == 302
    assert saved(page) == ("Ander", 3)


def test_whoever_has_still_to_choose_a_second_factor_finds_on_the_first_page_what_they_typed(client, page, settings):
    user = person(superuser=True)
    client.force_login(user)
    form = typed(client, page)
    client.logout()
    settings.PASSWORD_ALONE = False
    client.post(LOGIN, {"login": "anna", "password": PASSWORD})
    assert form.submit().url.startswith("/admin/account/set-up/")
    assert saved(page) == ("Dienst", 2)
    settings.PASSWORD_ALONE = True
    client.force_login(user)
    assert f'href="{kept_path()}"' in client.get("/admin/").content.decode()
    client.force_login(factories.user(superuser=True))
    assert kept_path() not in client.get("/admin/").content.decode()
    client.force_login(user)
    assert Form(client, kept_path()).submit().status_code == 302
    assert saved(page) == ("Ander", 3)


@pytest.mark.database
def test_somebody_else_who_signs_in_does_not_get_it(client, page):
    anna, bert = person("anna", superuser=True), factories.user(name="bert", superuser=True)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(anna)
    form = typed(client, page)
    client.logout()
    form.submit()
    client.force_login(bert)
    response = client.get(kept_path())
    assert response.status_code == 403
    assert "anna typed this, and you are signed in as bert. It is kept for anna." in response.content.decode()
    assert "Lang" not in response.content.decode()
    client.post(address(page), {"kept": KeptForm.objects.get().pk})
    client.force_login(anna)
    assert Form(client, kept_path()).submit().status_code == 302
    assert saved(page) == ("Ander", 3)


@pytest.mark.parametrize("checks", [False, True])
def test_nobody_saves_in_their_name_what_somebody_else_typed_without_being_told(page, checks):
    """Bert signs in in another tab of the browser in which Anna has a form open."""
    anna, bert = person("anna", superuser=True), factories.user(name="bert", superuser=True)
    client = Client(enforce_csrf_checks=checks, headers={"origin": "http://testserver", "accept-language": "en"})
    client.force_login(anna)
    form = typed(client, page)
    client.force_login(bert)
    if checks:
        client.get("/admin/")
    form.submit()
    assert form.response.status_code == 403
    told = "anna opened this form, and you are signed in as bert. Send it, and it is saved in your name."
    assert told in form.response.content.decode()
    assert saved(page) == ("Dienst", 2)
    form.read()
    assert form.submit().status_code == 302
    assert saved(page) == ("Ander", 3)


@pytest.mark.database
@pytest.mark.django_db
def test_nothing_is_kept_for_whoever_never_had_a_session_and_no_more_than_so_much_for_anybody(client, page):
    user, gone = person(superuser=True), factories.user(name="gone")
    for mark in ("", "1", "x:y:z", kept_forms.mark_of(user)[:-1] + "_", kept_forms.mark_of(gone)):
        gone.is_active = False
        gone.save()
        response = client.post(address(page), {"title_nl": "Getypt", "typed_by": mark})
        assert response.status_code == 403
        assert "Getypt" in response.content.decode()  # in the page itself, with the door in another window
        assert not KeptForm.objects.exists()
    mark = kept_forms.mark_of(user)
    for _each in range(kept_forms.MOST + 2):
        response = client.post(address(page), {"title_nl": "Ge\0typt", "password": "hush", "typed_by": mark})
    assert "typt" in response.content.decode()
    assert KeptForm.objects.count() == kept_forms.MOST
    assert KeptForm.objects.first().values == [["title_nl", ["Getypt"]]]
    with clock.set_to(clock.now() + timedelta(days=3)):
        client.post(address(page), {"title_nl": "Getypt", "typed_by": mark})
        assert KeptForm.objects.count() == 1


@pytest.mark.django_db
def test_as_many_fields_as_a_form_may_have_are_kept(client, page):
    user = person(superuser=True)
    client.force_login(user)
    mark = kept_forms.mark_of(user)
    client.logout()
    many = {f"statements-{number}-text_nl": f"tekst {number}" for number in range(19_000)}
    assert client.post(address(page), {**many, "typed_by": mark}).status_code == 403
    client.force_login(user)
    assert len(Form(client, kept_path()).values) > 19_000


@pytest.mark.looks
@pytest.mark.parametrize("javascript", [True, False])
def test_in_a_browser_what_was_typed_is_saved_after_signing_in_again(open_page, editor, javascript):
    page = open_page(language="en-GB", width=390 if javascript else 1280, javascript=javascript)

    def sign_in():
        page.fill("[name=login]", editor["username"])
        page.fill("[name=password]", editor["password"])
        page.click("main button[type=submit], main input[type=submit]")
        page.wait_for_load_state()

    page.goto("/admin/cooperation/term/add/")
    sign_in()
    page.fill("#id_title_nl", f"Bewaard {javascript}")
    page.fill("#id_title_en", f"Kept {javascript}")
    if javascript:
        page.click("text=Add another Statement")
        page.locator("#statements-0 .ProseMirror").nth(0).click()
        page.keyboard.type("Nog niet bewaard.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    assert "You were signed out. Nothing was saved yet." in page.inner_text("main")
    page.click("main >> text=Sign in")
    page.wait_for_load_state()
    sign_in()
    assert page.title().startswith("What you typed is still here")
    page.click("text=Send it again")
    page.wait_for_load_state()
    assert page.input_value("#id_title_en") == f"Kept {javascript}"
    if javascript:
        assert "Nog niet bewaard." in page.inner_text("#statements-0")
