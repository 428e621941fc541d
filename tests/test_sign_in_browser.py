"""Signing in with a passkey, in a real browser with an authenticator that it makes up, under the policy of the site."""

import re
from urllib.parse import urlsplit

import pytest

from tests import servers
from tests.accounts import code_of
from tests.browser import Windows, violations

pytestmark = pytest.mark.looks
PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict_site(copy_of_site, tmp_path_factory):
    """A whole site that asks for more than a password, at the name under which passkeys work."""
    log = tmp_path_factory.getbasetemp() / "strict.log"
    with servers.gunicorn(log, PASSWORD_ALONE="false", **copy_of_site("strict")) as server:
        yield f"http://localhost:{urlsplit(server.address).port}"


@pytest.fixture
def windows(browser, strict_site):
    opened = Windows(browser, strict_site)
    yield opened
    opened.close()
    assert not opened.complaints


def with_authenticator(page, **changes):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM | changes})
    return session, made["authenticatorId"]


def press_passkey(page, there):
    page.click("[data-passkey-button]")
    page.wait_for_url(lambda url: urlsplit(url).path.endswith(there))


def sign_out(page):
    page.click("#logout-form button")
    page.goto("/admin/")


def look_at(page, path):
    """Hold one screen to what holds for all: both languages, light and dark, a phone, and by keyboard."""
    for language, scheme, width in (("nl", "light", 360), ("en", "dark", 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{path}?language={language}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(page) == [], path
    buttons = page.locator("main button:not(:disabled), main a[href], main input:not([type=hidden]):not([hidden])")
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _stop in range(buttons.count() + 12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML"))
    for button in buttons.all():
        assert button.evaluate("(element) => element.outerHTML") in reached, path


def test_somebody_sets_up_a_passkey_and_an_app_and_signs_in_with_each(windows, editor):
    page = windows.open(language="en-GB")
    session, key = with_authenticator(page)
    look_at(page, "/admin/login/")
    page.goto("/admin/cooperation/organisation/")
    page.fill("#id_login", editor["username"])
    page.fill("#id_password", editor["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/set-up/**")
    look_at(page, "/admin/account/set-up/")
    look_at(page, "/admin/account/passkeys/add/")
    # The browser says no: nothing is lost, and it can be tried again.
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.click("[data-passkey-button]")
    page.get_by_text("did not hand over a passkey").wait_for()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    page.fill("#id_name", "Laptop")
    press_passkey(page, "/recovery-codes/")
    codes = page.locator(".door__codes code").all_inner_texts()
    assert len(codes) == 10
    assert page.locator("text=one time only").is_visible()
    look_at(page, "/admin/account/recovery-codes/")
    look_at(page, "/admin/account/")
    # With the passkey alone.
    sign_out(page)
    press_passkey(page, "/admin/")
    # After the password.
    sign_out(page)
    page.fill("#id_login", editor["username"])
    page.fill("#id_password", editor["password"])
    page.click("#sign-in-form button")
    page.wait_for_url("**/login/second/")
    look_at(page, "/admin/login/second/")
    press_passkey(page, "/admin/")
    # Asked once more.
    again = "/admin/account/again/passkey/"
    look_at(page, again)
    page.goto(f"{again}?next=/admin/auth/user/add/")
    press_passkey(page, "/admin/auth/user/add/")
    # An app beside it.
    look_at(page, "/admin/account/app/")
    secret = page.locator(".door__secret").inner_text()
    assert page.locator(".door__picture svg path").bounding_box()["width"] > 100
    page.fill("#id_code", code_of(secret, seconds=8))
    page.click("#app-form button")
    page.wait_for_url("**/admin/account/")
    look_at(page, "/admin/account/again/code/")
    look_at(page, "/admin/account/app/remove/")
    look_at(page, "/admin/account/recovery-codes/new/")
    page.goto("/admin/account/")
    remove = page.get_by_role("link", name="Remove Laptop").get_attribute("href")
    look_at(page, remove)
    page.click("#remove-form button")
    page.wait_for_url("**/admin/account/passkeys/")
    assert "You have none yet" in page.locator("main").inner_text()
    # What was removed opens nothing, a code does.
    sign_out(page)
    page.click("[data-passkey-button]")
    page.wait_for_url("**/admin/login/")
    assert "This is not right" in page.locator("main").inner_text()
    page.fill("#id_login", editor["username"])
    page.fill("#id_password", editor["password"])
    page.click("#sign-in-form button")
    page.fill("#id_code", codes[0])
    page.click("#code-form button")
    page.wait_for_url("**/admin/")
    assert {(each["name"], each["httpOnly"]) for each in page.context.cookies()} == {
        (name, True) for name in ("session", "csrf", "device", "language")
    }


def test_without_a_script_a_code_opens_what_a_passkey_would(windows):
    page = windows.open(javascript=False)
    page.goto("/admin/")
    assert "Voor een passkey is JavaScript nodig" in page.locator("main").inner_text()
    assert page.locator("#sign-in-form button").is_visible()


def test_at_an_address_of_numbers_the_screen_leads_to_where_passkeys_work(browser, strict_site):
    windows = Windows(browser, strict_site.replace("localhost", "127.0.0.1"))
    page = windows.open()
    page.goto("/admin/login/")
    link = page.get_by_role("link", name=re.compile("localhost"))
    assert link.get_attribute("href") == f"{strict_site}/admin/"
    assert not windows.complaints
    windows.close()
