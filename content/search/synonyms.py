"""Words that mean the same, as the site names them (the setting SEARCH_WORDS)."""

from functools import cache, lru_cache
from importlib import import_module

from django.conf import settings

from .words import stem


@lru_cache
def groups(language: str) -> list[set[str]]:
    """The stems of words that mean the same, group by group."""
    lines = known()[language].split("\n")
    return [{stem(word, language) for word in line.split()} for line in lines if line.strip()]


@cache
def known() -> dict[str, str]:
    """By language, a group of words on each line."""
    return import_module(settings.SEARCH_WORDS).SYNONYMS


def synonyms(word: str) -> set[str]:
    """The stems of words that mean the same as a folded word."""
    found = set()
    for language in known():
        for group in groups(language):
            if stem(word, language) in group:
                found |= group
    return found
