"""Resolves links to pages by their id: each leads to where its page lives at the moment, or is plain words."""

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
        page, words = pages.get(match[1]), marked(match[2])
        return link(words, page.path(language)) if page else words

    if "page:" not in html:
        return html
    found = Html(marked(WHOLE_PAGE_LINK.sub(led, str(html))))
    found.lang, found.attrs = html.lang, html.attrs
    return found
