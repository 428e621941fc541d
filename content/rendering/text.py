"""Texts of a document in the language of a reader, who is told when the language is another one."""

import re
from typing import TypeVar

from markupsafe import Markup

from ..languages import DEFAULT


class Text(str):
    """A text of a document: a `str` that knows when its element has to say more than the page around it does.

    `lang` is its language, where that is not the reader's. `attrs` is empty, or the HTML attributes that say so, and
    that the text runs in a direction of its own: an element with that does not turn what stands around it (HTML,
    15.3.6 and 3.2.6.4). `within` is how it reads within a sentence, where it begins one.
    """

    lang = ""
    attrs = Markup()
    within: "Text | None" = None


class Html(Markup):
    """The same for text that is HTML, sanitised when its edition was built."""

    lang = ""
    attrs = Markup()


Kind = TypeVar("Kind", Text, Html)

# Letters that are written from right to left (Unicode, Bidi_Class R and AL).
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
ATTRS = {
    (lang, turns): Markup(f' lang="{lang}"' * bool(lang) + ' dir="auto"' * turns)
    for lang in ("", DEFAULT)
    for turns in (False, True)
}


def isolated(text: str) -> str:
    """A text that stands in the middle of another one without markup, where it turns nothing around (UAX 9, 2.4.2)."""
    return f"\u2068{text}\u2069" if not text.isascii() and RIGHT_TO_LEFT.search(text) else text


class Reader:
    """Picks texts in one language. Where there is none the default language stands in, and `fell_back` is set."""

    def __init__(self, language: str):
        self.language = language
        self.fell_back = False

    def text(self, texts: dict[str, str]) -> Text:
        own = texts.get(self.language)
        text = Text(own or texts.get(DEFAULT, ""))
        if not own or not text.isascii():
            self._tell(text, own)
        return text

    def html(self, texts: dict[str, str]) -> Html:
        own = texts.get(self.language)
        html = Html(own or texts.get(DEFAULT, ""))
        self._tell(html, own)
        return html

    def _tell(self, text: Text | Html, own: str | None) -> None:
        """Let a text say in which language it is, if that is another one, and whether it may turn what is around it."""
        if text and not own:
            text.lang = DEFAULT
            self.fell_back = True
        turns = bool(RIGHT_TO_LEFT.search(text))
        if turns or text.lang:
            text.attrs = ATTRS[text.lang, turns]
