"""Texts of a document in the language of a reader, who is told when the language is another one."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..languages import DEFAULT


class Text(str):
    """A text for a template. `attrs` is empty, or the HTML attributes that its element has to have.

    They say in which other language it is, and that it runs in a direction of its own: an element with that does not
    turn what stands around it (HTML, 15.3.6 and 3.2.6.4).
    """

    attrs = SafeString("")


class Html(SafeString):
    """The same for text that is HTML, sanitised when its edition was built."""

    attrs = SafeString("")


# Letters that are written from right to left (Unicode, Bidi_Class R and AL).
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")


def isolated(text: str) -> str:
    """A text that stands in the middle of another one without markup, where it turns nothing around (UAX 9, 2.4.2)."""
    return f"\u2068{text}\u2069" if not text.isascii() and RIGHT_TO_LEFT.search(text) else text


class Reader:
    """Picks texts in one language. Where there is none the default language stands in, and `fell_back` is set."""

    def __init__(self, language: str):
        self.language = language
        self.fell_back = False

    def text(self, texts: dict[str, str], kind: type = Text):
        own = texts.get(self.language)
        text = kind(own or texts.get(DEFAULT, ""))
        if text and not own:
            text.attrs = format_html(' lang="{}"', DEFAULT)
            self.fell_back = True
        if not text.isascii() and RIGHT_TO_LEFT.search(text):
            text.attrs += SafeString(' dir="auto"')
        return text

    def html(self, texts: dict[str, str]) -> Html:
        return self.text(texts, Html)
