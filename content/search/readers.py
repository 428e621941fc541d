"""What readers say for what the pages are about, page by page, as the site names it (the setting SEARCH_WORDS)."""

from functools import cache
from importlib import import_module
from typing import NamedTuple
from uuid import UUID

import yaml
from django.conf import settings

from ..identity import page_id
from .stopwords import STOPWORDS
from .words import line, stem, words


class Said(NamedTuple):
    """What readers say for what is on a page: all words in a text, folded, and those of each way to say it."""

    text: str
    length: int  # words
    ways: tuple[frozenset[str], ...]


@cache
def said_of_pages(language: str) -> dict[UUID, Said]:
    """By content id, what readers say."""
    text = import_module(settings.SEARCH_WORDS).READERS.read_text()
    pages = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))[language]  # noqa: S506 -- a safe one
    return {page_id(*page.split("/")): said(list(map(in_short, ways))) for page, ways in pages.items()}


def in_short(text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about."""
    spoken = words(str(text))
    return tuple(word for word in spoken if word not in STOPWORDS) or spoken


def said(ways: list[tuple[str, ...]]) -> Said:
    spoken = [word for way in ways for word in way]
    return Said(line(spoken), len(spoken), tuple(map(frozenset, ways)))


@cache
def stems(language: str) -> frozenset[str]:
    """The stems of all words that readers say."""
    return frozenset(stem(word, language) for said in said_of_pages(language).values() for word in said.text.split())
