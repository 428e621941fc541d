"""Finds where a text names pages, with the names by which they are known: whole words, and the longest name first."""

import re
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from functools import lru_cache
from itertools import count
from typing import NamedTuple

WORD = re.compile(r"\w+")
# What joins a word to the one beside it, in a compound or in an address of the web or of mail.
JOINED_BEFORE = "/@.-‐‑"
JOINED_AFTER = re.compile(r"[\-‐‑@]|[./]\w")
EDGES = re.compile(r"^\W+|\W+$")
FORMS = str.maketrans("’‘‐‑", "''--")


class Target(NamedTuple):
    """A page that a text can lead to."""

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


class Name(NamedTuple):
    """A name as its page writes it, and that page; none if two pages share it."""

    written: str
    target: Target | None

    def is_in(self, words: list[re.Match]) -> bool:
        """Whether these words are the name: two capitals, as abbreviations have them, are written in no other way; any
        other word may begin a sentence, or stand in it.
        """
        own = WORD.findall(self.written)
        return all(found[0] == word for found, word in zip(words, own, strict=False) if is_abbreviation(word))


class Names:
    """The names of pages in one language. One that two pages share is the name of neither.

    Its number is that of no others: what was made with the same number was made with the same names.
    """

    _numbers = count(1)

    def __init__(self, named: Iterable[tuple[str, Target]]):
        self._named: dict[str, tuple[tuple[str, Target], ...]] = {}  # by key
        self._names: dict[str, Name] = {}
        # By the word that names begin with: of how many words they are, the most first.
        self._lengths: dict[str, list[int]] = {}
        self._take((), named)

    def changed(self, gone: Iterable[tuple[str, Target]], come: Iterable[tuple[str, Target]]) -> "Names":
        """The same names without some, and with others."""
        other = copy(self)
        other._named, other._names, other._lengths = dict(self._named), dict(self._names), dict(self._lengths)
        other._take(gone, come)
        return other

    def _take(self, gone: Iterable[tuple[str, Target]], come: Iterable[tuple[str, Target]]) -> None:
        self.number = next(self._numbers)
        self._in_text = lru_cache(4096)(self._all)  # the same texts are read again and again
        touched = set()
        for name, target in gone:
            touched.add(key := as_key(name))
            self._named[key] = tuple(each for each in self._named.get(key, ()) if each[1] != target)
        for name, target in come:
            if words := WORD.findall(name):
                touched.add(key := as_key(name))
                self._named[key] = (*self._named.get(key, ()), (name, target))
                lengths = {*self._lengths.get(words[0].lower(), ()), len(words)}
                self._lengths[words[0].lower()] = sorted(lengths, reverse=True)
        for key in touched:
            if named := self._named[key]:
                is_shared = len({target for _name, target in named}) > 1
                self._names[key] = Name(named[-1][0], None) if is_shared else Name(*named[0])
            else:
                self._named.pop(key)
                self._names.pop(key, None)

    def find(self, text: str, but: Collection[str] = ()) -> Iterator[Mention]:
        """Yield the first place where a text names each page, from its beginning; none of pages `but`, by content id.

        A name that is not to be linked still stands there whole: no shorter one is found in it.
        """
        known = set(but)
        for start, end, target in self._in_text(text):
            if target and target.content_id not in known:
                known.add(target.content_id)
                yield Mention(start, end, target)

    def leading_to(self, content_id: str) -> list[str]:
        """The names of a page, in small letters."""
        return [key for key, name in self._names.items() if name.target and name.target.content_id == content_id]

    def _all(self, text: str) -> list[tuple[int, int, Target | None]]:
        """Every place where a name stands, in the order of the text."""
        words, end, found = list(WORD.finditer(text)), 0, []
        for place, word in enumerate(words):
            if word.start() < end or not (lengths := self._lengths.get(word[0].lower())):
                continue
            if mention := self._at(text, words[place : place + lengths[0]], lengths):
                found.append(mention)
                end = mention[1]
        return found

    def _at(self, text: str, words: list[re.Match], lengths: list[int]) -> tuple[int, int, Target | None] | None:
        """The longest name with which some words begin, if it is part of nothing else."""
        start = words[0].start()
        if start and text[start - 1] in JOINED_BEFORE:
            return None
        for length in lengths:
            if length > len(words) or JOINED_AFTER.match(text, end := words[length - 1].end()):
                continue
            name = self._names.get(as_key(text[start:end]))
            if name and name.is_in(words[:length]):
                return start, end, name.target
        return None


def is_abbreviation(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1


def as_key(name: str) -> str:
    """A name as it is compared with others, from its first word to its last: whatever its capitals, its spaces, and
    the form of its hyphens and apostrophes.
    """
    return EDGES.sub("", " ".join(name.translate(FORMS).lower().split()))
