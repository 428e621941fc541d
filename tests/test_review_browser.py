"""A page on its way from an editor to readers and back again, by two people, in a real browser and by keyboard."""

import pytest

from tests.desks import holds, press, signs_in, site_of_two, tab_to, types

pytestmark = pytest.mark.looks


@pytest.fixture
def windows(browser, copy_of_site, tmp_path):
    """A site on which two people work, and no one approves what they submitted."""
    with site_of_two(browser, copy_of_site("review"), tmp_path) as opened:
        yield opened


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
