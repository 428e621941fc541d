"""Cuts text into words, folds and stems them: the same for what is indexed, what is asked and what is marked."""

import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from os.path import commonprefix

import snowballstemmer
from django.conf import settings
from rapidfuzz.distance import OSA

from ..cleaning import clean
from ..languages import LANGUAGES
from ..sorting import plain_letters

# An abbreviation with points (A.I.V.D.), or letters and digits, with at most a short ending behind an apostrophe.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['’´`](?:s|er|t|n|tje|ste)\b)?", re.IGNORECASE)
HYPHEN = re.compile("[-‐‑]")
COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
VARIANT = re.compile("[\ufe00-\ufe0f]")  # which form of a sign is meant
MAX_LENGTH = 60
# Snowball's newer `dutch` keeps coördinatoren and coördinator apart; the older one brings them together.
ALGORITHMS = {"nl": "dutch_porter", "en": "english"}


class Stemmers(threading.local):
    """The stemmers of a thread: each keeps the word that it works on in itself."""

    def __init__(self) -> None:
        self.by_language = {language: snowballstemmer.stemmer(ALGORITHMS[language]) for language in LANGUAGES}


_stemmers = Stemmers()


def normalise(text: str) -> str:
    """Compose accents and take out what cannot be seen, and what no database stores."""
    return VARIANT.sub("", clean(text.replace("\0", " ")))


@lru_cache(50_000)
def fold(word: str) -> str:
    """A word without capitals, accents, points and its ending behind an apostrophe."""
    word = re.split("['’´`]", word)[0].replace(".", "")
    return "".join(char for char in plain_letters(word) if char.isalnum())[:MAX_LENGTH]


@lru_cache(50_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word."""
    if language == "nl" and re.search("[aeiou]s$", word) and len(word) > 4:
        word = word[:-1]  # organisaties, ministeries: a plural that Snowball leaves alone
    return _stemmers.by_language[language].stemWord(word)


def head(*forms: str) -> str:
    """What all words with this stem begin with, given the stem and a word: endings change, and letters before them."""
    return commonprefix(forms)[: max(2, len(min(forms, key=len)) - 3)]  # noqa: RUF071 -- of letters, as meant


@lru_cache(2_000)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(folded for match in WORD.finditer(normalise(text)) if (folded := fold(match[0])))


def line(words: Iterable[str]) -> str:
    """Words with a space around each, so that a phrase of them can be looked for."""
    return f" {' '.join(words)} "


def joined(text: str) -> list[str]:
    """Compounds with hyphens written as one: re-integratie as reintegratie."""
    if not HYPHEN.search(text):
        return []
    return ["".join(words(match[0]))[:MAX_LENGTH] for match in COMPOUND.finditer(normalise(text))]


def written_out(text: str) -> list[str]:
    """Words of which the end stands only behind a later one: inlichtingen- en veiligheidsdienst."""
    if not HYPHEN.search(text):
        return []
    return [fold(match[1] + match[3]) for match in shared_endings().finditer(normalise(text))]


@cache
def shared_endings() -> re.Pattern:
    """Finds "inlichtingen- en veiligheidsdienst", with an ending that the site names (the setting SEARCH_WORDS)."""
    endings = "|".join(import_module(settings.SEARCH_WORDS).ENDINGS)
    return re.compile(rf"([^\W_]{{4,}})[-‐‑],? (?:en|of|,) ([^\W_]{{3,}}?)({endings})\b", re.IGNORECASE)


def grams(word: str) -> list[str]:
    """The runs of three letters in a word, with its edges marked."""
    return parts(f"_{word}_")


def parts(text: str) -> list[str]:
    """The runs of three letters in a text of at least three."""
    return list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))


def letters(word: str) -> str:
    """The letters of a word in alphabetical order: the same when letters have changed places."""
    return "=" + "".join(sorted(word))


def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped between two words (optimal string alignment)."""
    return OSA.distance(one, other)
