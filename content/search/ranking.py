"""Puts what the database found in order: one function for both databases, so that they answer alike.

A page scores for each word that was asked for, by how often and in which field it stands and by how rare it is (BM25F:
Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, section 3.6); and beside that for a name, or for
something that readers say, that was asked for as a whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul
from sys import maxsize
from typing import NamedTuple
from uuid import UUID

from ..models import Page, page_types
from .query import Query
from .readers import Said
from .rows import Row
from .words import fold

# What counts a page may have for its names, for what readers say of it, and for what it says itself.
WHOLE_NAME, ALL_IN_NAME, NAME_IN_QUERY, SOME_IN_NAME = 3, 1, 0.6, 0
READERS_SAY = 0.6
OTHER_LANGUAGE, PART_OF_OTHER = 0.9, 0.7  # a name of another language counts for less, a part of it for still less
# The fields of a page: for how much a word in it counts, and how many words it usually has.
NAMES, OTHER_NAMES, SAID, LEAD, BODY = (3.0, 6), (1.2, 8), (2.2, 40), (1.2, 25), (0.7, 250)
ENOUGH_TOLD = 1.2  # from which on more of a word tells little
EARLY = 50  # characters
# Of what was asked for, what a page has to have at least; or else of what the best page scores.
ENOUGH, LEAST = 0.45, 0.3
Matches = tuple[float, ...]  # how well something matches each term


@dataclass
class Hit:
    """A page that was found."""

    key: int
    edition: int
    page: UUID
    names: str
    facets: list[str]  # "type=organisation", "level=national" …
    share: Matches = ()  # how well the best of its words match each term
    score: float = 0
    told: str = ""  # the words of its lead, and those of each of its places on a line of its own

    @property
    def page_type(self) -> str:
        return self.facets[0].removeprefix("type=")


class Spoken(NamedTuple):
    """What of that which readers say of a page was asked for: how well each word matches, and what was said in full."""

    matches: list[Matches]
    length: int  # words, of all that they say
    whole: list[frozenset[str]]


UNSAID = Spoken([], 0, [])


class Qualities(dict):
    """How well each word matches each term of a query; None when it matches none of them. Each is asked once."""

    def __init__(self, query: Query):
        super().__init__()
        self.terms = query.terms
        # Nearly all words are told apart by how they begin, which spares the stemmer.
        heads = {head for term in self.terms for head in term.heads}
        self.words = re.compile(f" ((?:{'|'.join(sorted(heads))})\\S*)")
        self.heads = tuple(heads)

    def __missing__(self, word: str) -> tuple[float, ...] | None:
        folded, found = fold(word), None
        if folded.startswith(self.heads):
            found = tuple(term.quality(folded) for term in self.terms)
        self[word] = found = found if found and any(found) else None
        return found

    def all_in(self, text: str, end: int = maxsize) -> list[tuple[float, ...]]:
        """Those of the words of a text, each with a space before and after it, that match a term."""
        return list(filter(None, map(self.__getitem__, self.words.findall(text, 0, end))))

    def spoken(self, said: Said) -> Spoken:
        """What readers say of a page, as far as it was asked for."""
        spoken = self.words.findall(said.text)
        asked = {word for word in spoken if self[word]}
        if not asked:
            return UNSAID
        return Spoken(
            [self[word] for word in spoken if word in asked], said.length, [way for way in said.ways if way <= asked]
        )


class Ranking:
    """Scores pages for a query, given how much each of its terms tells."""

    def __init__(self, query: Query, known: Qualities, weights: list[float]):
        self.typed = f" {' '.join(term.word for term in query.terms)} "
        self.asked = frozenset(term.word for term in query.terms)
        self.known = known
        self.nothing = (0.0,) * len(query.terms)
        self.weights = weights

    def order(self, rows: list[Row], texts: dict[int, str], said: dict[UUID, Spoken]) -> list[Hit]:
        """Return a hit for each page, the best first."""
        hits = [self.examine(Hit(*row[:5]), texts.get(row.key, ""), said.get(row.page, UNSAID)) for row in rows]
        least = LEAST * max((hit.score for hit in hits), default=0)
        had = [self.mean(map(bool, hit.share)) for hit in hits]
        enough = min(ENOUGH, max(had, default=0))  # what has most of it, where nothing has enough
        found = [hit for hit, share in zip(hits, had, strict=True) if share and (share >= enough or hit.score >= least)]
        return sorted(found, key=lambda hit: (-hit.score, len(hit.names), hit.names))

    def examine(self, hit: Hit, told: str, said: Spoken) -> Hit:
        """Find out how well a page matches each term, and what it scores."""
        own, _, other = hit.names.partition("\n\n")
        lead, _, body = told.partition("\n")
        fields: list[tuple] = [(own, *NAMES), (other, *OTHER_NAMES), (lead, *LEAD), (body, *BODY)]
        found = [(self.known.all_in(text), text.count(" "), *more) for text, *more in fields if text]
        found.append((said.matches, said.length, *SAID))
        hit.told = told
        hit.share = best([self.nothing, *(match for matches, *_more in found for match in matches)])
        score = self.told_in(found) + self.called(own, other) + self.whole(said)
        hit.score = round(score * page_types().get(hit.page_type, Page).search_weight, 6)
        return hit

    def told_in(self, fields: list[tuple]) -> float:
        """What the fields score together, of 1."""
        totals = [0.0] * len(self.weights)
        for matches, length, weight, usual in fields:
            share = weight / (0.5 + 0.5 * length / usual)
            for term, count in enumerate(map(sum, zip(*matches, strict=True))):
                totals[term] += share * count
        return self.mean(total / (total + ENOUGH_TOLD) for total in totals)

    def called(self, own: str, other: str) -> float:
        """What the best of the names scores."""
        names = [self.name(name) for name in own.splitlines()]
        return max([0.0, *names, *map(self.other_name, other.splitlines())])

    def whole(self, said: Spoken) -> float:
        """What is scored by the best of what readers say, of which every word was asked for."""
        scores = [
            self.mean(best([self.known[word] for word in way])) * (2 if way == self.asked else 1) for way in said.whole
        ]
        return READERS_SAY * max(scores, default=0)

    def said_for(self, said: Spoken) -> float:
        """What a page scores for what readers say of it alone."""
        return self.told_in([(said.matches, said.length, *SAID)]) + self.whole(said)

    def mean(self, qualities: Iterable[float]) -> float:
        return sum(map(mul, qualities, self.weights))

    def qualities(self, text: str, end: int = maxsize) -> Matches:
        """How well the best words of a text match each term."""
        found = self.known.all_in(text, end)
        return best(found) if found else self.nothing

    def matches(self, line: str) -> tuple | None:
        """How well a line matches each term, how well its beginning does, and whether it has them just as typed."""
        words = self.known.all_in(line)
        if not words:
            return None
        found = best(words)
        return found, self.qualities(line, EARLY), len(found) > 1 and self.typed in line

    def name(self, name: str) -> float:
        """How well a name matches: the whole of it, all that was asked for, or some of that."""
        words = name.split()
        found = [each for word in words if (each := self.known[word])]
        if not found:
            return 0
        if name == self.typed:
            return WHOLE_NAME
        qualities = best(found)
        filled = 0.5 + 0.5 * len(found) / len(words)
        if not all(qualities):
            if name in self.typed:
                return NAME_IN_QUERY * self.mean(map(bool, qualities))
            return SOME_IN_NAME * self.mean(qualities) * filled
        at_start = 1.1 if (self.known[words[0]] or [0])[0] else 1
        return ALL_IN_NAME * self.mean(qualities) * filled * at_start

    def other_name(self, name: str) -> float:
        score = self.name(name)
        return score * (OTHER_LANGUAGE if score == WHOLE_NAME else PART_OF_OTHER)

    def places(self, hit: Hit) -> list[float]:
        """What each of the places on a page scores."""
        return [self.said(*line) if line else 0 for line in map(self.matches, hit.told.split("\n")[1:])]

    def said(self, qualities: tuple, early: tuple, as_typed: bool) -> float:
        """How well a line matches: how much of what was asked for it says, how near to each other and how early."""
        mean = self.mean(qualities)
        score = mean * mean * (1.5 if all(qualities) else 1) + 0.5 * as_typed
        return (score + 0.3 * self.mean(early)) / 2


def best(found: list[tuple]) -> tuple[float, ...]:
    """Of each term, the best of these qualities."""
    return found[0] if len(found) == 1 else tuple(map(max, *found))
