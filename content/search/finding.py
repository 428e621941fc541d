"""Answers a question: which pages, in which order, and what they can be narrowed down by."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

from django.db.models import BigIntegerField

from ..models import SearchPage
from ..prepared import Parameter, Prepared
from .engines import expression, first_pages
from .query import Query, Term, parse
from .ranking import READ, Hit, Ranking
from .vocabulary import extend
from .words import line

MOST = 100  # pages that are looked at; more are found only on a large site, by words that are everywhere
FEW = 5  # pages with all words; below that, those with some of them come as well
ROW = ("pk", "edition_id", "content_id", "names", "facets")


@dataclass
class Found:
    """The answer to a query."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    missing: list[Term] = field(default_factory=list)  # terms that occur nowhere
    has_all: bool = True  # whether the pages have all other terms
    there_is_more: bool = False
    ranking: Ranking | None = None

    @property
    def corrected(self) -> str:
        """The text as it was probably meant, or nothing when it was found as it is."""
        text = self.query.text
        for term in self.query.terms:
            if term.corrections:
                text = text.replace(term.typed, term.corrections[0])
        return text if text != self.query.text else ""

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many pages have each value of each facet, as (name, value, count); the most first."""
        counted = Counter(facet for hit in self.hits for facet in hit.facets)
        in_order = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return [(*facet.split("="), count) for facet, count in in_order]


def find(text: str, language: str, moment: datetime, facets: dict[str, str] | None = None) -> Found:
    """Return the pages that answer a text at a moment: with all its words, or else with some of them."""
    query = parse(text)
    found = Found(query)
    if not query:
        return found
    found.missing = extend(query, language)
    query.terms = [term for term in query.terms if term not in found.missing]
    if not query.terms:
        return found
    asked = [f"{name}={value}" for name, value in (facets or {}).items()]
    rows = read(query, language, moment, asked, names=True)
    if len(rows) < MOST:
        rows = list(dict.fromkeys(rows + read(query, language, moment, asked)))[:MOST]
    found.there_is_more = len(rows) == MOST
    if len(query.terms) > 1 and len(rows) < FEW:
        found.has_all = bool(rows)
        rows = list(dict.fromkeys(rows + read(query, language, moment, asked, any_term=True)))[:READ]
    found.ranking = Ranking(query)
    found.hits = found.ranking.order(rows, texts([row[0] for row in rows[:READ]], "words"))
    for term in query.terms:  # keep of the corrections those that led to a page
        term.corrections = [word for word in term.corrections if word in found.ranking.known]
    return found


def suggest(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text that is still being typed."""
    query = parse(text, typing=True)
    if not query:
        return []
    query.phrases = []
    rows = read(query, language, moment, names=True)
    return Ranking(query).order(rows, {})[:limit]


def named_like(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text, or words that these were probably meant to be."""
    query = parse(text)
    missing = extend(query, language)
    query.terms = [term for term in query.terms if term not in missing]
    return Ranking(query).order(read(query, language, moment, names=True), {})[:limit] if query else []


def read(query: Query, language: str, moment: datetime, facets=(), **how) -> list[tuple]:
    """The first pages that match."""
    phrases = {f"phrase_{number}": line(phrase) for number, phrase in enumerate(query.phrases)}
    asked = expression(query, [f"lang={language}", *facets], **how)
    return first_pages(len(phrases), ROW, MOST).rows(expression=asked, moment=moment, **phrases)


def places(found: Found, hits: list[Hit], most: int) -> dict[int, list[tuple[str, str, str]]]:
    """The places on each of these pages that answer best, by edition: their anchor, heading and text."""
    unread = [hit for hit in hits if not hit.said]
    words = texts([hit.key for hit in unread], "words") if unread else {}
    for hit in unread:
        hit.said = found.ranking.scores(found.ranking.lines(words[hit.key]))
    all_places, shown = texts([hit.key for hit in hits], "places") if hits else {}, {}
    for hit in hits:
        scored = sorted(zip(hit.said[1:], all_places[hit.key], strict=True), key=lambda pair: -pair[0])[:most]
        shown[hit.edition] = [place for score, place in scored if score]
    return shown


def texts(keys: list[int], column: str) -> dict[int, str | list]:
    """A long column of some rows, by key."""
    given = {f"key_{number}": key for number, key in enumerate([*keys, *[0] * (READ - len(keys))])}
    return dict(column_of(column).rows(**given))


@cache
def column_of(column: str) -> Prepared:
    keys = [Parameter(f"key_{number}", BigIntegerField()) for number in range(READ)]
    return Prepared(SearchPage.objects.filter(pk__in=keys).values_list("pk", column))
