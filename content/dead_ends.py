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

from .languages import DEFAULT, LANGUAGES
from .problems import Problem
from .reading import Meaning, at_address
from .richtext import LINK


class Ending(StrEnum):
    """What a reader finds at the end of a link."""

    SOMETHING = "something"
    WITHDRAWN = "withdrawn"
    NOTHING = "nothing"


class InnerLink(NamedTuple):
    """A link of a claim to an address of the site itself, or to a part of its own page."""

    claim: str
    language: str
    url: str
    ending: Ending


def inner_links(document: dict, moment: datetime, going: Collection[str] = ()) -> Iterator[InnerLink]:
    """Yield the links of a document that stay on the site; pages at `going` are about to be there."""
    for claim in document["statements"]:
        for language, html in claim["text"].items():
            for url in map(unescape, LINK.findall(html)):
                if url.startswith("#") or (url.startswith("/") and not url.startswith("//")):
                    yield InnerLink(claim["id"], language, url, ending(url, moment, going))


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
        Problem.at(told % {"url": link.url}, link.claim, f"text_{link.language}")
        for link in inner_links(document, moment, going)
        if link.ending == Ending.NOTHING
    ]
