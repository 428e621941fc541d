"""Links within the site that readers would follow into nothing."""

from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from .documents import pages_linked
from .languages import DEFAULT, LANGUAGES
from .models import Edition, Page
from .models.statement import NO_PAGE
from .problems import Problem
from .reading import Meaning, at_address
from .richtext import LINK, linked_pages


class Ending(StrEnum):
    """What a reader finds at the end of a link."""

    SOMETHING = "something"
    WITHDRAWN = "withdrawn"
    NOT_YET = "not yet"  # a page that was never public: readers see plain words
    NOTHING = "nothing"


class InnerLink(NamedTuple):
    """A link of a claim to an address of the site itself, to a part of its own page, or to a page by its id."""

    claim: str
    language: str
    url: str
    ending: Ending
    page: str = ""  # what it is called, of a link by its id


def inner_links(document: dict, moment: datetime, going: Collection[str] = ()) -> Iterator[InnerLink]:
    """Yield the links of a document that stay on the site; pages at `going` are about to be there."""
    pages = linked_to(pages_linked(document), moment)
    for claim in document["statements"]:
        for language, html in claim["text"].items():
            for url in map(unescape, LINK.findall(html)):
                if url.startswith("#") or (url.startswith("/") and not url.startswith("//")):
                    yield InnerLink(claim["id"], language, url, ending(url, moment, going))
            for page in linked_pages(html):
                title, found = pages.get(page, ("", Ending.NOTHING))
                yield InnerLink(claim["id"], language, f"page:{page}", found, title)


def linked_to(content_ids: Collection[str], moment: datetime) -> dict[str, tuple[str, Ending]]:
    """Of the pages to which texts link by their id, those that are there: what they are called, and how they stand.

    A draft may be linked to, as it may be related to: readers see the link once it is public.
    """
    pages = {page.pk: page for page in Page.objects.filter(content_id__in=content_ids)} if content_ids else {}
    current = {edition.page_id: edition for edition in Edition.objects.in_force(moment).filter(page__in=pages)}
    found = {}
    for key, page in pages.items():
        withdrawn = key in current and current[key].is_withdrawn
        ended = Ending.WITHDRAWN if withdrawn else Ending.SOMETHING if key in current else Ending.NOT_YET
        found[str(page.content_id)] = str(page), ended
    return found


def ending(url: str, moment: datetime, going: Collection[str]) -> Ending:
    path = urlsplit(url).path
    if not path or path in going or f"{path}/" in going:
        return Ending.SOMETHING
    first = path.split("/")[1]
    language = first if first in LANGUAGES else DEFAULT
    for each in (path, f"{path}/"):  # a slash at the end is added by itself
        try:
            with override(language):
                match = resolve(each)
        except Resolver404:
            continue
        if match.url_name != "page_detail":
            return Ending.SOMETHING
        meaning = at_address(each, language, moment).meaning
        if meaning != Meaning.UNKNOWN:
            return Ending.WITHDRAWN if meaning == Meaning.WITHDRAWN else Ending.SOMETHING
    return Ending.NOTHING


def dead_ends(document: dict, moment: datetime, going: Collection[str] = ()) -> list[Problem]:
    """What keeps a document from being published: its links to addresses of the site where nothing is."""
    told = _("A link leads to “%(url)s”, where the site has nothing. Choose another address, or take the link away.")
    return [
        Problem.at(
            str(NO_PAGE) if link.url.startswith("page:") else told % {"url": link.url},
            link.claim,
            f"text_{link.language}",
        )
        for link in inner_links(document, moment, going)
        if link.ending == Ending.NOTHING
    ]
