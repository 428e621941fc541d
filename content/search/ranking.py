"""Puts what the database found in order: one function for both databases, so that they answer alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from operator import mul
from sys import maxsize
from uuid import UUID

from ..models import Page, page_types
from .query import Query
from .words import fold

# What a page may score for its names, and one of its places for what it says.
WHOLE_NAME, ALL_IN_NAME, NAME_IN_QUERY, SOME_IN_NAME, SAID = 100, 50, 30, 12, 20
EARLY = 50  # characters
MOST_READ = 40  # pages of which all is read; of those after them only the names
# Of what was asked for, what a page has to have at least.
ENOUGH = 0.45
OTHER_LANGUAGE, PART_OF_OTHER = 0.9, 0.7  # a name of another language counts for less, a part of it for still less


@dataclass
class Hit:
    """A page that was found."""

    key: int
    edition: int
    page: UUID
    names: str
    facets: list[str]  # "type=organisation", "level=national" …
    called: tuple = ()  # how well its names match each term
    lines: list[tuple | None] = field(default_factory=list)  # the same of its lead and of each place
    share: tuple = ()  # the best of all these
    score: float = 0
    said: list[float] = field(default_factory=list)  # what each of these scores

    @property
    def page_type(self) -> str:
        return self.facets[0].removeprefix("type=")


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


class Ranking:
    """Scores pages for a query."""

    def __init__(self, query: Query):
        self.typed = f" {' '.join(term.word for term in query.terms)} "
        self.known = Qualities(query)
        self.nothing = (0.0,) * len(query.terms)
        self.weights: Sequence[float] = self.nothing

    def order(self, rows: list[tuple], texts: dict[int, str]) -> list[Hit]:
        """Return a hit for each page, the best first. A row is (key, edition, page, names, facets)."""
        hits = [
            self.examine(Hit(key, edition, page, names, facets.split()), texts.get(key, ""))
            for key, edition, page, names, facets in rows
        ]
        shares = [hit.share for hit in hits]
        self.weigh(shares)
        had = [self.mean(map(bool, hit.share)) for hit in hits]
        least = min(ENOUGH, max(had, default=0))  # what has most of it, where nothing has enough
        hits = [hit for hit, share in zip(hits, had, strict=True) if share and share >= least]
        for hit in hits:
            self.score(hit)
        return sorted(hits, key=lambda hit: (-hit.score, len(hit.names), hit.names))

    def examine(self, hit: Hit, words: str) -> Hit:
        """Find out how well a page matches each term. One whose words are left out has them all: so it was found."""
        hit.called = self.qualities(hit.names)
        hit.lines = self.lines(words)
        hit.share = best([hit.called, *(line[0] for line in hit.lines if line)]) if words else (1.0,) * len(hit.called)
        return hit

    def lines(self, words: str) -> list[tuple | None]:
        """How well each line matches each term."""
        return list(map(self.matches, words.split("\n"))) if words else []

    def weigh(self, pages: list) -> None:
        """Let a term count for more, the fewer of the pages have it. The weights add up to one."""
        used = [sum(map(bool, page)) for page in zip(*pages, strict=True)]
        weights = [sqrt(log(1 + len(pages) / max(count, 1))) for count in used]
        self.weights = [weight / sum(weights) for weight in weights]

    def mean(self, qualities: Iterable[float]) -> float:
        return sum(map(mul, qualities, self.weights))

    def qualities(self, text: str, end: int = maxsize) -> tuple[float, ...]:
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

    def score(self, hit: Hit) -> None:
        called = [0.0]
        if hit.called is not self.nothing:
            own, _, other = hit.names.partition("\n\n")
            called += [self.name(name) for name in own.splitlines()]
            called += [self.other_name(name) for name in other.splitlines()]
        hit.said = self.scores(hit.lines)
        most, *others = sorted(hit.said or [0], reverse=True)
        score = max(called) + most + log(1 + sum(others)) / 2
        hit.score = round(score * page_types().get(hit.page_type, Page).search_weight, 6)

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

    def scores(self, lines: list[tuple | None]) -> list[float]:
        """What each line scores."""
        return [self.said(*line) if line else 0 for line in lines]

    def said(self, qualities: tuple, early: tuple, as_typed: bool) -> float:
        """How well a line matches: how much of what was asked for it says, how near to each other and how early."""
        mean = self.mean(qualities)
        score = mean * mean * (1.5 if all(qualities) else 1) + 0.5 * as_typed
        return SAID * (score + 0.3 * self.mean(early)) / 2


def best(found: list[tuple]) -> tuple[float, ...]:
    """Of each term, the best of these qualities."""
    return found[0] if len(found) == 1 else tuple(map(max, *found))
