"""Tells a relation as a sentence, from either side: with the words that were frozen with it, and today's names."""

import re
from functools import lru_cache
from typing import NamedTuple

from ..languages import of_language
from ..models import Edition, Page, page_types
from ..references import Reference
from .plain import Named, Sentence
from .text import Html, Reader, Text, isolated

PLACES = re.compile(r"(\{this\}|\{other\})")


class Name(NamedTuple):
    """How a page is called in the middle of a sentence, and where it lives."""

    text: Text
    is_plural: bool = False
    url: str = ""

    @classmethod
    def of(cls, page: Reference | Edition, reader: Reader) -> "Name":
        """The name of a public page, with its address."""
        return cls.in_words(page.page_type, page.summary, reader, page.path(reader.language))

    @classmethod
    def of_document(cls, document: dict, reader: Reader) -> "Name":
        """The name of the page that a document is of, which needs no link to itself."""
        return cls.in_words(document["page_type"], {**document, **document["details"]}, reader)

    @classmethod
    def in_words(cls, page_type: str, summary: dict, reader: Reader, url: str = "") -> "Name":
        texts, is_plural = page_types().get(page_type, Page).spoken_name(summary)
        return cls(reader.text(texts), of_language(is_plural, reader.language, False), url)

    def unlinked(self) -> "Name":
        """The same name without its address."""
        return Name(self.text, self.is_plural)

    def without_markup(self) -> "Name":
        """The same name for a sentence that is going to be plain text."""
        return Name(Text(isolated(self.text)), self.is_plural)

    def part(self, at_start: bool) -> Named:
        return Named(capitalised(self.text) if at_start else self.text, self.url)


def sentence(relation: dict, this: Name, other: Name, reader: Reader, *, inverse: bool = False) -> Sentence:
    """Return the sentence about two pages; `inverse` tells it from the page that the relation points at.

    The words are those that were frozen with the relation, so that a better pattern rewrites nothing that was cited;
    the names are those of the moment.
    """
    words = frozen_words(relation, reader.language, inverse=inverse, is_plural=this.is_plural)
    parts: list[str | Named] = []
    for place, part in enumerate(parts_of(words)):
        if part == "{this}":
            parts.append(this.part(at_start=not place))
        elif part == "{other}":
            parts.append(other.part(at_start=not place))
        else:
            parts.append(part)
    if detail := reader.text((inverse and relation["detail_inverse"]) or relation["detail"]):
        alone, space = like(detail, isolated(detail)), "" if detail.startswith((",", ";", ":")) else " "
        parts += [space, Named(alone)] if detail.attrs else [f"{space}{alone}"]
    return (*parts, ".")


@lru_cache(2048)
def parts_of(words: str) -> tuple[str, ...]:
    """Words, and the places between them."""
    return tuple(filter(None, PLACES.split(words)))


def frozen_words(relation: dict, language: str, *, inverse: bool, is_plural: bool) -> str:
    """The words of a relation with places for the two names, as its document has them.

    A relation without words, in a role that nobody knows any more, is told by the name of that role.
    """
    told = relation["told"].get(language) or unknown(relation["role"])
    own, one, more = told
    return (more if is_plural else one) if inverse else own


def unknown(role: str) -> list[str]:
    """The words for a role that nobody knows: from the page that has it, and from the other, being one or several."""
    words = role.replace("_", " ")
    return [f"{{this}} – {words} – {{other}}", *[f"{{other}} – {words} – {{this}}"] * 2]


def capitalised(text: Text) -> Text:
    """A text that begins with a capital; how it reads within a sentence it still knows."""
    found = like(text, text[:1].upper() + text[1:])
    found.within = text
    return found


def like(text: Text | Html, words: str) -> Text:
    """Words in the language and the direction of a text."""
    found = Text(words)
    if text.attrs:
        found.lang, found.attrs = text.lang, text.attrs
    return found
