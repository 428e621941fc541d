"""Keeps a reader in the moment that was asked for: every link and form of a page leads on within it.

Done to the page as it is, in one place: no view, and no template that links somewhere, can forget it.
"""

import re
from html import unescape
from urllib.parse import urlencode

from content.rendering.markup import element

LINK = re.compile(r'(<a\b[^>]*?\shref="|<input\b[^>]*?\sdata-suggestions=")([^"]*)("[^>]*>)')
FORM = re.compile(r"<form\b[^>]*>")
MOMENT = re.compile(r"(?:\?|&(?:amp;)?)at=")
OURS = re.compile(r"/[a-z]{2}/(?!id/)|/id/[0-9a-f-]{36}$|\?")  # an address to cite is of one moment already
PRESENT = 'rel="latest-version"'  # the way back (RFC 5829)


def stay(html: str, at: str) -> str:
    """A page of which links and forms lead to pages at a moment, as it is written in addresses."""
    hidden = str(element("input", type="hidden", name="at", value=at))
    html = FORM.sub(lambda form: form[0] if 'method="post"' in form[0] else form[0] + hidden, html)
    return LINK.sub(lambda link: link[0] if PRESENT in link[0] else link[1] + led(link[2], at) + link[3], html)


def led(href: str, at: str) -> str:
    """An address in markup, at a moment if it is one that has moments, and is not at one already."""
    if not OURS.match(unescape(href)) or MOMENT.search(href):
        return href
    path, mark, place = href.partition("#")
    return f"{path}{'&amp;' if '?' in path else '?'}{urlencode({'at': at})}{mark}{place}"
