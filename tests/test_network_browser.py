"""The network in a real browser, with the content of the site: names apart, accessible, whole without a script."""

import pytest

from tests.browser import violations

pytestmark = pytest.mark.looks
PATHS = {"nl": "/nl/netwerk/", "en": "/en/network/"}
OWN = {"nl": "/nl/organisaties/aivd/", "en": "/en/partnerships/ct-infobox/"}
# What is shown of these: a small network has two forms, of which a screen shows one.
SHOWN = "const shown = all => [...document.querySelectorAll(all)].filter(one => one.getClientRects().length);"
# The boxes of all names, and of each line's box, in the pixels of the screen.
NAMES = f"""() => {{ {SHOWN}
    return shown('.net .net__name, .net .net__caption, .net .net__band text').map(name => {{
        const box = name.getBoundingClientRect()
        return [name.textContent, box.left, box.top, box.right, box.bottom]
    }})
}}"""
# Every box of a partnership with the name in it: how much room is left on the narrowest side.
ROOM = f"""() => {{ {SHOWN}
    return Math.min(...shown('.net .net__box').map(box => {{
        const outer = box.getBoundingClientRect()
        const inner = box.parentNode.querySelector('.net__name').getBoundingClientRect()
        return Math.min(inner.left - outer.left, outer.right - inner.right, inner.top - outer.top)
    }}))
}}"""
# Points along every line that lie in the box of a name.
CROSSINGS = f"""() => {{ {SHOWN}
    const names = shown('.net .net__name').map(name => [name.textContent, name.getBBox()])
    return shown('.net .net__tie').flatMap(path => {{
        const found = []
        for (let at = 0; at < path.getTotalLength(); at += 4) {{
            const {{x, y}} = path.getPointAtLength(at)
            names.forEach(([text, box]) => {{
                if (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height) found.push(text)
            }})
        }}
        return found
    }})
}}"""
# How what stands far below in a small window comes.
LATER = """['.relations tbody', '.picture__window'].map(
    all => getComputedStyle([...document.querySelectorAll(all)].at(-1)).animationName
)"""
ALL_IS_THERE = """() => [...document.querySelectorAll('.relations td, .net .net__name')].every(
    name => name.checkVisibility({contentVisibilityAuto: true})
)"""


def overlaps(names):
    found = []
    for number, (text, left, top, right, bottom) in enumerate(names):
        for other, left2, top2, right2, bottom2 in names[number + 1 :]:
            if left < right2 and left2 < right and top < bottom2 and top2 < bottom:
                found.append((text, other))
    return found


@pytest.mark.parametrize("language", PATHS)
def test_names_never_overlap_and_no_line_crosses_one(open_page, language):
    page = open_page()
    for path in (PATHS[language], PATHS[language] + "?kind=all", OWN[language]):
        page.goto(path)
        page.evaluate("document.fonts.ready")
        for width in (320, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            names = page.evaluate(NAMES)
            assert len(names) > 10
            assert overlaps(names) == [], (path, width)
            assert page.evaluate(ROOM) > 0, (path, width)
            if width == 1280 or path == OWN[language]:  # in the whole network a line runs alike at each width
                assert page.evaluate(CROSSINGS) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)


@pytest.mark.parametrize(
    ("path", "scheme", "width"),
    [
        # The whole once: the rules about colours take long over hundreds of lines.
        (PATHS["nl"], "light", 1280),
        (PATHS["nl"] + "?level=european&kind=all", "light", 320),
        (PATHS["en"] + "?level=european&kind=all", "dark", 1280),
    ],
)
def test_the_network_is_accessible(open_page, path, scheme, width):
    page = open_page(scheme=scheme, width=width)
    page.goto(path)
    assert violations(page) == []


def test_the_network_is_whole_without_a_script(open_page):
    page = open_page(javascript=False)
    page.goto(PATHS["nl"])
    assert page.locator(".net a.net__node").count() > 70
    assert page.locator(".zoom").is_hidden()
    page.locator("summary", has_text="Niveau").click()
    page.locator(".filters").get_by_role("link", name="lokaal").click()
    assert page.url.endswith("?level=local")
    page.locator(".net a.net__node[href$='/gemeenten/']").click()
    assert page.url.endswith("/nl/organisaties/gemeenten/")


def test_a_script_shows_who_is_tied_to_whom_and_makes_it_larger(page):
    page.goto(PATHS["nl"])
    page.locator("a.net__node[href$='/ctivd/']").focus()
    lit = page.locator("a.net__node.lit")
    hrefs = {node.get_attribute("href").split("/")[3] for node in lit.all()}
    assert {"ctivd", "aivd", "mivd"} <= hrefs
    assert len(hrefs) < 8
    page.keyboard.press("Escape")
    assert lit.count() == 0
    before = page.locator(".net").bounding_box()["width"]
    page.locator(".picture__window").focus()
    page.keyboard.press("+")
    assert page.locator(".net").bounding_box()["width"] > before * 1.2
    page.get_by_role("button", name="Passend").click()
    assert page.locator(".net").bounding_box()["width"] == before


def test_a_long_page_is_laid_out_in_parts(open_page):
    for width, how in [(412, "later"), (1280, "none")]:
        page = open_page(width=width)
        page.goto(PATHS["nl"])
        assert page.evaluate(LATER) == [how, how]
        page.wait_for_function(ALL_IS_THERE)


def test_one_body_and_those_around_it_are_a_tree_on_a_small_screen(open_page):
    page = open_page(width=320)
    page.goto(PATHS["nl"])
    assert page.locator(".picture__window").is_visible()
    page.select_option("#focus", label="Fiscale Inlichtingen- en Opsporingsdienst")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**focus=*fiod*")
    assert page.locator(".net--tall").is_visible()
    assert not page.locator(".picture__window").is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".picture__window").is_visible()
    assert not page.locator(".net--tall").is_visible()
