"""Tells a relation as a sentence, from either side."""

from html import escape
from typing import NamedTuple

from content.languages import once_per_language
from content.text import Html, Reader, Text

from .roles import ROLES, Role


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

    def html(self, at_start: bool) -> str:
        text = escape(self.text[:1].upper() + self.text[1:] if at_start else self.text)
        if self.url:
            return f'<a href="{escape(self.url)}"{self.text.lang_attr}>{text}</a>'
        return f"<span{self.text.lang_attr}>{text}</span>" if self.text.lang_attr else text


def sentence(role: Role, this: Name, other: Name, detail: dict, reader: Reader, *, inverse: bool = False) -> Html:
    """Return the sentence about two pages; `inverse` tells it from the page that the relation points at."""
    detail = reader.text(detail)
    words = pattern(reader.language, role.name, inverse, this.is_plural)
    text = words.format(this=this.html(words.startswith("{this}")), other=other.html(words.startswith("{other}")))
    if detail:
        words = escape(detail)
        text += f" <span{detail.lang_attr}>{words}</span>" if detail.lang_attr else f" {words}"
    return Html(f"{text}.")


@once_per_language
def pattern(name: str, inverse: bool, is_plural: bool) -> str:
    """The words of a role, with places for the two names."""
    verb = ROLES[name].inverse_sentence if inverse else ROLES[name].sentence
    return escape(verb(2 if is_plural else 1))
