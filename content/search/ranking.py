"""Puts what the database found in order: one function for both databases, so that they answer alike."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import log, sqrt
from operator import mul

from .query import Query

# What a page may score for its names, and one of its parts for what it says.
WHOLE_NAME, ALL_IN_NAME, NAME_IN_QUERY, SOME_IN_NAME, SAID = 100, 50, 30, 12, 20
# Of what was asked for, what a page has to have at least.
ENOUGH = 0.45
OTHER_LANGUAGE, PART_OF_OTHER = 0.9, 0.7  # a name of another language counts for less, a part of it for still less
# Pages about the documents and about the site itself come after what they are about.
LESS = {"source": 0.7, "infopage": 0.5}


@dataclass
class Hit:
    """A page that was found."""

    edition: int
    score: float = 0
    names: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)


class Qualities(dict):
    """How well each word matches each term of a query; None when it matches none of them. Every word is asked once."""

    def __init__(self, query: Query):
        super().__init__()
        self.terms = query.terms

    def __missing__(self, word: str):
        found = tuple(term.quality(word) for term in self.terms)
        self[word] = found = found if any(found) else None
        return found


class Ranking:
    """Scores pages for a query."""

    def __init__(self, query: Query):
        self.typed = " ".join(term.word for term in query.terms)
        self.known = Qualities(query)
        self.weights = self.nothing = [0.0] * len(query.terms)

    def order(self, rows) -> list[Hit]:
        """Return a hit for each page, the best first. A row is (edition, anchor, names, words, facets)."""
        pages = defaultdict(list)
        for row in dict.fromkeys(rows):
            pages[row[0]].append(row)
        shares = {
            edition: self.qualities(" ".join(f"{p[2]} {p[3]}" for p in parts).split())
            for edition, parts in pages.items()
        }
        self.weigh(shares.values())
        hits = [
            self.hit(edition, parts)
            for edition, parts in pages.items()
            # A page that was found by itself has words that stand far apart on it.
            if all(not part[1] for part in parts) or self.mean(map(bool, shares[edition])) >= ENOUGH
        ]
        return sorted(hits, key=lambda hit: (-hit.score, len(hit.names), hit.names))

    def weigh(self, pages) -> None:
        """Let a term count for more, the fewer of the pages have it."""
        used = [sum(map(bool, page)) for page in zip(*pages, strict=True)]
        self.weights = [sqrt(log(1 + len(pages) / max(count, 1))) for count in used] or self.nothing

    def qualities(self, words: list[str]) -> list[float]:
        """How well the best of these words matches each term."""
        found = [known for word in words if (known := self.known[word])]
        return list(map(max, zip(*found, strict=True))) if found else self.nothing

    def mean(self, qualities) -> float:
        return sum(map(mul, qualities, self.weights)) / (sum(self.weights) or 1)

    def hit(self, edition: int, parts: list) -> Hit:
        facets = defaultdict(list)
        for name, _, value in (facet.partition("=") for facet in parts[0][4].split()):
            facets[name].append(value)
        names = next((part[2] for part in parts if part[2]), "")
        own, _, other = names.partition("\n\n")
        called = [self.name(name.split()) for name in own.split("\n")]
        called += [self.other_name(name.split()) for name in other.split("\n")]
        said = sorted((self.said(part[3]) for part in parts), reverse=True)
        score = max(called) + said[0] + log(1 + sum(said[1:])) / 2
        return Hit(edition, round(score * LESS.get(facets["type"][0], 1), 6), names, dict(facets))

    def name(self, words: list[str]) -> float:
        """How well a name matches: the whole of it, all that was asked for, or some of that."""
        if not words:
            return 0
        if " ".join(words) == self.typed:
            return WHOLE_NAME
        qualities = self.qualities(words)
        if not all(qualities) and f" {' '.join(words)} " in f" {self.typed} ":
            return NAME_IN_QUERY * self.mean(map(bool, qualities))
        filled = 0.5 + 0.5 * sum(self.known[word] is not None for word in words) / len(words)
        if not all(qualities):
            return SOME_IN_NAME * self.mean(qualities) * filled
        at_start = 1.1 if (self.known[words[0]] or [0])[0] else 1
        return ALL_IN_NAME * self.mean(qualities) * filled * at_start

    def other_name(self, words: list[str]) -> float:
        score = self.name(words)
        return score * (OTHER_LANGUAGE if score == WHOLE_NAME else PART_OF_OTHER)

    def said(self, text: str) -> float:
        """How well a part matches: how much of what was asked for it says, how near to each other and how early."""
        words = text.split()
        qualities = self.qualities(words)
        mean = self.mean(qualities)
        if not mean:
            return 0
        score = mean * mean * (1.5 if all(qualities) else 1)
        if len(qualities) > 1 and f" {self.typed} " in f" {text} ":
            score += 0.5
        return SAID * (score + 0.3 * self.mean(self.qualities(words[:8]))) / 2
