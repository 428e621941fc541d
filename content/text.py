"""Texts of a document in the language of a reader, who is told when the language is another one."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .languages import DEFAULT


class Text(str):
    """A text for a template. `lang_attr` is empty, or the HTML attribute that says in which other language it is."""

    lang_attr = ""


class Html(SafeString):
    """The same for text that is HTML, sanitised when its edition was built."""

    lang_attr = ""


class Reader:
    """Picks texts in one language. Where there is none the default language stands in, and `fell_back` is set."""

    def __init__(self, language: str):
        self.language = language
        self.fell_back = False

    def text(self, texts: dict[str, str], kind: type = Text):
        text = texts.get(self.language)
        if text or not texts:
            return kind(text or "")
        text = kind(texts.get(DEFAULT, ""))
        if text:
            text.lang_attr = format_html(' lang="{}"', DEFAULT)
            self.fell_back = True
        return text

    def html(self, texts: dict[str, str]) -> Html:
        return self.text(texts, Html)
