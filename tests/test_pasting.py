"""What is pasted into rich text, and typed in it, in the real editor: each file of tests/pastes/ is a paste.

A file says where its markup comes from, and how it was made: with a browser that copied a page, or after what the
makers of a program document. Lines of the result are for whoever reads it, and no part of it.
"""

import re

import pytest
import yaml
from playwright.sync_api import expect

from content.richtext import sanitise
from tests.browser import Windows, violations
from tests.copies import ROOT

pytestmark = pytest.mark.looks
PASTES = {path.stem: yaml.safe_load(path.read_text()) for path in sorted((ROOT / "tests/pastes").glob("*.yaml"))}
FIELDS = {"nl": 0, "en": 1}
PASTE = """(field, {html, text}) => {
    const data = new DataTransfer()
    if (html) data.setData("text/html", html)
    if (text) data.setData("text/plain", text)
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""


@pytest.fixture(scope="module")
def windows(browser, site):
    """Windows that note what the browser complains of."""
    windows = Windows(browser, site)
    yield windows
    windows.close()


@pytest.fixture(scope="module")
def form(windows, signed_in):
    """The form of a new page with a statement: one for all tests, because each paste needs no more than a field."""
    page = windows.open(language="en-GB", cookies=signed_in)
    page.goto("/admin/cooperation/organisation/add/")
    page.click("text=Add another Statement")
    page.locator("#statements-0 .ProseMirror").nth(1).wait_for()
    return page


@pytest.fixture
def write(form, windows):
    """Return a function that empties the field of a language and goes there; the browser has nothing to complain of."""

    def empty(language="nl"):
        field = form.locator("#statements-0 .ProseMirror").nth(FIELDS[language])
        field.click()
        form.keyboard.press("Control+A")
        form.keyboard.press("Delete")
        return field

    yield empty
    form.evaluate("document.querySelector('.link-dialog')?.close()")
    complaints = [*windows.complaints]
    windows.complaints.clear()
    assert not complaints


def paste(field, html="", text=""):
    field.evaluate(PASTE, {"html": html, "text": text})


def held(form, language="nl"):
    """What would be saved of a field."""
    return form.input_value(f"[name=statements-0-text_{language}]")


def notices(form, language="nl"):
    return form.locator("#statements-0 .pasted").nth(FIELDS[language]).locator("p").all_inner_texts()


@pytest.mark.parametrize("name", PASTES)
def test_a_paste_comes_out_clean_and_says_what_was_left_out(form, write, name):
    given = PASTES[name]
    paste(write(given["language"]), given.get("html", ""), given.get("text", ""))
    result = held(form, given["language"])
    assert result == "".join(given["result"].splitlines())
    assert notices(form, given["language"]) == given["notices"]
    assert sanitise(result) == result  # the server finds nothing to take out


def test_a_word_is_pasted_into_its_sentence(form, write):
    write()
    form.keyboard.type("De  werkt.")
    for _step in range(7):
        form.keyboard.press("ArrowLeft")
    paste(form.locator("#statements-0 .ProseMirror").nth(0), html=PASTES["web-one-word"]["html"])
    assert held(form) == "<p>De Contraterrorismeinfobox werkt.</p>"


def test_a_notice_goes_with_the_next_paste_and_stands_in_a_region_that_is_read_out(form, write):
    field = write()
    paste(field, html="<p>Een <img alt=x>.</p>")
    assert notices(form) == ["Images are left out: 1."]
    assert form.locator("#statements-0 .pasted").nth(0).get_attribute("role") == "status"
    paste(field, text="en meer")
    assert notices(form) == []


@pytest.mark.parametrize(
    ("language", "typed", "stands"),
    [
        ("nl", "\"Ja\", zei 't OM's chef in '14.", "“Ja”, zei ’t OM’s chef in ’14."),
        ("nl", "('s avonds 'later')", "(’s avonds ‘later’)"),
        ("en", "It's \"so 'quoted'\" 'tis.", "It’s “so ‘quoted’” ’tis."),
        ("nl", "Zie art. 60 en p. 41, 5 km ver.", "Zie art.~60 en p.~41, 5~km ver."),
        ("nl", 'Een scherm van 24" breed.', 'Een scherm van 24" breed.'),
    ],
)
def test_signs_are_set_while_one_types(form, write, language, typed, stands):
    write(language)
    form.keyboard.type(typed)
    assert held(form, language) == f"<p>{stands}</p>".replace("~", "&nbsp;")


def test_what_was_typed_comes_back_with_one_stroke_and_is_left_alone(form, write):
    write()
    form.keyboard.type('Zeg "')
    form.keyboard.press("Control+z")
    assert held(form) == '<p>Zeg "</p>'
    form.keyboard.type("zo maar 'ja'")
    assert held(form) == '<p>Zeg "zo maar ‘ja’</p>'


def test_what_was_pasted_goes_back_with_one_stroke(form, write):
    field = write()
    form.wait_for_timeout(600)  # what follows sooner goes back together with what was before it
    paste(field, text='Een "woord" van de AIVD.')
    assert "“woord”" in held(form)
    form.keyboard.press("Control+z")
    assert held(form) == ""


def test_the_tools_have_names_are_one_stop_of_the_keyboard_and_say_what_is_on(form, write):
    field = write()
    form.keyboard.type("Woorden")
    form.keyboard.press("Control+A")
    form.keyboard.press("Shift+Tab")  # from the text to its tools
    bar = form.get_by_role("toolbar", name="Tools for the text").first
    names = bar.locator("button:visible").evaluate_all("buttons => buttons.map(button => button.ariaLabel)")
    assert names == ["unordered list", "ordered list", "bold", "italic", "insert link", "undo", "redo"]
    for _step in range(2):
        form.keyboard.press("ArrowRight")
    bold = bar.get_by_role("button", name="bold")
    assert bold.evaluate("button => button === document.activeElement")
    assert bold.get_attribute("aria-pressed") == "false"
    form.keyboard.press("Enter")
    assert held(form) == "<p><strong>Woorden</strong></p>"
    assert bold.get_attribute("aria-pressed") == "true"
    assert field.evaluate("field => field === document.activeElement")


def test_a_page_is_found_by_its_name_and_linked_to_by_keyboard(form, write):
    write("en")
    form.keyboard.type("Read more")
    form.keyboard.press("Control+A")
    form.keyboard.press("Control+k")
    field = form.get_by_role("combobox", name="Page of this site, or address")
    form.keyboard.type("no such page")
    form.get_by_text("No page has this in its name.").wait_for()
    form.keyboard.press("Enter")
    assert "Choose a page from the list" in form.get_by_role("alert").inner_text()
    field.fill("")
    form.keyboard.type("infobox")
    form.get_by_role("option", name="Counter-Terrorism Infobox").wait_for()
    assert violations(form) == []
    form.keyboard.press("ArrowDown")
    form.keyboard.press("Enter")
    assert field.input_value() == "Counter-Terrorism Infobox"
    form.keyboard.press("Enter")
    assert re.fullmatch(r'<p><a href="page:[0-9a-f-]{36}">Read more</a></p>', held(form, "en"))
    form.keyboard.press("Control+k")  # within the link
    expect(field).to_have_value("Counter-Terrorism Infobox")
    field.fill("https://example.org/")
    form.keyboard.press("Enter")
    assert held(form, "en") == '<p><a href="https://example.org/">Read more</a></p>'


def test_without_a_selection_the_title_of_the_page_is_put_in(form, write):
    write()
    form.keyboard.press("Control+k")
    form.keyboard.type("fiod")
    form.locator(".link-dialog [role=option]").first.click()
    form.get_by_role("button", name="Place the link").click()
    assert "Fiscale Inlichtingen- en Opsporingsdienst" in held(form)


def test_a_passage_is_cited_by_way_of_its_source(form, write):
    write()
    form.keyboard.press("Control+k")
    form.keyboard.type("met wie werken wij")
    form.locator(".link-dialog [role=option]").first.click()
    form.get_by_role("combobox", name="Which passage").select_option(index=1)
    assert violations(form) == []
    form.get_by_role("button", name="Place the link").click()
    [cited] = re.findall(r'href="(page:[0-9a-f-]{36}#p-[\w-]+)"', held(form))
    form.keyboard.press("ArrowLeft")  # into the link
    form.keyboard.press("Control+k")
    expect(form.get_by_role("combobox", name="Which passage")).to_have_value(cited.partition("#")[2])


def test_what_was_pasted_is_saved_as_it_stands(form, write):
    wanted = {}
    for language, name in (("nl", "word-bullets"), ("en", "web-english-quotes")):
        paste(write(language), html=PASTES[name]["html"])
        wanted[language] = held(form, language)
    form.fill("#id_title_nl", "Plakdienst")
    form.fill("#id_sentence_name_nl", "de Plakdienst")
    form.select_option("#id_kind", "agency")
    form.select_option("#id_level", "national")
    form.click(".submit-row input[name=_continue]")
    form.wait_for_load_state()
    assert re.search(r"/organisation/\d+/change/", form.url), form.inner_text("body")
    assert {language: held(form, language) for language in wanted} == wanted
