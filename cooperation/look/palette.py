"""The site's colours, for what is not drawn by its stylesheets. They are written down in one place: the tokens."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

COLOUR = re.compile(r"(--ct-color-[\w-]+): ([^;]+);")


@cache
def light_colours() -> dict[str, str]:
    """The colours of the light scheme, by the names of their tokens."""
    return colours(light)


@cache
def dark_colours() -> dict[str, str]:
    """The same of the dark scheme."""
    return colours(light, dark)


def colours(*parts: Callable[[str], str]) -> dict[str, str]:
    """What these parts of the tokens say, and after them those of a theme: the last word counts, as in a browser."""
    sheets = [static_file(f"css/{name}.css").read_text() for name in ("tokens", "theme")]
    return dict(found for css in sheets for part in parts for found in COLOUR.findall(part(css)))


def static_file(name: str) -> Path:
    """One of the site's own files, where it stands on this machine."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def light(css: str) -> str:
    return css.partition("@media")[0]


def dark(css: str) -> str:
    return css.partition("(prefers-color-scheme: dark)")[2].partition("@media")[0]
