"""A page on its way from an editor to readers and back again, by two people, in a real browser and by keyboard."""

import pytest

from tests import servers
from tests.browser import Windows, violations

pytestmark = pytest.mark.looks
PASSWORD = "drie woorden samen"
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from content.models import Policy
Policy(approver_differs=True).save()
for name, group in (("anna", "editor"), ("bea", "publisher")):
    User.objects.create_user(name, password="{PASSWORD}", is_staff=True).groups.add(Group.objects.get(name=group))
"""


@pytest.fixture
def windows(browser, copy_of_site, tmp_path):
    """A site on which two people work, and no one approves what they submitted."""
    variables = copy_of_site("review")
    servers.manage("shell", "-c", PEOPLE, **variables)
    with servers.gunicorn(tmp_path / "review.log", **variables) as server:
        opened = Windows(browser, server.address)
        yield opened
        opened.close()
        assert not opened.complaints


def signs_in(windows, name, **look):
    page = windows.open(language="en-GB", **look)
    page.goto("/admin/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#logout-form")
    return page


def tab_to(page, selector):
    """Go on with the keyboard until something has the focus."""
    for _press in range(250):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not lead to {selector}")


def press(page, selector):
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def types(page, selector, text):
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def submits(page, form, text):
    """Change the English title, say what changed, and submit it, without a mouse."""
    page.goto(form)
    types(page, "#id_title_en", text)
    types(page, "#id_change_note_nl", "Een andere naam.")
    types(page, "#id_change_note_en", "Another name.")
    tab_to(page, "#id_change")
    page.keyboard.type("other words")
    press(page, "[name=_submit]")
    assert "waits for review" in page.inner_text(".messagelist")


def reviews(page, form):
    """Open what waits from the form of its page."""
    page.goto(form)
    press(page, ".standing__waits a")
    holds(page)


def holds(page):
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def told(page):
    return page.inner_text("#content-start")


def test_two_people_bring_a_page_to_its_readers_without_a_mouse(windows):
    anna, bea = signs_in(windows, "anna"), signs_in(windows, "bea", scheme="dark", width=360)
    anna.goto("/admin/cooperation/theme/")
    anna.click("#result_list tbody a")
    form = anna.url.removeprefix(windows.site)
    submits(anna, form, "Mistake")

    reviews(bea, form)
    types(bea, "#id_reject_reason", "It has another name.")
    press(bea, "#send_back [type=submit]")
    assert "sent it back" in told(bea)

    anna.goto(form)
    assert "It has another name." in told(anna)
    submits(anna, form, "Planned name")
    press(anna, ".standing__waits a")
    assert "Somebody who may publish decides on this." in told(anna)
    assert anna.locator("#review_form").count() == 0
    holds(anna)

    reviews(bea, form)
    tab_to(bea, "[name=when]")
    bea.keyboard.press("ArrowDown")
    bea.fill("#id_day", "2100-03-28")
    bea.fill("#id_hour", "02:30")
    press(bea, "#review_form [type=submit]")
    assert "it is never 02:30" in told(bea)
    holds(bea)
    bea.fill("#id_hour", "03:30")
    press(bea, "#review_form [type=submit]")
    assert "28 March 2100, 03:30" in told(bea)
    types(bea, "#id_cancel_reason", "Sooner.")
    holds(bea)
    press(bea, "#cancel_plan [type=submit]")
    assert "The plan was cancelled by" in told(bea)

    submits(anna, form, "A better name")
    reviews(bea, form)
    press(bea, "#review_form [type=submit]")
    assert "was published" in told(bea)
    anna.goto("/en/themes/")
    assert "A better name" in anna.inner_text("main")
