"""Answers a question: which pages, in which order, and what they can be narrowed down by."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from math import log
from uuid import UUID

from ..kept import all_kept_for_good
from ..reading import pages_with
from ..references import Reference
from ..rendering.sentences import Name
from ..rendering.text import Reader
from .engines import expression, pages_with_each
from .indexing import MARK, Place
from .query import Query, Term, parse
from .ranking import ENOUGH, Hit, Qualities, Ranking, Spoken, best
from .readers import said_of_pages
from .rows import Row, rows_of
from .vocabulary import extend
from .words import line, words

MOST = 100  # pages that are shown; more are found only on a large site, by words that are everywhere
MOST_READ = 32  # pages of which all is read
MOST_SAID = 12  # pages of which readers say most of what is asked for
MANY = 1000  # pages with a word: one that more have tells as little of them
FEW_PAGES = 200  # of which a site has at least so many, to tell how rare a word is
FEW_NAMED = 40  # pages that are called by a term, whose relations are looked for


@dataclass
class Found:
    """The answer to a query."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    missing: list[Term] = field(default_factory=list)  # terms that occur nowhere
    there_is_more: bool = False
    ranking: Ranking | None = None
    pages: dict[str, Reference] = field(default_factory=dict)  # those that were found, and those that they name

    @property
    def has_all(self) -> bool:
        """Whether a page has all other terms."""
        return any(all(hit.share) for hit in self.hits)

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
    """Return the pages that answer a text at a moment, those first that have most of its rarest words."""
    query = parse(text, language)
    found = Found(query)
    if not query:
        return found
    found.missing = extend(query, language, moment)
    query.terms = [term for term in query.terms if term not in found.missing]
    if not query.terms:
        return found
    asked = [f"lang={language}", *(f"{name}={value}" for name, value in (facets or {}).items())]
    known = Qualities(query)
    said = {page: each for page, told in said_of_pages(language).items() if (each := known.spoken(told)).matches}
    called, having, own = pages_by_term(query, asked, said, language, moment)
    ranking = found.ranking = Ranking(query, known, weights(having, said))
    keys, following = candidates(ranking, called, having)
    others = sorted(own, key=lambda key: -ranking.said_for(said[own[key]]))[:MOST_SAID]
    rows = [row for row in rows_of([*keys, *others]).values() if fits(row, query, asked)]
    found.pages = pages_named(rows, moment)
    found.hits = ranking.order(rows, spoken(rows, found.pages, language), said)
    if following and not query.phrases:
        found.there_is_more = len(following) > MOST - MOST_READ
        ranked = {hit.key for hit in found.hits}
        later = rows_of(key for key in following[: MOST - MOST_READ] if key not in ranked)
        found.hits += [Hit(row.key, row.edition, row.page, row.names, row.facets) for row in later.values()]
    for term in query.terms:  # keep of the corrections those that led to a page
        term.corrections = [word for word in term.corrections if word in known]
    return found


def pages_by_term(
    query: Query, asked: list[str], said: Collection[UUID], language: str, moment: datetime
) -> tuple[list[dict], list[dict], dict[int, UUID]]:
    """The pages whose names have each term, those that have it anywhere, or in the name of one they relate to; and
    those of which readers say it.
    """
    *called, _ = pages_with_each([expression([term], asked[:1], names=True) for term in query.terms], moment, MANY)
    for term, pages in zip(query.terms, called, strict=True):
        term.named = {str(page) for page in list(pages.values())[:FEW_NAMED]}
    *having, own = pages_with_each([expression([term], asked) for term in query.terms], moment, MANY, said, language)
    return called, having, own


def weights(having: list[dict], said: dict[UUID, Spoken]) -> list[float]:
    """How much each term tells of a page: the more, the fewer have it or are said to. They add up to one."""
    spoken = {page: best(each.matches) for page, each in said.items()}
    counts = [len({*pages.values(), *(page for page in said if spoken[page][at])}) for at, pages in enumerate(having)]
    most = max(FEW_PAGES, *counts)
    found = [log(1 + most / (count + 0.5)) for count in counts]
    return [each / sum(found) for each in found]


def candidates(ranking: Ranking, called: list[dict], having: list[dict]) -> tuple[list[int], list[int]]:
    """The pages that may answer best, by the terms that they have at all, and those after them that have enough."""
    share: dict[int, float] = defaultdict(float)
    score: dict[int, float] = defaultdict(float)
    for weight, names, pages in zip(ranking.weights, called, having, strict=True):
        for key in pages:
            share[key] += weight
            score[key] += weight * (2 if key in names else 1)
    keys = sorted(score, key=lambda key: -score[key])
    return keys[:MOST_READ], [key for key in keys[MOST_READ:] if share[key] >= ENOUGH]


def fits(row: Row, query: Query, asked: list[str]) -> bool:
    """Whether a page is narrowed down to, and has the phrases side by side."""
    narrowed = set(asked[1:]) <= set(row.facets)
    return narrowed and all(line(phrase) in row.names or line(phrase) in row.words for phrase in query.phrases)


def suggest(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text that is still being typed."""
    query = parse(text, language, typing=True)
    return called(query, language, moment)[:limit] if query else []


def named_like(text: str, language: str, moment: datetime, limit: int) -> list[Hit]:
    """The pages whose names have the words of a text, or words that these were probably meant to be."""
    query = parse(text, language)
    missing = extend(query, language, moment)
    query.terms = [term for term in query.terms if term not in missing]
    return called(query, language, moment)[:limit] if query else []


def called(query: Query, language: str, moment: datetime) -> list[Hit]:
    """The pages whose names have all terms, in order."""
    asked = expression(query.terms, [f"lang={language}"], names=True)
    keys, _ = pages_with_each([asked], moment, MOST)
    even = [1 / len(query.terms)] * len(query.terms)
    return Ranking(query, Qualities(query), even).order(list(rows_of(keys).values()), {}, {})


def best_places(found: Found, hits: list[Hit], most: int, language: str, moment: datetime) -> dict[int, list[Place]]:
    """The places on each of these pages that answer best, by edition."""
    if not (hits and found.ranking):
        return {}
    rows, shown = rows_of(hit.key for hit in hits), {}
    if later := [rows[hit.key] for hit in hits if not hit.told]:
        found.pages |= pages_named(later, moment)
        told = spoken(later, found.pages, language)
        for hit in hits:
            hit.told = hit.told or told[hit.key]
    for hit in hits:
        scores = found.ranking.places(hit)
        scored = sorted(zip(scores, rows[hit.key].places, strict=True), key=lambda pair: -pair[0])[:most]
        shown[hit.edition] = [place for score, place in scored if score]
    return shown


def pages_named(rows: Iterable[Row], moment: datetime) -> dict[str, Reference]:
    """The public pages of some rows, and those that they name, by content id: read together."""
    return pages_then({row.page for row in rows}.union(*(row.named for row in rows)), moment)


def pages_then(wanted: Iterable[UUID], moment: datetime) -> dict[str, Reference]:
    """Those of these pages that were public at a moment, by content id: each is read once, as long as there is room."""

    def read(keys: list[tuple[datetime, UUID]]) -> dict[tuple[datetime, UUID], Reference | None]:
        public = {UUID(page.content_id): page for page in pages_with({key for _moment, key in keys}, moment)}
        return {key: public.get(key[1]) for key in keys}

    pages = all_kept_for_good("page then", [(moment, key) for key in wanted], read).values()
    return {page.content_id: page for page in pages if page}


def spoken(rows: Iterable[Row], pages: dict[str, Reference], language: str) -> dict[int, str]:
    """The words of some rows, with the names that other pages have at the moment; what relates to none is left out."""
    reader, named = Reader(language), {str(page) for row in rows for page in row.named}
    names = {key: " ".join(words(Name.of(pages[key], reader).text)) for key in named if key in pages}
    return {row.key: "\n".join([with_name(each, names) for each in row.words.split("\n")]) for row in rows}


def with_name(told: str, names: dict[str, str]) -> str:
    """A line of words with the name of the other page; nothing where that page is not public."""
    own, mark, other = told.partition(MARK)
    if not mark:
        return told
    name = names.get(other.strip())
    return f"{own}{name} " if name else ""
