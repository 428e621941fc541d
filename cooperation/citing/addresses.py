"""Addresses to cite: found in any text, and many of them written as one short address."""

import re
from typing import NamedTuple

from content.identity import SHORT
from content.languages import LANGUAGES

MOST = 50  # citations that are checked at once: an address with more of them is longer than some programs let through
ID = f"[0-9a-f]{{{SHORT}}}"
LANGUAGE = "|".join(LANGUAGES)
SLASH = "(?:/|%2f)"  # as it stands, or packed into another address, as newsletters and mail programs do
# Of any host and in any language; what comes before does not count. What has a letter, a digit or another part behind
# it is another address.
CITED = re.compile(
    rf"(?:(?<![0-9a-z])|(?<=%2f))(?:({LANGUAGE}){SLASH})?id{SLASH}({ID}){SLASH}([0-9]{{1,18}})(?:{SLASH}({ID}))?(?!{SLASH}?[0-9a-z])",
    re.ASCII | re.IGNORECASE,
)
NUMBER = "(?:0|[1-9][0-9]{0,17})"
WRITTEN = re.compile(rf"({ID})\.({NUMBER})(?:\.({ID}))?(?:\.({LANGUAGE}))?", re.ASCII)
REST = re.compile(r"and\.([1-9][0-9]{0,5})", re.ASCII)


class Citation(NamedTuple):
    """What an address to cite names: a page in a state of the site, or one claim on it."""

    page: str  # how its permanent id begins
    serial: int
    claim: str = ""  # the same of a claim; nothing of the page as a whole
    language: str = ""  # that of the address; of `/id/…` nothing


class Citations(NamedTuple):
    """Citations in the order of a text, and how many more it has."""

    listed: tuple[Citation, ...]
    rest: int = 0


def found_in(text: str) -> Citations:
    """The addresses to cite in a text, each once, in its order."""
    found = [
        Citation(page.lower(), int(serial), claim.lower(), language.lower())
        for language, page, serial, claim in CITED.findall(text)
    ]
    once = tuple(dict.fromkeys(found))
    return Citations(once[:MOST], len(once[MOST:]))


def written(citations: Citations) -> str:
    """Citations as part of an address: `<page>.<serial>.<claim>.<language>~…`, then `~and.<number>` of the rest.

    A citation of a whole page has no claim, and one of an address without a language none either.
    """
    parts = [".".join(str(part) for part in citation if part != "") for citation in citations.listed]
    return "~".join([*parts, f"and.{citations.rest}"] if citations.rest else parts)


def read(text: str) -> Citations:
    """Citations as they are `written`, in no other way. Raises ValueError."""
    *parts, last = text.split("~")
    rest = REST.fullmatch(last)
    parts += [] if rest else [last]
    matches = [WRITTEN.fullmatch(part) for part in parts]
    listed = tuple(Citation(found[1], int(found[2]), found[3] or "", found[4] or "") for found in matches if found)
    if not listed or len(listed) < len(parts) or len(set(listed)) < len(listed) or len(listed) > MOST:
        raise ValueError("This names no citations.")
    if rest and len(listed) < MOST:
        raise ValueError("There is no rest of fewer citations than are listed.")
    return Citations(listed, int(rest[1]) if rest else 0)
