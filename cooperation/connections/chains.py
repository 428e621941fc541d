"""The shortest chains between two pages: a search from both ends at once, level by level."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

LONGEST = 8  # steps in a chain
WIDEST = 1000  # pages at one level of the search
SHOWN = 5  # chains, of those that are equally short

# From some pages, the pairs of one of them and a page beside it.
Expand = Callable[[set[int]], Iterable[tuple[int, int]]]


@dataclass
class Chains:
    """The first of the shortest chains, how many there are, and whether the search looked everywhere."""

    shown: list[list[int]]
    total: int = 0
    is_complete: bool = True


class Side:
    """What has been reached from one end: every page with those before it on the way, and the newest level."""

    def __init__(self, page: int):
        self.before: dict[int, set[int]] = {page: set()}
        self.newest = {page}

    def advance(self, expand: Expand) -> None:
        found = defaultdict(set)
        for page, neighbour in expand(self.newest):
            if neighbour not in self.before:
                found[neighbour].add(page)
        self.before |= found
        self.newest = set(found)


def shortest(start: int, goal: int, expand: Expand, rank: Callable[[int], int] = int) -> Chains:
    """Search from the end with the fewest pages to look beside; `rank` orders chains that are equally short."""
    near, far = Side(start), Side(goal)
    for _step in range(LONGEST):
        side = min(near, far, key=lambda one: len(one.newest))
        if not side.newest:
            return Chains([])
        if len(side.newest) > WIDEST:
            break
        side.advance(expand)
        # Both sides advance by whole levels, so where they first meet lies half-way on every shortest chain.
        if met := near.before.keys() & far.before.keys():
            return chains_through(met, near, far, start, rank)
    return Chains([], is_complete=False)


def chains_through(met: Iterable[int], near: Side, far: Side, start: int, rank: Callable[[int], int]) -> Chains:
    """All ways from the start over one of the pages where both sides met: count them, and write out the first."""
    following = defaultdict(set)
    todo, done = set(met), set()
    while todo:
        page = todo.pop()
        done.add(page)
        for before in near.before.get(page, ()):
            following[before].add(page)
        following[page] |= far.before.get(page, set())
        todo |= (near.before.get(page, set()) | far.before.get(page, set())) - done

    @cache
    def ways(page: int) -> int:
        return sum(map(ways, following[page])) or 1

    def walk(page: int) -> Iterator[list[int]]:
        if not following[page]:
            yield [page]
        for after in sorted(following[page], key=rank):
            for rest in walk(after):
                yield [page, *rest]

    return Chains(list(islice(walk(start), SHOWN)), ways(start))
