"""Finds where a text names pages, with the names by which they are known: whole words, and the longest name first."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\w+")
# What a name cannot stand behind and before: it is part of a compound there, or of an address.
BEFORE, AFTER = r"(?<![\w/@.\-‐‑])", r"(?![\w\-‐‑@]|[./]\w)"


class Target(NamedTuple):
    """A page that a text can lead to."""

    page_id: int
    content_id: str
    page_type: str
    path_nl: str
    path_en: str

    def path(self, language: str) -> str:
        return getattr(self, f"path_{language}")


class Mention(NamedTuple):
    """A place in a text, in characters, and the page that is named there."""

    start: int
    end: int
    target: Target


class Names:
    """The names of pages in one language. One that two pages share is the name of neither."""

    def __init__(self, named: Iterable[tuple[str, Target]]):
        self._targets: dict[str, Target | None] = {}
        self._by_word: dict[str, list[str]] = {}  # by the word that they begin with
        self._patterns: dict[str, re.Pattern] = {}  # made when somebody writes that word
        self._in_text = lru_cache(4096)(self._all)  # the same texts are read again and again
        for name, target in named:
            key = as_key(name)
            first = WORD.search(key)
            if first is None:
                continue
            if key not in self._targets:
                self._by_word.setdefault(first[0], []).append(name)
            elif self._targets[key] != target:
                self._targets[key] = None
                continue
            self._targets[key] = target

    def find(self, text: str, but: Collection[str] = ()) -> Iterator[Mention]:
        """Yield the first place where a text names each page, from its beginning; none of pages `but`, by content id.

        A name that is not to be linked still stands there whole: no shorter one is found in it.
        """
        end, known = 0, set(but)
        for start, stop, target in self._in_text(text):
            if start < end:
                continue
            end = stop
            if target and target.content_id not in known:
                known.add(target.content_id)
                yield Mention(start, stop, target)

    def _all(self, text: str) -> list[tuple[int, int, Target | None]]:
        """Every place where a name stands, in the order of the text."""
        small, found = lowered(text), []
        for word in self._by_word.keys() & WORD.findall(small):
            pattern, place = self._beginning_with(word), small.find(word)
            while place >= 0:
                if name := pattern.match(text, place):
                    found.append((place, name.end(), self._targets.get(as_key(name[0]))))
                place = small.find(word, place + len(word))
        found.sort(key=lambda each: each[0])
        return found

    def leading_to(self, content_id: str) -> list[str]:
        """The names of a page."""
        return [name for name, target in self._targets.items() if target and target.content_id == content_id]

    def _beginning_with(self, word: str) -> re.Pattern:
        """What finds the names that begin with a word, the longest first."""
        if word not in self._patterns:
            names = sorted(self._by_word[word], key=len, reverse=True)
            self._patterns[word] = re.compile(f"{BEFORE}(?:{'|'.join(map(as_pattern, names))}){AFTER}")
        return self._patterns[word]


def lowered(text: str) -> str:
    """A text in small letters, each in its place: some capitals become two signs."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower()[:1] for sign in text)


def as_key(name: str) -> str:
    """A name as it is compared with others, from its first word on: whatever its capitals, spaces and apostrophes."""
    key = " ".join(re.sub("[’‘]", "'", re.sub("[‐‑]", "-", name)).lower().split())
    return re.sub(r"^\W+", "", key)


def as_pattern(name: str) -> str:
    """How a name is written in a text. Words with two capitals, as abbreviations have them, are written in no other
    way; any other may begin a sentence, or stand in it.
    """
    parts = re.split(r"(\w+)", " ".join(name.split()))
    start = next(place for place, part in enumerate(parts) if place % 2)
    return "".join(written(part) if place % 2 else between(part) for place, part in enumerate(parts) if place >= start)


def written(word: str) -> str:
    is_abbreviation = sum(map(str.isupper, word)) > 1
    return re.escape(word) if is_abbreviation else f"(?i:{re.escape(word)})"


def between(signs: str) -> str:
    """What stands between two words: some space for each space, and any form of an apostrophe or a hyphen."""
    forms = {" ": r"\s+"} | dict.fromkeys("'’‘", "['’‘]") | dict.fromkeys("-‐‑", "[-‐‑]")
    return "".join(forms.get(sign) or re.escape(sign) for sign in signs)
