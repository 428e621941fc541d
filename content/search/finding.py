"""Answers a question: which pages, in which order, and what they can be narrowed down by."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from ..models import Edition, SearchPart
from .engines import parts
from .query import Query, Term, parse
from .ranking import Hit, Ranking
from .vocabulary import extend

# How many parts are looked at. More is found only on a large site, by words that are everywhere.
MOST_NAMES, MOST_PARTS = 200, 500
FEW = 5  # pages with all words; below that, those with some of them come as well
ROW = ("edition_id", "anchor", "names", "words", "facets")


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

    def counts(self, facet: str) -> list[tuple[str, int]]:
        """How many pages have each value of a facet, the most first."""
        counted = Counter(value for hit in self.hits for value in hit.facets.get(facet, []))
        return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


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
    asked = [f"lang={language}", *(f"{name}={value}" for name, value in (facets or {}).items())]
    rows = read(query, asked, moment, MOST_NAMES, names=True)
    rows += (more := read(query, asked, moment, MOST_PARTS))
    if len(query.terms) > 1 and len({row[0] for row in rows}) < FEW:
        found.has_all = bool(rows)
        rows += read(query, asked, moment, MOST_PARTS, any_term=True)
    found.there_is_more = len(more) == MOST_PARTS
    found.ranking = Ranking(query)
    found.hits = found.ranking.order(rows)
    for term in query.terms:
        settle(term, rows)
    return found


def suggest(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text that is still being typed."""
    query = parse(text, typing=True)
    if not query:
        return []
    query.phrases = []
    rows = read(query, [f"lang={language}"], moment, MOST_NAMES, names=True)
    return Ranking(query).order(rows)[:limit]


def places(found: Found, hits: list[Hit], language: str, most: int) -> dict[int, tuple[str, list[SearchPart]]]:
    """What the pages of these hits show, by edition: their lead, and the places on them that answer best."""
    pages = defaultdict(list)
    parts = SearchPart.objects.filter(edition__in=[hit.edition for hit in hits], language=language).order_by("pk")
    for part in parts.only("edition_id", "anchor", "heading", "text", "words"):
        pages[part.edition_id].append(part)
    shown = {}
    for edition, (page, *others) in pages.items():
        scored = [(found.ranking.said(place.words), place) for place in others]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])[:most]
        shown[edition] = page.text, [place for _score, place in best]
    return shown


def read(query: Query, facets: list[str], moment: datetime, limit: int, **how) -> list[tuple]:
    live = Edition.objects.at(moment)
    return list(parts(query, facets, **how).filter(edition__in=live).values_list(*ROW)[:limit])


def settle(term: Term, rows: list[tuple]) -> None:
    """Keep of the corrections those that led to a page."""
    seen = {word for row in rows for word in f"{row[2]} {row[3]}".split()} if term.corrections else ()
    term.corrections = [word for word in term.corrections if word in seen]
