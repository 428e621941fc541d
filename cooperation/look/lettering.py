"""How wide a text is in the interface's typeface, and how a name is broken into lines.

The server draws the network, so it has to know what fits before any browser sees it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from PIL import ImageFont

from .palette import static_file

WIDEST = 900  # for a character that the face lacks
# Where a long word may break: before a consonant that a vowel follows. Not before the h of "ch", "sh" or "th".
SYLLABLE = re.compile("(?<=[^\\W\\d_]{2})(?=[bcdfgjklmnpqrstvwxz][aeiouyáéëèïöü])", re.IGNORECASE)


def font(family: str, size: int, weight: int, layout: ImageFont.Layout | None = None) -> ImageFont.FreeTypeFont:
    """One of the site's own faces. Opening it takes a millisecond, so no two threads need share it."""
    face = ImageFont.truetype(static_file(f"fonts/{family}.woff2"), size, layout_engine=layout)
    face.set_variation_by_axes([weight])
    return face


@cache
def advance(char: str) -> int:
    """The width of one character as names are set, in thousandths of the type size.

    Semi-bold, the heaviest that a name is in, which leaves some air. A character that the face lacks comes from
    another one, so it is taken to be wide.
    """
    known = measured()
    letter = char if char in known else unicodedata.normalize("NFKD", char)[0]  # an accent adds no width to its letter
    return round(known.get(letter, WIDEST))


@cache
def measured() -> dict[str, float]:
    """The widths of the characters that the interface's face has, of those that European names are written in."""
    # One by one: letters that go together in another form have each a width of their own.
    large, small = (font("source-sans-3", size, 600, ImageFont.Layout.BASIC) for size in (1000, 24))
    missing = bytes(small.getmask("\x00"))  # what the face draws where it has no character
    found = map(chr, [*range(32, 127), *range(161, 383), *range(0x2010, 0x2040), 0x20AC])
    return {char: large.getlength(char) for char in found if bytes(small.getmask(char)) != missing}


def width(text: str, size: float) -> float:
    """The width of a text at a type size, in the units of the size."""
    return sum(map(advance, text)) * size / 1000


@lru_cache(4096)
def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """Break a name into lines that fit."""
    return tuple(lines(text, room, lambda part: width(part, size)))


def lines(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines that fit: between words, after a hyphen, or where it must inside a word."""
    found = [""]
    for word in pieces(text, room, measure):
        joined = found[-1] + word
        if found[-1] and measure(joined.rstrip()) > room:
            found.append(word)
        else:
            found[-1] = joined
    return [line.strip() for line in found]


def clipped(way: list[str], count: int, room: int, measure: Callable[[str], float]) -> list[str]:
    """Keep no more than so many lines; where words are left out, an ellipsis says so."""
    if len(way) <= count:
        return way
    last = way[count - 1]
    while measure(f"{last} …") > room:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*way[: count - 1], f"{last} …"]


def pieces(text: str, room: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The parts of a text between which a line may break."""
    for word in text.replace("-", "-\u200b").replace("/", "/\u200b").replace(" ", " \u200b").split("\u200b"):
        while measure(word.rstrip()) > room:
            beginnings = [word[:n] + "-" for n in range(1, len(word) + 1)]
            fits = max(1, bisect_right(beginnings, room, key=measure))
            syllables = [found.start() for found in SYLLABLE.finditer(word, 0, fits + 1)]
            end = syllables[-1] if syllables and syllables[-1] > fits / 3 else fits
            yield word[:end] + "-"
            word = word[end:]
        yield word
