"""Resolves links to pages by their id: each leads to where its page lives at the moment, or is plain words.

One that cites a passage within a sentence leads to where that stands on the page of its source.
"""

import re
from collections.abc import Mapping

from ..models import Edition
from ..references import Reference
from ..richtext import WHOLE_PAGE_LINK
from .markup import link, marked
from .text import Html


def with_pages(html: Html, pages: Mapping[str, Reference | Edition], language: str) -> Html:
    """A text whose links by id lead to `pages`, by content id, in a language; to one that is not there none leads."""

    def led(match: re.Match) -> str:
        key, mark, anchor = match[1].partition("#")
        page, words = pages.get(key), marked(match[2])
        return link(words, page.path(language) + mark + anchor) if page else words

    if "page:" not in html:
        return html
    found = Html(marked(WHOLE_PAGE_LINK.sub(led, str(html))))
    found.lang, found.attrs = html.lang, html.attrs
    return found
