"""A text cut into its parts, paragraphs mostly, which are numbered for the ways to them; and finding words in it."""

import re
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

BREAK = re.compile(r"\n\s*\n|\f")
ITEM = re.compile(r"(?:[•◦▪●‣·–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
LONG = 1200  # characters, after which a part ends with its sentence
SHORT, SHORTER = 0.8, 0.7  # of a full line: a line that is shorter ends its part, with its sentence or without


class Part(NamedTuple):
    """A part of a text: its number, from 1; from which character to which; and on which page, from 1."""

    number: int
    start: int
    end: int
    page: int
    words: str


def parts_of(text: str) -> list[Part]:
    """The parts of a text, in their order."""
    found: list[Part] = []
    for start, end in spans(text):
        words = text[start:end]
        if words.strip():
            found.append(Part(len(found) + 1, start, end, text.count("\f", 0, start) + 1, words))
    return found


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts begin and end: at empty lines, page breaks and items of lists, and where a paragraph does."""
    at = 0
    for gap in [*BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from blocks(text, at, end)
        at = gap.end() if gap else end


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of what stands between empty lines: many PDFs have none, so lines tell by how they begin and end."""
    lines = text[start:end].split("\n")
    longest = max(map(len, lines))
    full = median(len(line) for line in lines if 2 * len(line) >= longest)
    at = here = start
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        here += len(line)
        ends = line.rstrip().endswith((".", "?", "!", ":", ";"))
        is_last = ends and (len(line) < SHORT * full or here - at > LONG)
        is_by_itself = len(line) < SHORTER * full and not following[:1].islower()  # a heading, or a row of a table
        if is_last or is_by_itself or ITEM.match(following):
            yield at, here
            at = here + 1
        here += 1
    if at < end:
        yield at, end


def find(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where words stand in a text, whatever the blanks and line ends between them: nearest to a character."""
    if not words.split():
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = [match.span() for match in pattern.finditer(text)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)
