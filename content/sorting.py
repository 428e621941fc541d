"""Alphabetical order that is the same on every database."""

import unicodedata

from .languages import DEFAULT


def sort_key(title: dict[str, str], language: str) -> str:
    """Return what a title is sorted by in a language: without accents, case and leading punctuation."""
    text = unicodedata.normalize("NFKD", title.get(language) or title[DEFAULT])
    folded = "".join(char for char in text if not unicodedata.combining(char)).casefold()
    return folded.lstrip(" '\"“‘(")[:200]
