"""Writes texts as HTML in which the pages that they name are links: beside the text, which stays as it is stored."""

import re
from collections.abc import Callable, Collection
from html import unescape

from markupsafe import Markup

from .markup import marked, safe
from .mentions import Names, Target
from .text import Html, Text

# A tag of sanitised HTML, whose attributes stand in double quotes; and where a link begins and ends.
TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')


class Linked:
    """Texts of one page with links in them: to no page `but`, of whatever language a text is with the names in that."""

    def __init__(self, language: str, names_in: Callable[[str], Names], but: Collection[str], quiet: Collection[str]):
        self.language, self.names_in, self.but = language, names_in, but
        self.quiet = quiet  # the types of pages to which a link is less to see

    def text(self, text: Text) -> Markup:
        """A text without markup."""
        html, _known = self._words(text, self._names(text), self.but)
        return marked(html)

    def html(self, text: Html) -> Markup:
        """A text with markup; within a link no other is made."""
        names, known, depth, parts = self._names(text), set(self.but), 0, []
        for place, part in enumerate(TAG.split(str(text))):
            if place % 2:
                depth += part.startswith("<a ") - (part == "</a>")
            elif part and not depth:
                part, found = self._words(unescape(part), names, known)
                known |= found
            parts.append(part)
        return marked("".join(parts))

    def _names(self, text: Text | Html) -> Names:
        return self.names_in(text.lang or self.language)

    def _words(self, words: str, names: Names, but: Collection[str]) -> tuple[str, set[str]]:
        """Words with links, and the pages to which these lead."""
        parts, end, found = [], 0, set()
        for mention in names.find(words, but):
            parts += [safe(words[end : mention.start]), self._link(words[mention.start : mention.end], mention.target)]
            end = mention.end
            found.add(mention.target.content_id)
        return "".join([*parts, safe(words[end:])]), found

    def _link(self, words: str, target: Target) -> str:
        css = ' class="named named--quiet"' if target.page_type in self.quiet else ' class="named"'
        return f'<a{css} href="{safe(target.path(self.language))}">{safe(words)}</a>'
