"""How wide a text is in the interface's typeface, and how a name is broken into lines.

The server draws the network, so it has to know what fits before any browser sees it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache

# Advance widths of the printable ASCII characters in Source Sans 3, semi-bold, in thousandths of the type size: the
# `hmtx` table of static/fonts/source-sans-3.woff2 at weight 600. Regular type is 3 % narrower, which leaves some air.
_TABLE = """
    200 315 482 513 513 841 639 275 324 324 438 513 275 322 275 344 513 513 513 513 513 513 513 513 513 513 275 275
    513 513 513 444 875 558 597 576 625 538 510 628 663 282 494 597 502 745 657 674 582 674 592 545 546 655 536 800
    541 501 540 324 344 324 513 500 549 516 563 462 564 507 317 520 558 262 263 522 271 843 560 549 564 564 373 431
    361 556 495 748 481 495 443 324 255 324 513
"""
WIDTHS = [int(width) for width in _TABLE.split()]
PUNCTUATION = {"–": 513, "—": 860, "’": 275, "‘": 275, "“": 470, "”": 470, "…": 1000, "€": 513}
WIDEST = 900  # for a character outside the tables


# Where a long word may break: before a consonant that a vowel follows. Not before the h of "ch", "sh" or "th".
SYLLABLE = re.compile("(?<=[^\\W\\d_]{2})(?=[bcdfgjklmnpqrstvwxz][aeiouyáéëèïöü])", re.IGNORECASE)


@cache
def advance(char: str) -> int:
    """The width of one character, in thousandths of the type size."""
    if char in PUNCTUATION:
        return PUNCTUATION[char]
    base = ord(unicodedata.normalize("NFKD", char)[0])  # an accent adds no width to its letter
    return WIDTHS[base - 32] if 32 <= base <= 126 else WIDEST


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


def pieces(text: str, room: float, measure: Callable[[str], float]):
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
