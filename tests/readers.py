"""Reading the site while it changes: what readers are shown, and whether it is one state at a time.

What tests publish is called by a word and something more. Where that is a number, it names a state of the site.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import NamedTuple
from urllib.request import urlopen

from django.db import connection, connections
from django.test import Client

from content.admin.standing.standing import standing
from content.models import Page
from tests.hosts import until

LISTS = ["/nl/organisaties/", "/nl/", "/nl/netwerk/", "/nl/zoeken/?q={word}", "/nl/organisaties/?sort=changed"]


def paths(word: str, pages: list[Page]) -> list[str]:
    """The addresses of some pages, and of others that name them."""
    return [*(path.format(word=word) for path in LISTS), *(page.path("nl") for page in pages)]


def names_in(html: str, word: str) -> set[str]:
    """What follows a word on a page: the rest of the names of what a test published."""
    return set(re.findall(rf"{word} (\w+)", re.sub("</?mark>", "", html)))


def title_of(page: Page) -> tuple[str, bool]:
    """The title of a page as a reader finds it, and whether editors are told of a plan for it."""
    html = Client().get(page.path("nl")).content.decode()
    return re.search("<h1[^>]*>(.*)</h1>", html)[1], "Gepland: " in str(standing(page))


def look(word: str) -> set[str]:
    """The names with a word that a reader finds: the same on every page, and counted on each."""
    pages = [Client().get(path).content.decode() for path in paths(word, [])]
    names, *others = [names_in(html, word) for html in pages]
    assert others == [names] * len(others), (names, others)
    counted = dict(re.findall(r'"/nl/(\w+)/"><span>[^<]*</span> <span class="index__count">(\d+)<', pages[1]))
    assert pages[0].count('class="row"') == int(counted["organisaties"])
    assert pages[2].count("data-node=") == int(counted["organisaties"]) + int(counted["samenwerkingsverbanden"])
    return names


def interrupted(path: str, at: int, act: Callable) -> str | None:
    """What a page says when something happens after a query behind it; None where it has not so many."""
    queries = count(1)

    def ask(execute, *query):
        answer = execute(*query)
        if next(queries) == at:
            with ThreadPoolExecutor(1) as threads:
                threads.submit(act).result()
                threads.submit(connections.close_all).result()
        return answer

    with connection.execute_wrapper(ask):
        html = Client().get(path).content.decode()
    return html if next(queries) > at else None


def show_what_was_when_they_were_asked(word: str, pages: list[Page], release: Callable) -> None:
    """Whether all pages do, when a next state is published after the first query behind them, after the second …"""
    state = 1
    for path in paths(word, pages):
        for query in count(1):
            html = interrupted(path, query, partial(release, pages, f"{word} {state + 1}"))
            if html is None:
                break
            assert names_in(html, word) == {str(state)}, (path, query)
            state += 1


class Visit(NamedTuple):
    """An answer: its place among all that was asked and answered, and the states that it shows."""

    asked: int
    answered: int
    states: set[int]
    path: str = ""


class Readers:
    """Readers of a site that runs."""

    def __init__(self, address: str, word: str, pages: list[Page]):
        self.address, self.word, self.paths = address, word, paths(word, pages)
        self.turn, self.visits = count(), []

    @contextmanager
    def reading(self, last: int, readers: int = 4) -> Iterator[None]:
        """Let some read over and over, from before a block until everything shows the last state."""
        with ThreadPoolExecutor(readers) as threads:
            futures = [threads.submit(self.read, last) for _reader in range(readers)]
            until(lambda: len(self.visits) > len(self.paths) or any(future.done() for future in futures))
            yield
            for future in futures:
                future.result()

    def read(self, last: int) -> None:
        for _round in range(200):
            shown = [self.visit(path) for path in self.paths]
            if shown == [{last}] * len(shown):
                return
        raise AssertionError(shown)

    def visit(self, path: str) -> set[int]:
        asked = next(self.turn)
        html = urlopen(self.address + path, timeout=60).read().decode()
        self.visits.append(Visit(asked, next(self.turn), set(map(int, names_in(html, self.word))), path))
        return self.visits[-1].states

    def are_told(self, act: Callable, *args, shows: int) -> None:
        """Do what brings a state; that it was done counts as an answer that shows it."""
        asked = next(self.turn)
        act(*args)
        self.visits.append(Visit(asked, next(self.turn), {shows}))

    def saw_one_state_at_a_time(self) -> None:
        """Whether every answer shows one state, and none an older one than what was answered before it was asked."""
        assert [visit for visit in self.visits if len(visit.states) != 1] == []
        newest, answers = 0, sorted(self.visits, key=lambda visit: visit.answered, reverse=True)
        for visit in sorted(self.visits):
            while answers[-1].answered < visit.asked:
                newest = max(newest, *answers.pop().states)
            assert min(visit.states) >= newest, (visit, newest)
