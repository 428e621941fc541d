"""The rich text of statements: what an editor may use, and the same list as the allow-list for everything else."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape

from django.utils.html import strip_tags
from django_prose_editor.fields import create_sanitizer

SAME_WINDOW = {"enableTarget": False}
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Link": SAME_WINDOW,
    # Hands the page's nonce to the editor's own stylesheet (static/content/prose-csp.js).
    "CspNonce": True,
    # Lets its tools speak the language of the page (static/content/prose-words.js).
    "InOurWords": True,
    # Lets a link lead to a page of this site, which one finds by its name (static/content/prose-links.js).
    "LinksToPages": True,
    # Takes what is pasted as the site has it (static/content/prose-paste.js).
    "Pasting": True,
}

# What a link may begin with; `page` stands before the permanent id of a page, with the anchor of a passage if the link
# is to one (static/content/prose-links.js).
PROTOCOLS = ["http", "https", "mailto", "page"]
PAGE = "page:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:#p-[-a-zA-Z0-9_]+)?"
# A link to a page by its id, which leads to where that page lives whenever it is read.
PAGE_LINK = re.compile(rf'<a [^>]*?href="{PAGE}"[^>]*>')

# What is left of a link whose address was taken away.
NO_LINK = re.compile(r'<a(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
# What holds nothing at all.
EMPTY = re.compile(r"<(a|p|li|ul|ol|strong|em)(?: [^>]*)?>(?:\s|&nbsp;|\u00a0|<br>)*</\1>")
_clean = None


def sanitise(html: str) -> str:
    """Return html with only the elements, attributes and link schemes that the editor offers.

    The field does this in forms and `full_clean()`; an edition does it again, for what came in by another way.
    """
    global _clean
    if _clean is None:  # the extensions of the settings are there only once Django is set up
        _clean = create_sanitizer(EXTENSIONS | {"Link": SAME_WINDOW | {"protocols": PROTOCOLS}})
    html = NO_LINK.sub(r"\1", _clean(html))
    while html != (html := EMPTY.sub("", html)):
        pass
    return html


LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
# An address of the web, of mail, or on this site.
LEADS_SOMEWHERE = re.compile(rf"(?i:https?://[^/\s]+|mailto:[^@\s]+@[^@\s]+|/(?!/)|#\w)|{PAGE}$")


def dead_links(html: str) -> list[str]:
    """The addresses of links in a text that lead nowhere."""
    return [unescape(url) for url in LINK.findall(html or "") if not LEADS_SOMEWHERE.match(unescape(url))]


# The same to a passage on the page of its source: the id of the page, and the key of the passage.
PASSAGE_LINK = re.compile(r'<a [^>]*?href="page:([0-9a-f-]{36})#p-([-a-zA-Z0-9_]+)"')


def linked_passages(html: str | None) -> set[tuple[str, str]]:
    """The passages to which a text links: of each the content id of its source, and its key."""
    return set(PASSAGE_LINK.findall(html or ""))


def linked_pages(html: str | None) -> list[str]:
    """The pages to which a text links by their id: the content ids, each once."""
    return list(dict.fromkeys(PAGE_LINK.findall(html or "")))


# The end of an item of a list that ends without a mark of its own.
ITEM, LAST_ITEM = (re.compile(rf"(?<![.,;:?!])((?:</p>)?\s*</li>)(?=\s*{after})") for after in ("<li", "</[uo]l>"))


def plain(html: str) -> str:
    """The words of a text with markup, with spaces between its blocks; a list becomes a sentence."""
    return _plain(str(html))  # what knows that it is markup would escape what is put into it


@lru_cache(2_000)
def _plain(html: str) -> str:
    html = LAST_ITEM.sub(r".\1", ITEM.sub(r",\1", html))
    return " ".join(unescape(strip_tags(re.sub("(</(?:p|li)>|<br[^>]*>)", r" ", html))).split())


# A link to a page with its words, whatever stands in the place of the id; no link stands within another.
WHOLE_PAGE_LINK = re.compile(r'<a [^>]*?href="page:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
WHOLE_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def words_and_links(html: str, title: Callable[[str], str]) -> str:
    """The same, with the address behind each link, or the `title` of its page: for who has to see that it changed."""

    def told(match: re.Match) -> str:
        page, mark, anchor = match[1].removeprefix("page:").partition("#")
        return f"{match[2]} [{escape(title(page)) + mark + anchor if match[1].startswith('page:') else match[1]}]"

    return plain(WHOLE_LINK.sub(told, html))


def says_something(html: str | None) -> bool:
    """Whether there is a letter or a digit in a text with markup."""
    return any(sign.isalnum() for sign in plain(html or ""))
