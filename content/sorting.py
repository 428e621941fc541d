"""Order that is the same on every database."""

import re
import unicodedata
from datetime import UTC, datetime

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from .languages import DEFAULT

ALIKE = str.maketrans(
    {
        "Ø": "O",
        "ø": "o",
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "Ħ": "H",
        "ħ": "h",
        "ı": "i",
        "İ": "I",
        "Ŧ": "T",
        "ŧ": "t",
    }
    | {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "ĸ": "k", "ŋ": "ng"}
)
COMPLEMENT = str.maketrans("0123456789", "9876543210")
ARTICLES = {"nl": "de|het|een|'t", "en": "the|an|a"}  # which nobody looks under
END = "  "  # comes before anything that a word can go on with
UNDATED = "undated"


def sort_key(title: dict[str, str], language: str) -> str:
    """Return what a title is sorted by in a language: without its article, accents, case and leading punctuation."""
    language = language if title.get(language) else DEFAULT
    return filed_as(without_article(title[language], language))[:200]


def without_article(title: str, language: str) -> str:
    """A title from its first word of meaning on."""
    return re.sub(rf"^(?:{ARTICLES[language]})\s+(?=\S)", "", title.replace("’", "'"), flags=re.IGNORECASE)


def filed_as(text: str) -> str:
    """What a text is filed under: without accents and case, and without signs before its first letter."""
    letters = plain_letters(text)
    return re.sub(r"^[\W_]+", "", letters) or letters


def plain_letters(text: str) -> str:
    """A text in small letters without accents; what Unicode does not take apart stands where Dutch looks for it."""
    text = unicodedata.normalize("NFKD", text.translate(ALIKE))
    return "".join(char for char in text if not unicodedata.combining(char)).casefold()


def newest_first(date: str) -> str:
    """Turn the date that a key begins with into what sorts the other way round, or back; no date comes last."""
    head, end, tail = date.partition(END)
    return (head or UNDATED).translate(COMPLEMENT) + end + tail


def change_key(moment: datetime) -> str:
    """What a change is sorted by, the newest first; in UTC, which has no hour twice."""
    return newest_first(moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"))


class SortKeyField(models.CharField):
    """A key that is compared sign by sign, whatever the language of the database."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict:
        collation = {"postgresql": "C", "sqlite": "BINARY"}[connection.vendor]
        return super().db_parameters(connection) | {"collation": collation}
