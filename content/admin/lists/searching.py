"""Search in the lists and fields of the admin, whatever the accents, capitals, apostrophes, points and hyphens.

Words are folded as the search of readers folds them; other than there, any part of a word is enough, and every word has
to be there: who looks for a row to edit knows a piece of its name.
"""

import re

from ...cleaning import clean
from ...sorting import plain_letters

QUOTES = str.maketrans(dict.fromkeys("'’‘‚´`\"“”„"))
HYPHENS = re.compile("[-‐‑]")
ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # with points: A.I.V.D.
ENDING = re.compile(r"(?<=\w)['’‘´`](?:s|er|t|n|tje|ste)\b", re.IGNORECASE)  # as of an abbreviation


def folded(text: str) -> str:
    """A text in small letters, without accents, quotation marks and the points of abbreviations."""
    text = ABBREVIATION.sub(lambda match: match[0].replace(".", ""), clean(text))
    return plain_letters(text).translate(QUOTES)


def asked_words(text: str) -> list[str]:
    """The words that somebody looks for: each without its ending behind an apostrophe, a compound as its parts."""
    return folded(HYPHENS.sub(" ", ENDING.sub("", clean(text)))).split()


def searched(texts: list[str]) -> str:
    """What is looked through of a row: a compound with hyphens also written as one word."""
    text = folded("\n".join(texts))
    return f"{text}\n{HYPHENS.sub('', text)}" if HYPHENS.search(text) else text


class FoldedSearch:
    """Admin options: rows are found by parts of words in any of `search_fields`, on every database alike."""

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        asked = asked_words(search_term)
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        found = {pk for pk, *texts in rows if asked and all_in(asked, searched([text for text in texts if text]))}
        return queryset.filter(pk__in=found), False


def all_in(words: list[str], text: str) -> bool:
    return all(word in text for word in words)
