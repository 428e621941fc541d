"""Tells a relation as a sentence, from either side."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import mark_safe

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

    def html(self, at_start: bool) -> str:
        text = self.text[:1].upper() + self.text[1:] if at_start else self.text
        if self.url:
            return format_html('<a href="{}"{}>{}</a>', self.url, self.text.lang_attr, text)
        if self.text.lang_attr:
            return format_html("<span{}>{}</span>", self.text.lang_attr, text)
        return text


def sentence(role: Role, this: Name, other: Name, detail: Text, *, inverse: bool = False) -> Html:
    """Return the sentence about two pages; `inverse` tells it from the page that the relation points at."""
    verb = role.inverse_sentence if inverse else role.sentence
    pattern = verb(2 if this.is_plural else 1)
    text = format_html(
        pattern, this=this.html(pattern.startswith("{this}")), other=other.html(pattern.startswith("{other}"))
    )
    if detail:
        text += format_html(" <span{}>{}</span>" if detail.lang_attr else " {1}", detail.lang_attr, detail)
    return Html(text + mark_safe("."))
