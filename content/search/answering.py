"""Answers a question in one call: what was found, of one stretch of it the pages and their best places, and all names.

Raises django.core.paginator.InvalidPage for a stretch that there is not.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Page as PageOfHits
from django.core.paginator import Paginator

from ..reading import pages_with
from ..references import Reference
from ..rendering.sentences import Name
from ..rendering.text import Reader, isolated
from .finding import Found, best_places, find, named_like, pages_then, suggest
from .indexing import OTHER, Place
from .ranking import Hit

ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Result(NamedTuple):
    """A page that answers, and the places on it that answer best, with the names of other pages in them."""

    page: Reference
    places: list[Place]


@dataclass
class Answer:
    """What was found, the results of one stretch of it, and the pages that its facets refer to, by content id."""

    found: Found
    stretch: PageOfHits
    results: list[Result]
    pages: dict[str, Reference]


def answer(
    text: str,
    reader: Reader,
    moment: datetime,
    facets: dict[str, str],
    *,
    referring: Collection[str],
    number: int | str = 1,
    size: int,
    most_places: int,
) -> Answer:
    """Answer a text, narrowed down by facets; the values of `referring` facets are pages."""
    found = find(text, reader.language, moment, facets)
    stretch = Paginator(found.hits, size).page(number)
    places = best_places(found, list(stretch), most_places, reader.language, moment)
    named = {value for name, value, _count in found.counts if name in referring}
    named |= {facets[name] for name in referring if name in facets}
    pages = found.pages
    if unknown := {UUID(value) for value in named - pages.keys() if ID.fullmatch(value)}:
        pages |= pages_then(unknown, moment)
    shown = [(hit, pages[str(hit.page)]) for hit in stretch if str(hit.page) in pages]
    others = {place.other for hit, _page in shown for place in places[hit.edition]} & pages.keys()
    names = {key: isolated(Name.of(pages[key], reader).text) for key in others}
    results = [Result(page, [with_name(place, names) for place in places[hit.edition]]) for hit, page in shown]
    return Answer(found, stretch, results, {key: pages[key] for key in named if key in pages})


def with_name(place: Place, names: dict[str, str]) -> Place:
    """A place with the name of the other page; a text of a page itself may hold the same signs."""
    return place._replace(text=place.text.replace(OTHER, names.get(place.other, ""))) if place.other else place


def suggestions(text: str, language: str, moment: datetime, limit: int) -> list[Reference]:
    """The pages whose names have the words of a text that is still being typed."""
    return pages_of(suggest(text, language, moment, limit), moment)


def called_like(text: str, language: str, moment: datetime, limit: int) -> list[Reference]:
    """The pages whose names have the words of a text, or words that these were probably meant to be."""
    return pages_of(named_like(text, language, moment, limit), moment)


def pages_of(hits: list[Hit], moment: datetime) -> list[Reference]:
    by_edition = {page.pk: page for page in pages_with({hit.page for hit in hits}, moment)}
    return [by_edition[hit.edition] for hit in hits if hit.edition in by_edition]
