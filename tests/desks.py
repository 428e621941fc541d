"""People at their desks: a site of its own with an editor and a publisher, who work in a browser and by keyboard."""

from contextlib import contextmanager

from tests import servers
from tests.browser import Windows, violations

PASSWORD = "drie woorden samen"
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from content.models import Policy
Policy(approver_differs=True).save()
for name, group in (("anna", "editor"), ("bea", "publisher")):
    User.objects.create_user(name, password="{PASSWORD}", is_staff=True).groups.add(Group.objects.get(name=group))
"""


@contextmanager
def site_of_two(browser, variables, folder, more=""):
    """A site on which two people work, and no one approves what they submitted; `more` is run before it is served."""
    servers.manage("shell", "-c", PEOPLE + more, **variables)
    with servers.gunicorn(folder / "desks.log", **variables) as server:
        opened = Windows(browser, server.address)
        yield opened
        opened.close()
        assert not opened.complaints


def signs_in(windows, name, language="en-GB", **look):
    """A window of somebody who signed in."""
    page = windows.open(language=language, **look)
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
    """Go to a button or a link by keyboard, and press it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def types(page, selector, text):
    """Go to a field by keyboard, and put a text in the place of what is there."""
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def holds(page):
    """See that a screen shuts nobody out, and needs no scrolling sideways."""
    found = violations(page)
    assert found == [], found
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
