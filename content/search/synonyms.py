"""Words that readers use for what the pages call otherwise, as the site names them (the setting SEARCH_WORDS)."""

from functools import cache, lru_cache
from importlib import import_module

import yaml
from django.conf import settings

from .words import WORD, fold, stem, words


@lru_cache
def groups(language: str) -> list[set[str]]:
    """The stems of words that mean the same, group by group."""
    lines = known()[language].split("\n")
    return [{stem(word, language) for word in line.split()} for line in lines if line.strip()]


@cache
def known() -> dict[str, str]:
    """By language, a group of words on each line."""
    return import_module(settings.SEARCH_WORDS).SYNONYMS


@cache
def meant(language: str) -> dict[tuple[str, ...], tuple[str, bool]]:
    """What readers mean by one word or several, by these words, folded; and whether that is all they mean."""
    found: dict[tuple[str, ...], tuple[str, bool]] = {}
    said = yaml.safe_load(import_module(settings.SEARCH_WORDS).READERS.read_text())[language]
    found |= {words(phrase): ("", False) for phrase in said["nothing"]}
    for is_all, by_words in ((False, said["with_others"]), (True, said["alone"])):
        found |= {words(phrase): (pages, is_all) for pages, phrases in by_words.items() for phrase in phrases}
    return found


@cache
def longest(language: str) -> int:
    """How many words the longest of these has."""
    return max(map(len, meant(language)), default=0)


def in_words_of_pages(text: str, language: str) -> str:
    """A question with what readers say, in that language, in the words of the pages; the longest phrases first."""
    known = meant(language)
    found, spoken = [], [match[0] for match in WORD.finditer(text)]
    folded = [fold(word) for word in spoken]
    place = 0
    while place < len(spoken):
        lengths = range(min(longest(language), len(spoken) - place), 0, -1)
        length = next((each for each in lengths if tuple(folded[place : place + each]) in known), 0)
        pages, is_all = known[tuple(folded[place : place + length])] if length else (spoken[place], False)
        if is_all:
            return pages
        found.append(pages)
        place += length or 1
    return " ".join(filter(None, found)) or text


def synonyms(word: str) -> set[str]:
    """The stems of words that mean the same as a folded word."""
    found = set()
    for language in known():
        for group in groups(language):
            if stem(word, language) in group:
                found |= group
    return found
