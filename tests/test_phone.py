"""On a phone: what stands above a page, and that a finger can use it."""

import pytest

pytestmark = pytest.mark.looks
PATHS = ["/nl/organisaties/aivd/", "/en/partnerships/ct-infobox/", "/nl/organisaties/nergens/"]


@pytest.mark.parametrize("path", PATHS)
def test_the_title_begins_within_the_first_third_of_the_screen(open_page, path):
    page = open_page(width=360, height=740, javascript=False)
    page.goto(path)
    assert page.locator("h1").bounding_box()["y"] < 740 / 3
    assert page.locator(".masthead").bounding_box()["height"] < 740 / 6


def test_the_menu_opens_without_a_script_and_leads_to_the_lists(open_page):
    page = open_page(width=320, javascript=False)
    page.goto("/nl/organisaties/aivd/")
    sources = page.locator(".menu").get_by_role("link", name="Bronnen")
    assert not sources.is_visible()
    page.get_by_text("Menu", exact=True).click()
    sources.click()
    assert page.url.endswith("/nl/bronnen/")


def test_all_above_a_page_has_room_for_a_finger(open_page):
    page = open_page(width=360, height=740)
    page.goto("/nl/organisaties/aivd/")
    page.get_by_text("Menu", exact=True).click()
    parts = page.locator(".masthead :is(.menu a, summary, .languages a, input, button)")
    assert [box for part in parts.all() if (box := part.bounding_box()) and box["height"] < 44] == []


def test_on_a_wide_screen_the_sections_stand_open(page):
    page.goto("/nl/organisaties/aivd/")
    assert page.locator(".menu").get_by_role("link", name="Bronnen").is_visible()
    assert not page.get_by_text("Menu", exact=True).is_visible()


@pytest.mark.parametrize("path", ["/nl/tijdlijn/", "/en/connections/?from=aivd&to=om"])
def test_what_is_told_along_a_line_stands_beside_it(open_page, path):
    page = open_page(width=360)
    page.goto(path)
    edges = page.locator(":is(.year, .chain) .entry").evaluate_all("""entries => entries.map(entry => {
        const range = document.createRange()
        range.selectNodeContents(entry)
        const lines = [...range.getClientRects()].filter(box => box.width > 2)
        return Math.min(...lines.map(box => box.left)) - entry.getBoundingClientRect().left
    })""")
    assert edges
    assert [edge for edge in edges if edge < 16] == []
