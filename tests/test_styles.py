"""The design system: what is written down where, so that a house can change its look in one file."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cooperation.look import palette

pytestmark = pytest.mark.looks

ROOT = Path(settings.BASE_DIR)
STYLES = {
    path.name: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    for path in sorted(ROOT.glob("static/css/*.css"))
}
TOKENS = set(re.findall(r"(--ct-[\w-]+):", STYLES["tokens.css"]))
# The end of a token's name is the CSS property that it is for; of these three families the name is enough.
PROPERTIES = (
    "font-family|font-size|font-weight|line-height|inline-size|block-size|gap|padding-inline|border-radius|border-width|"
    "outline-width|outline-offset|box-shadow"
)
NAME = (
    rf"--ct-(color-[a-z-]+|space-[2-3]?(xs|sm|md|lg|xl)|border-width-(sm|md)|([a-z]+-([a-z]+-|[123]-)*)?({PROPERTIES}))"
)
DECLARATION = re.compile(r"(?<![\w-])([\w-]+): ([^;{}]+);")
KEYWORDS = {"0", "1", "none", "inherit", "50%"}


def literals(properties, pattern):
    """The declarations with a value of their own. A drawing has its own units, and a page of paper has points."""
    for name in STYLES.keys() - {"tokens.css", "network-picture.css"}:
        for found, value in DECLARATION.findall(STYLES[name]):
            may_be = value in KEYWORDS or value.endswith("pt")
            if re.fullmatch(properties, found) and re.search(pattern, value) and not may_be:
                yield name, found, value


def test_every_token_that_is_used_exists_and_every_one_that_exists_is_used():
    used = {token for css in STYLES.values() for token in re.findall(r"var\((--ct-[\w-]+)", css)}
    assert used - TOKENS == set()
    assert TOKENS - used == set()


def test_tokens_are_named_after_the_property_that_they_are_for():
    assert {token for token in TOKENS if not re.fullmatch(NAME, token)} == set()


def test_no_colour_is_written_down_but_in_a_token():
    colour = r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|lab|lch|oklab|oklch|color)a?\(|\b(black|white|red|blue|green|gr[ae]y)\b"
    assert list(literals("(?!--ct-).*", colour)) == []


def test_type_and_the_widths_of_lines_come_from_tokens():
    assert list(literals("font-(family|size|weight)|line-height|border-radius", r"^(?!var\()")) == []
    assert list(literals("(border|outline)(-(block|inline))?(-(start|end))?(-width)?", r"^[\d.]+(rem|px)")) == []


def test_two_layouts_never_hold_at_one_width():
    """`max-width` and `min-width` both hold at their own number: 40rem, which is a window of 1280 zoomed to 200%."""
    assert [(name, css) for name, css in STYLES.items() if re.search(r"@\w+[^{]*\((max|min)-width", css)] == []


# What gives a class to something: an attribute in a template, an argument in Python, a call in a script.
GIVEN = {
    "templates": r'class="([^"]*)"',
    "cooperation": r'class_=f?"([^"]*)"|class="([^"]*)"|" ?([a-z]+(?:__[a-z]+)?--[a-z]+)"',
    "content": r'class_=f?"([^"]*)"|class="([^"]*)"|css = "([^"]*)"',
    "static/js": r'classList\.\w+\("([^"]*)"|className = "([^"]*)"|class="([^"]*)"',
}
# Put together where they are given, of a beginning and one of several ends: `level level--{{ level }}`.
VARIANT = re.compile(r"([\w-]+--)(?=\{|$)")


def classes_given():
    """The classes that templates, markup and scripts give, and the beginnings of those that are put together."""
    given, begun = set(), set()
    for folder, pattern in GIVEN.items():
        for path in [each for each in (ROOT / folder).rglob("*.*") if each.suffix in {".html", ".py", ".js"}]:
            for found in re.finditer(pattern, path.read_text()):
                written = next(filter(None, found.groups()), "")
                begun |= set(VARIANT.findall(written))
                given |= set(re.findall(r"[a-z][\w-]*", re.sub(r"\{[%{#].*?[%}#]\}", " ", written)))
    return given, begun


def test_every_class_with_a_rule_is_given_to_something():
    given, begun = classes_given()
    ruled = {name for css in STYLES.values() for name in re.findall(r"\.([a-z][\w-]*)(?=[^{};]*\{)", css)}
    assert {name for name in ruled - given if not any(name.startswith(each) for each in begun)} == set()


def test_classes_of_pictures_have_a_prefix():
    """So that they mean nothing on the page around them."""
    selectors = re.findall(r"\.[a-z][\w-]*", STYLES["network-picture.css"])
    assert {name for name in selectors if not re.match(r"\.net(__|--|$)", name)} == set()


def test_no_page_loads_a_sheet_twice():
    everywhere = set(re.findall(r'url\("([\w-]+\.css)"\)', (ROOT / "static/css/site.css").read_text()))
    templates = [path.read_text() for path in ROOT.glob("templates/*.html")]
    loaded = [name for text in templates for name in re.findall(r"css/([\w-]+\.css)", text)]
    assert everywhere & set(loaded) == set()


def test_a_theme_has_the_last_word_on_what_the_server_draws(tmp_path, monkeypatch):
    (tmp_path / "tokens.css").write_text(STYLES["tokens.css"])
    dark = "@media screen and (prefers-color-scheme: dark) { :root { --ct-color-ink: #fff; } }"
    (tmp_path / "theme.css").write_text(":root { --ct-color-accent: #004699; } " + dark)
    monkeypatch.setattr(palette.finders, "find", lambda path: tmp_path / Path(path).name)
    assert palette.colours(palette.light)["--ct-color-accent"] == "#004699"
    assert palette.colours(palette.light)["--ct-color-ink"] == "#14201d"
    themed = palette.colours(palette.light, palette.dark)
    assert [themed[f"--ct-color-{name}"] for name in ("accent", "ink", "paper")] == ["#004699", "#fff", "#111817"]
