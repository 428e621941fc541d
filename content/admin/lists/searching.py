"""Search in the lists and fields of the admin, whatever the accents, capitals, apostrophes, points and hyphens.

Words are folded as the search of readers folds them; other than there, any part of a word is enough, and every word has
to be there: who looks for a row to edit knows a piece of its name.
"""

import re

from django.db.models import Case, When

from ...cleaning import clean
from ...sorting import plain_letters

MOST_LIKE = 500  # rows that come before the others because of how near they come
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
    """Admin options: rows are found by parts of words in any of `search_fields`, on every database alike.

    Where the list has no order of its own, as in the fields that complete what is typed, the likest come first.
    """

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        asked = asked_words(search_term)
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        found = {
            pk: likeness(asked, texts)
            for pk, *texts in rows
            if asked and all_in(asked, searched(list(filter(None, texts))))
        }
        best = [
            When(pk__in=[pk for pk, rank in found.items() if rank == each][:MOST_LIKE], then=each) for each in (0, 1)
        ]
        order = queryset.query.order_by or [*(queryset.model._meta.ordering or ["pk"])]
        return queryset.filter(pk__in=found).order_by(Case(*best, default=2), *order), False


def likeness(asked: list[str], texts: list[str | None]) -> int:
    """How near a row comes to what was looked for: one of its texts is that, or begins so, or has it somewhere."""
    whole, own = " ".join(asked), [folded(HYPHENS.sub(" ", text)) for text in texts if text]
    return 0 if whole in own else 1 if any(text.startswith(whole) for text in own) else 2


def all_in(words: list[str], text: str) -> bool:
    return all(word in text for word in words)
