"""Reads what a visitor typed: words, and phrases in quotes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..languages import LANGUAGES
from .stopwords import STOPWORDS
from .synonyms import synonyms
from .words import COMPOUND, WORD, fold, head, joined, normalise, stem, words

MAX_CHARACTERS = 200
MAX_TERMS = 12
PHRASE = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
SHORTEST_PREFIX = 4
LONG = 6  # letters that tell a word apart from nearly all others


@dataclass
class Term:
    """A word that was asked for, with what else counts as that word."""

    word: str
    typed: str
    prefix: bool = False  # is it any beginning of a word, as while typing?
    joined: tuple[str, ...] = ()  # the compound that it is a part of, written as one
    containing: list[str] = field(default_factory=list)  # words that it is a part of
    corrections: list[str] = field(default_factory=list)  # words that it may have been meant to be
    named: set[str] = field(default_factory=set)  # content ids of the pages that are called so

    def __post_init__(self) -> None:
        self.stems = {stem(self.word, language) for language in LANGUAGES}
        self.head = head(self.word, *self.stems)
        self.synonyms = synonyms(self.word) - self.stems
        self.others = {*self.containing, *self.corrections}

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What longer words may begin with and still match."""
        if self.prefix:
            return (self.word,)
        return tuple(each for each in {self.word, *self.stems} if len(each) >= SHORTEST_PREFIX)

    @property
    def heads(self) -> set[str]:
        """What every word that matches begins with, one or another."""
        return {self.head, *map(head, self.synonyms), *(word[:LONG] for word in (*self.joined, *self.others))}

    def extend(self, containing: Iterable[str] = (), corrections: Iterable[str] = ()) -> None:
        self.containing += containing
        self.corrections += corrections
        self.others = {*self.containing, *self.corrections}

    def quality(self, word: str) -> float:
        """How well a folded word matches: 1 the word itself, 0 not at all."""
        if word == self.word:
            return 1
        if word in self.joined:
            return 0.9
        # The beginning tells most of them apart, which spares the stemmer.
        if word.startswith(self.head) and any(stem(word, language) in self.stems for language in LANGUAGES):
            return 0.9
        if word.startswith(self.beginnings):
            return 0.6 if not self.prefix else 0.8
        if word in self.corrections:
            return 0.7
        if self.synonyms and any(stem(word, language) in self.synonyms for language in LANGUAGES):
            return 0.5
        return 0.4 if word in self.others else 0


@dataclass
class Query:
    """What is asked for: all terms, and all phrases."""

    text: str
    terms: list[Term]
    phrases: list[tuple[str, ...]]

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str, language: str, *, typing: bool = False) -> Query:
    """Return the query in a text, however odd; `typing` takes the last word as the beginning of one."""
    text = " ".join(normalise(text)[:MAX_CHARACTERS].split())
    phrases = [phrase for match in PHRASE.finditer(text) if len(phrase := words(match[1])) > 1]
    compounds = {}
    for match in COMPOUND.finditer(text):
        for part in words(match[0]):
            compounds[part] = tuple(joined(match[0]))
    found = {}
    for match in WORD.finditer(text):
        word = fold(match[0])
        if word and word not in found:
            found[word] = Term(word, match[0], joined=compounds.get(word, ()))
    quoted = {word for phrase in phrases for word in phrase}
    # In capitals it is a name: what does the OM do?
    telling = [
        term
        for term in found.values()
        if term.word not in STOPWORDS or term.word in quoted or (term.typed.isupper() and text != text.upper())
    ]
    terms = (telling or list(found.values()))[:MAX_TERMS]
    if typing and terms and text.endswith(terms[-1].typed):
        terms[-1].prefix = True
    return Query(text, terms, phrases)
