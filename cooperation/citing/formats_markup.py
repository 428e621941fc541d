"""Citations as programs take them, each to be opened and copied."""

from collections.abc import Iterable

from markupsafe import Markup

from content.rendering.markup import element


def formats_markup(formats: Iterable[tuple[str, str]]) -> Markup:
    """Each text under its name; nothing where there are none."""
    shown = [
        element("details", element("summary", name), element("pre", text, dir="ltr"), class_="format")
        for name, text in formats
    ]
    return element("div", *shown, class_="formats") if shown else Markup()
