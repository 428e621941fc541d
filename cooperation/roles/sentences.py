"""Tells a relation as a sentence, from either side."""

import re
from functools import cache
from html import escape
from typing import NamedTuple

from content.languages import in_each_language
from content.rendering.text import Html, Reader, Text, isolated

from . import role_of

PLACES = re.compile(r"(\{this\}|\{other\})")


class Name(NamedTuple):
    """How a page is called in the middle of a sentence, and where it lives."""

    text: Text
    is_plural: bool = False
    url: str | None = None

    @classmethod
    def of(cls, summary: dict, reader: Reader, url: str | None = None):
        """The name of a page out of the summary of its edition."""
        return cls(reader.text(summary.get("sentence_name") or summary["title"]), summary.get("is_plural", False), url)

    def unlinked(self):
        """The same name without its address."""
        return self._replace(url=None)

    def without_markup(self):
        """The same name for a sentence that is going to be plain text."""
        return self._replace(text=Text(isolated(self.text)), url=None)

    def html(self, at_start: bool) -> str:
        text = escape(self.text[:1].upper() + self.text[1:] if at_start else self.text)
        if self.url:
            return f'<a href="{escape(self.url)}"{self.text.attrs}>{text}</a>'
        return f"<span{self.text.attrs}>{text}</span>" if self.text.attrs else text


def sentence(relation: dict, this: Name, other: Name, reader: Reader, *, inverse: bool = False) -> Html:
    """Return the sentence about two pages; `inverse` tells it from the page that the relation points at.

    The words are those that were frozen with the relation, so that a better pattern rewrites nothing that was cited;
    the names are those of the moment.
    """
    words = escape(words_of(relation, reader.language, inverse=inverse, is_plural=this.is_plural))
    detail = reader.text((inverse and relation["detail_inverse"]) or relation["detail"])
    text = filled(words, this.html(words.startswith("{this}")), other.html(words.startswith("{other}")))
    if detail:
        words = escape(isolated(detail))
        text += f" <span{detail.attrs}>{words}</span>" if detail.attrs else f" {words}"
    return Html(f"{text}.")


def filled(words: str, this: str, other: str) -> str:
    """Put two names in their places; what else stands in braces stays as it is."""
    names = {"{this}": this, "{other}": other}
    return "".join(names.get(part, part) for part in PLACES.split(words))


def words_of(relation: dict, language: str, *, inverse: bool, is_plural: bool) -> str:
    """The words of a relation with places for the two names, as its document has them."""
    own, one, more = relation["told"].get(language) or patterns(relation["role"], is_plural)[language]
    return (more if is_plural else one) if inverse else own


@cache
def patterns(role: str, is_plural: bool) -> dict[str, list[str]]:
    """How a relation is told in each language: from the page that has it, and from the other, being one or several."""
    known = role_of(role)
    return in_each_language(
        lambda _language: [known.sentence(2 if is_plural else 1), *map(known.inverse_sentence, (1, 2))]
    )
