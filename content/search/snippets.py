"""Shows where a page says what was asked for: the sentence or two around it, with the words marked."""

from functools import lru_cache

from markupsafe import Markup

from ..rendering.markup import element, joined
from .ranking import Ranking
from .words import WORD, normalise

LENGTH = 220  # characters


def excerpt(ranking: Ranking, text: str, length: int | None = LENGTH) -> Markup:
    """The stretch of a text in which most of the query's words stand, marked; without a length, the whole of it."""
    text = normalise(text)
    found = spans(ranking, text)
    start, end = (0, len(text)) if not length or len(text) <= length else window(text, found, length)
    shown, at = [], start
    for first, last, _term in found:
        if start <= first and last <= end:
            shown += [text[at:first], element("mark", text[first:last])]
            at = last
    shown.append(text[at:end])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return joined([before, *shown, after])


def spans(ranking: Ranking, text: str) -> list[tuple[int, int, int]]:
    """Where the words stand that match, and which term each of them matches best."""
    known = ranking.known
    return [
        (first, last, qualities.index(max(qualities)))
        for first, last, word in places_of_words(text)
        if (qualities := known[word])
    ]


@lru_cache(2_000)
def places_of_words(text: str) -> list[tuple[int, int, str]]:
    """Where each word of a text begins and ends: the same for whatever is asked."""
    return [(*match.span(), match[0]) for match in WORD.finditer(text)]


def window(text: str, found: list, length: int) -> tuple[int, int]:
    """The stretch with the most different terms; it begins at a sentence if one begins near, else at a word."""
    best, start = -1, 0
    for first, _last, _term in found or [(0, 0, 0)]:
        terms = {term for other, last, term in found if first <= other and last <= first + length * 2 // 3}
        if len(terms) > best:
            best, start = len(terms), first
    sentence = text.rfind(". ", max(0, start - length // 3), start)
    if start < length // 2:
        start = 0
    elif sentence >= 0:
        start = sentence + 2
    else:
        start = text.rfind(" ", 0, max(0, start - length // 4)) + 1
    end = text.rfind(" ", start, start + length)
    return start, len(text) if len(text) - start <= length or end <= start else end
