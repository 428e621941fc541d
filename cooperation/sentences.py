"""Tells a relation as a sentence, from either side."""

from dataclasses import dataclass, replace
from html import escape

from content.text import Html, Reader, Text

from .roles import Role


@dataclass(frozen=True)
class Name:
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
        return replace(self, url=None)

    def html(self, at_start: bool) -> str:
        text = escape(self.text[:1].upper() + self.text[1:] if at_start else self.text)
        if self.url:
            return f'<a href="{escape(self.url)}"{self.text.lang_attr}>{text}</a>'
        return f"<span{self.text.lang_attr}>{text}</span>" if self.text.lang_attr else text


def sentence(role: Role, this: Name, other: Name, detail: Text, *, inverse: bool = False) -> Html:
    """Return the sentence about two pages; `inverse` tells it from the page that the relation points at."""
    verb = role.inverse_sentence if inverse else role.sentence
    pattern = verb(2 if this.is_plural else 1)
    text = escape(pattern).format(
        this=this.html(pattern.startswith("{this}")), other=other.html(pattern.startswith("{other}"))
    )
    if detail:
        words = escape(detail)
        text += f" <span{detail.lang_attr}>{words}</span>" if detail.lang_attr else f" {words}"
    return Html(f"{text}.")
