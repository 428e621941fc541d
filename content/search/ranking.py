"""Puts what the database found in order: one function for both databases, so that they answer alike."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import log

from .query import Query

# What a page may score for its names, and one of its parts for what it says.
WHOLE_NAME, ALL_IN_NAME, SOME_IN_NAME, SAID = 100, 50, 12, 20
OTHER_LANGUAGE = 0.9  # a name of another language counts a little less
# Pages about the documents and about the site itself come after what they are about.
LESS = {"source": 0.7, "infopage": 0.5}


@dataclass
class Hit:
    """A page that was found."""

    edition: int
    score: float = 0
    names: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)


class Ranking:
    """Scores pages for a query; remembers how well each word matches each of its terms."""

    def __init__(self, query: Query):
        self.query = query
        self.typed = " ".join(term.word for term in query.terms)
        self.known = [{} for _term in query.terms]
        self.weights = [1.0] * len(query.terms)

    def order(self, rows) -> list[Hit]:
        """Return a hit for each page, the best first. A row is (edition, anchor, names, words, facets)."""
        pages = defaultdict(list)
        for row in dict.fromkeys(rows):
            pages[row[0]].append(row)
        self.weigh(pages.values())
        hits = [self.hit(edition, parts) for edition, parts in pages.items()]
        return sorted(hits, key=lambda hit: (-hit.score, len(hit.names), hit.names))

    def weigh(self, pages) -> None:
        """Let a term count for more, the fewer of the pages have it."""
        used = [sum(any(self.best(at, part) for part in parts) for parts in pages) for at in range(len(self.known))]
        self.weights = [log(1 + len(pages) / max(count, 1)) for count in used]

    def best(self, at: int, part) -> float:
        return max((self.quality(at, word) for word in f"{part[2]} {part[3]}".split()), default=0)

    def quality(self, at: int, word: str) -> float:
        known = self.known[at]
        if word not in known:
            known[word] = self.query.terms[at].quality(word)
        return known[word]

    def qualities(self, words: list[str]) -> list[float]:
        return [max((self.quality(at, word) for word in words), default=0) for at in range(len(self.known))]

    def mean(self, qualities: list[float]) -> float:
        return sum(map(lambda a, b: a * b, qualities, self.weights)) / (sum(self.weights) or 1)

    def hit(self, edition: int, parts: list) -> Hit:
        facets = defaultdict(list)
        for name, _, value in (facet.partition("=") for facet in parts[0][4].split()):
            facets[name].append(value)
        names = next((part[2] for part in parts if part[2]), "")
        own, _, other = names.partition("\n\n")
        called = [self.name(name.split()) for name in own.split("\n")]
        called += [OTHER_LANGUAGE * self.name(name.split()) for name in other.split("\n")]
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
        matched = sum(any(self.quality(at, word) for at in range(len(self.known))) for word in words)
        filled = 0.5 + 0.5 * matched / len(words)
        if not all(qualities):
            return SOME_IN_NAME * self.mean(qualities) * filled
        at_start = 1.1 if self.quality(0, words[0]) else 1
        return ALL_IN_NAME * self.mean(qualities) * filled * at_start

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
        early = self.mean(self.qualities(words[:8]))
        return SAID * (score + 0.3 * early) / 2
