"""The admin in a real browser: scripts, the rich-text editor and the Content-Security-Policy together."""

import re

import pytest

from tests.browser import violations
from tests.editors import Editor
from tests.test_pictures import IMAGE
from tests.uploads import png

pytestmark = pytest.mark.looks
LIST = "/admin/cooperation/organisation/"


@pytest.fixture
def desk(open_page, signed_in):
    """A window in which an editor is logged in; the test fails when anything is not found or refused."""
    page, refused = open_page(language="en-GB", cookies=signed_in), []
    page.on("response", lambda response: response.status >= 400 and refused.append(f"{response.status} {response.url}"))
    yield page
    assert not refused


def press(page, button):
    page.click(f".submit-row input[value='{button}']")
    page.wait_for_load_state()


def open_form(page):
    """Open the form of an organisation with a few statements and relations, by way of the list."""
    page.goto(f"{LIST}?state=public&q=FIOD")
    page.click("#result_list tbody a")
    page.wait_for_load_state()


def choose(page, place, label, text):
    """Search in a field that completes what is typed, by its label, and take what it finds first."""
    page.click(f"{place} .select2-selection")
    page.get_by_role("searchbox", name=label).and_(page.locator(":focus")).press_sequentially(text)
    page.locator(".select2-results__option--highlighted", has_text=text).wait_for()
    page.keyboard.press("Enter")


def write(page, place, number, text):
    """Type in a rich-text editor: the Dutch one is number 0, the English one 1."""
    page.locator(f"{place} .ProseMirror").nth(number).click()
    page.keyboard.type(text)


def fill_in_organisation(page, name):
    page.goto(f"{LIST}add/")
    page.fill("#id_title_nl", name)
    page.fill("#id_title_en", f"{name} (en)")
    page.fill("#id_sentence_name_nl", f"de {name}")
    page.fill("#id_sentence_name_en", f"the {name}")
    page.select_option("#id_kind", "agency")
    page.select_option("#id_level", "national")
    page.click("text=Add another Statement")


def test_an_organisation_is_written_and_published_in_both_languages(desk):
    fill_in_organisation(desk, "Proefdienst")
    write(desk, "#statements-0", 0, "Doet een proef, ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("elk jaar.")
    write(desk, "#statements-0", 1, "Does a trial.")
    choose(desk, "#statements-0 .field-passages", "Passages", "punt 1")
    desk.click("text=Add another Statement")  # one that stays empty is no mistake
    press(desk, "Save and publish")
    assert "was published" in desk.inner_text(".messagelist")
    desk.goto("/nl/organisaties/proefdienst/")
    assert desk.locator(".entry strong").inner_text() == "elk jaar."
    desk.click("text=English")
    assert "Does a trial." in desk.inner_text("main")


def test_a_passage_is_added_from_the_statement_that_needs_it(desk):
    fill_in_organisation(desk, "Tweede dienst")
    with desk.expect_popup() as opened:
        desk.click("#statements-0 .field-passages .add-related")
    window = opened.value
    choose(window, ".field-source", "Source", "samenwerking")
    window.fill("#id_place_nl", "p. 99")
    window.fill("#id_summary_nl", "Wat er staat.")
    window.fill("#id_key", "p-99")
    with window.expect_event("close"):
        window.click("text=Save")
    assert "p. 99" in desk.inner_text("#statements-0 .select2-selection__choice")


def test_who_publishes_after_someone_else_is_told_and_may_go_on(desk, open_page, site, editor):
    open_form(desk)
    # Of the same editor, but signed in by itself: of two with one session, the first to load shows what both are told.
    other = open_page(language="en-GB", cookies=Editor(site, *editor.values()).cookies())
    other.goto(desk.url)
    for window in (desk, other):
        window.locator("#id_lead_nl").fill(f"Opsporing {window is desk}.")
        window.locator("#id_change_note_nl").fill("Beter gezegd.")
        window.locator("#id_change").select_option("wording")
        window.evaluate("document.querySelector('[name=_publish]').click()")
    for window in (desk, other):
        window.locator(".messagelist, .errornote").first.wait_for()
        if window.locator(".errornote").count():
            assert "after you opened it" in window.locator(".field-lead_nl .errorlist").inner_text()
            window.evaluate("document.querySelector('[name=_publish]').click()")
        window.locator(".messagelist", has_text="was published").wait_for()
    desk.goto("/nl/organisaties/fiod/versies/")
    assert desk.locator("main a[href$='/versies/3/']").count() == 1


def test_whoever_leaves_with_changes_is_asked(desk):
    open_form(desk)
    desk.click("#statements-0 .row__head")
    write(desk, "#statements-0", 0, "Nieuw. ")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.click(".object-tools >> text=History")
    desk.wait_for_url("**/history/**")
    assert asked == ["beforeunload"]


def test_the_whole_admin_keeps_to_the_policy(desk, editor):
    """What the browser complains of fails the test at its end."""
    desk.context.clear_cookies()
    desk.goto("/admin/")
    desk.fill("#id_login", editor["username"])
    desk.fill("#id_password", editor["password"])
    desk.click("#sign-in-form button")
    desk.goto("/admin/content/edition/?q=FIOD")
    open_form(desk)
    for tool in desk.locator(".object-tools a").evaluate_all("links => links.map(link => link.href)"):
        desk.goto(tool)
    open_form(desk)
    desk.click("#statements-0 .row__head")
    desk.click("#statements-0 .delete")
    desk.click(".deletelink")
    assert "cannot be deleted" in desk.inner_text(".messagelist")
    desk.goto("/admin/content/image/add/")
    press(desk, "Save")
    desk.click("text=Log out")
    assert desk.url.endswith("/admin/login/")


def test_what_is_typed_is_seen_beside_the_form_and_in_a_window(desk):
    desk.set_viewport_size({"width": 1700, "height": 1000})
    open_form(desk)
    desk.focus(".beside-toggle")
    desk.keyboard.press("Enter")
    shown = desk.frame_locator(".beside__frame")
    desk.fill("#id_title_nl", "Getypt")
    shown.locator("h1", has_text="Getypt").wait_for()
    desk.fill("#id_title_en", "Typed")
    desk.click(".beside__choice >> text=EN")
    shown.locator("h1", has_text="Typed").wait_for()
    desk.click(".beside__choice >> text=Phone")
    assert desk.locator(".beside__frame").bounding_box()["width"] == 390
    with desk.expect_popup() as opened:
        desk.click(".preview-button >> text=Preview NL")
    assert opened.value.inner_text("h1").startswith("Getypt")
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.locator(".beside").wait_for(state="hidden")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.click(".object-tools >> text=History")  # nothing was saved by all this
    desk.wait_for_url("**/history/**")
    assert asked == ["beforeunload"]


def test_a_translation_is_kept_true_without_leaving_the_form(desk):
    desk.goto(f"{LIST}?q=WODC")
    desk.click("#result_list tbody a")
    desk.locator("#checks .checks__count").wait_for()
    dutch = f"{desk.input_value('#id_lead_nl')} Ook in 2015."
    desk.fill("#id_lead_nl", dutch)
    desk.locator("#checks summary", has_text="Translation out of date").wait_for()
    press(desk, "Save and continue editing")
    desk.locator(".stale .still-right").click()
    desk.get_by_text("Noted: still right.").wait_for()
    assert desk.locator(".still-right").count() == 0
    desk.fill("#id_lead_en", "")
    desk.get_by_role("button", name="Copy the Dutch").click()
    assert desk.input_value("#id_lead_en") == dutch
    desk.fill("#id_lead_en", "It studies.")
    desk.get_by_text("Much shorter than the Dutch").wait_for()
    desk.locator("#checks summary", has_text="Translation of an odd length").click()
    desk.locator("#checks .checks__sort[open] a", has_text="Lead [en]").click()
    assert desk.evaluate("location.hash") == "#id_lead_en"


def test_a_page_is_checked_beside_its_sources_and_confirmed_by_keyboard(desk):
    desk.goto("/admin/content/confirmation/?when=all&kind=theme")
    desk.locator(".upkeep tbody a").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/check/")
    desk.locator("#claim-1").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/confirmation/")
    assert "1 part was confirmed." in desk.text_content(".messagelist")
    desk.goto("/en/changes/")
    assert "1 part checked against its sources" in desk.text_content("main")


def to_the_long_form(page, name="AIVD"):
    """Open a form, closed as it is, and forget what was remembered of it; that of the AIVD has the most rows of all."""
    page.goto(f"{LIST}?state=public&q={name}")
    page.click("#result_list tbody a")
    page.wait_for_load_state()
    page.locator("#statements-0").wait_for()


def test_a_long_form_is_worked_in_by_keyboard_and_one_comes_back_to_where_one_was(desk):
    to_the_long_form(desk)
    desk.focus("#id_title_nl")
    for _stop in range(1, 13):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.matches('#statements-0 .row__head')"):
            break
    assert desk.evaluate("document.activeElement.matches('#statements-0 .row__head')")
    assert desk.locator(".ProseMirror").count() == 0
    # From the contents to a claim, and into it.
    desk.locator(".contents__rows a").nth(2).focus()
    desk.keyboard.press("Enter")
    desk.locator("#statements-2 .ProseMirror").nth(1).wait_for()
    desk.locator("#statements-2 .row__head:focus").wait_for()
    moved = desk.inner_text("#statements-2 .row__title")
    desk.keyboard.press("Alt+ArrowUp")
    assert desk.locator("#statements-group .row__title").all_inner_texts()[1] == moved
    assert f"“{moved}” is number 2 of" in desk.inner_text("#told")
    assert desk.evaluate("document.activeElement.matches('#statements-2 .row__head')")
    text = desk.get_by_role("textbox", name="Text [en]").locator("visible=true")
    text.focus()
    desk.keyboard.type("Indeed. ")
    before = text.bounding_box()["y"]
    desk.evaluate("document.querySelector('[name=_continue]').click()")
    desk.wait_for_url(re.compile("#row-"))
    # What was third is the second row now, it is open, and one types on in it.
    desk.locator("#statements-1 .ProseMirror:focus").wait_for()
    assert desk.inner_text("#statements-1 .row__title") == moved
    assert "Indeed." in text.inner_text()
    assert abs(text.bounding_box()["y"] - before) < 60
    assert desk.locator(".inline-related:not(.empty-form) > .row[open]").count() == 1


def test_what_is_wrong_in_a_closed_row_leads_into_it(desk):
    to_the_long_form(desk, "CTIVD")
    desk.click("#relations-1 .row__head")
    desk.fill("#id_relations-1-since", "ooit")
    desk.click("#relations-1 .row__head")
    press(desk, "Save")
    desk.locator("#problems:focus").wait_for()
    desk.click("#relations-group [data-rows=close]")
    desk.click("#problems a")
    desk.locator("#id_relations-1-since:focus").wait_for()


@pytest.mark.parametrize("name", ["CTIVD", pytest.param("AIVD", marks=pytest.mark.long)])
def test_nobody_is_shut_out_of_the_long_form(desk, name):
    """Open and closed, in both languages, light and dark, on a phone and on a wide screen.

    One of few rows has all that the longest one has, which the rules take a minute over.
    """
    to_the_long_form(desk, name)
    path, found = desk.url, []
    for language, scheme, width in (("nl", "light", 320), ("en", "dark", 1280)):
        desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        desk.set_viewport_size({"width": width, "height": 800})
        desk.set_extra_http_headers({"Accept-Language": language})
        desk.goto(path)
        desk.locator("#relations-0 .select2-selection").first.wait_for(state="attached")
        for group in ("", "#statements-group", "#relations-group"):
            if group:
                desk.click(f"{group} [data-rows=open]")
                desk.locator("#statements-0 .ProseMirror").nth(1).wait_for()
            found += [(language, group, *each) for each in violations(desk)]
            assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []


def test_a_picture_is_pointed_at_by_a_click_and_by_keys(desk, tmp_path):
    (tmp_path / "foto.png").write_bytes(png(400, 100))
    desk.goto("/admin/content/image/add/")
    desk.set_input_files("#id_file", tmp_path / "foto.png")
    desk.click(".focal__whole", position={"x": 100, "y": 25})
    focus = lambda: [int(desk.input_value(f"#id_focal_{each}")) for each in "xy"]  # noqa: E731
    assert focus() == [25, 25]
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowDown")
    assert focus() == [26, 35]
    assert desk.text_content("#focal-told") == "26 percent from the left, 35 percent from the top"
    assert desk.is_visible(".focal__cut")
    desk.fill("#id_focal_x", "100")
    assert desk.eval_on_selector(".focal__mark", "mark => mark.style.insetInlineStart") == "100%"
    assert violations(desk) == []
    for name, value in IMAGE.items():
        (desk.select_option if name == "licence" else desk.fill)(f"#id_{name}", value)
    press(desk, "Save")
    assert "added successfully" in desk.inner_text(".messagelist")
