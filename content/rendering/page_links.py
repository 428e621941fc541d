"""Resolves links to pages by their id: each leads to where its page lives at the moment, or is plain words."""

import re
from collections.abc import Mapping

from ..models import Edition
from ..references import Reference
from .markup import marked, safe
from .text import Html

# A link to a page with its words, whatever stands in the place of the id; no link stands within another.
WHOLE = re.compile(r'<a [^>]*?href="page:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)


def with_pages(html: Html, pages: Mapping[str, Reference | Edition], language: str) -> Html:
    """A text whose links by id lead to `pages`, by content id, in a language; to one that is not there none leads."""

    def led(match: re.Match) -> str:
        page, words = pages.get(match[1]), match[2]
        return f'<a href="{safe(page.path(language))}">{words}</a>' if page else words

    if "page:" not in html.lower():
        return html
    found = Html(marked(WHOLE.sub(led, str(html))))
    found.lang, found.attrs = html.lang, html.attrs
    return found
