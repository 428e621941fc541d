"""Answers a question: which pages, in which order, and what they can be narrowed down by."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from uuid import UUID

from django.db.models import BigIntegerField

from ..models import SearchPage
from ..prepared import Parameter, Prepared
from ..reading import pages_with
from ..rendering.sentences import Name
from ..rendering.text import Reader
from .engines import expression, first_pages
from .indexing import MARK, Place
from .query import Query, Term, parse
from .ranking import MOST_READ, Hit, Qualities, Ranking, best
from .vocabulary import extend
from .words import line, words

MOST = 100  # pages that are looked at; more are found only on a large site, by words that are everywhere
FEW_NAMED = 40  # pages that are called by a term, whose relations are looked for
OTHERS = re.compile(f"{MARK}([0-9a-f-]{{36}})")
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
    language: str = ""
    moment: datetime | None = None

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
        return [(name, value, count) for facet, count in in_order for name, _, value in [facet.partition("=")]]


def find(text: str, language: str, moment: datetime, facets: dict[str, str] | None = None) -> Found:
    """Return the pages that answer a text at a moment: with all its words, or else with some of them."""
    query = parse(text, language)
    found = Found(query)
    if not query:
        return found
    found.missing = extend(query, language, moment)
    query.terms = [term for term in query.terms if term not in found.missing]
    if not query.terms:
        return found
    asked = [f"{name}={value}" for name, value in (facets or {}).items()]
    name_terms(query, language, moment)
    rows = matching(query, language, moment, asked, names=True)
    if len(rows) < MOST:
        rows = list(dict.fromkeys(rows + matching(query, language, moment, asked)))[:MOST]
    found.there_is_more = len(rows) == MOST
    if len(query.terms) > 1 and len(rows) < FEW:
        found.has_all = bool(rows)
        rows = list(dict.fromkeys(rows + matching(query, language, moment, asked, any_term=True)))[:MOST_READ]
    found.ranking = Ranking(query)
    found.hits = found.ranking.order(rows, spoken([row[0] for row in rows[:MOST_READ]], language, moment))
    found.language, found.moment = language, moment
    for term in query.terms:  # keep of the corrections those that led to a page
        term.corrections = [word for word in term.corrections if word in found.ranking.known]
    return found


def name_terms(query: Query, language: str, moment: datetime) -> None:
    """Tell each term which pages are called so: what relates to these is found by it as well."""
    known = Qualities(query)
    for _key, _edition, content_id, names, _facets in matching(query, language, moment, names=True, any_term=True):
        for term, quality in zip(query.terms, best(known.all_in(names) or [(0,) * len(query.terms)]), strict=True):
            if quality and len(term.named) < FEW_NAMED:
                term.named.add(str(content_id))


def suggest(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text that is still being typed."""
    query = parse(text, language, typing=True)
    if not query:
        return []
    query.phrases = []
    rows = matching(query, language, moment, names=True)
    return Ranking(query).order(rows, {})[:limit]


def named_like(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text, or words that these were probably meant to be."""
    query = parse(text, language)
    missing = extend(query, language, moment)
    query.terms = [term for term in query.terms if term not in missing]
    return Ranking(query).order(matching(query, language, moment, names=True), {})[:limit] if query else []


def matching(query: Query, language: str, moment: datetime, facets: Iterable[str] = (), **how: bool) -> list[tuple]:
    """The first pages that match, as rows."""
    phrases = {f"phrase_{number}": line(phrase) for number, phrase in enumerate(query.phrases)}
    asked = expression(query, [f"lang={language}", *facets], **how)
    return first_pages(len(phrases), ROW, MOST).rows(expression=asked, moment=moment, **phrases)


def best_places(found: Found, hits: list[Hit], most: int) -> dict[int, list[Place]]:
    """The places on each of these pages that answer best, by edition."""
    unread = [hit for hit in hits if not hit.said]
    if unread and found.ranking and found.moment:
        told = spoken([hit.key for hit in unread], found.language, found.moment)
        for hit in unread:
            hit.said = found.ranking.scores(found.ranking.lines(told[hit.key]))
    all_places, shown = texts([hit.key for hit in hits], "places") if hits else {}, {}
    for hit in hits:
        scored = sorted(zip(hit.said[1:], all_places[hit.key], strict=True), key=lambda pair: -pair[0])[:most]
        shown[hit.edition] = [Place(*place) for score, place in scored if score]
    return shown


def spoken(keys: list[int], language: str, moment: datetime) -> dict[int, str]:
    """The words of some rows, with the names that other pages have at the moment; what relates to none is left out."""
    found = texts(keys, "words")
    wanted = {UUID(other) for told in found.values() for other in OTHERS.findall(told)}
    pages = pages_with(wanted, moment) if wanted else []
    names = {page.content_id: " ".join(words(Name.of(page, Reader(language)).text)) for page in pages}
    return {key: "\n".join([with_name(each, names) for each in told.split("\n")]) for key, told in found.items()}


def with_name(told: str, names: dict[str, str]) -> str:
    """A line of words with the name of the other page; nothing where that page is not public."""
    own, mark, other = told.partition(MARK)
    if not mark:
        return told
    name = names.get(other.strip())
    return f"{own}{name} " if name else ""


def texts(keys: list[int], column: str) -> dict:
    """A long column of some rows, by key."""
    given = {f"key_{number}": key for number, key in enumerate([*keys, *[0] * (MOST_READ - len(keys))])}
    return dict(column_of(column).rows(**given))


@cache
def column_of(column: str) -> Prepared:
    keys = [Parameter(f"key_{number}", BigIntegerField()) for number in range(MOST_READ)]
    return Prepared(SearchPage.objects.filter(pk__in=keys).values_list("pk", column))
