"""What each kind of page costs: made, kept, and where it is still the same; beside an empty view and plain Django."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from typing import NamedTuple

from bench.client import Client
from tests import servers

ROUNDS = 12
WAYS = ("made", "kept", "same")
NOWHERE = "/nl/organisaties/nergens/"
PAGES = [
    "/nl/", "/nl/organisaties/", "/nl/organisaties/aivd/", "/nl/samenwerkingsverbanden/ct-infobox/",
    "/nl/bronnen/nctv-aanpak-contraterrorisme/", "/nl/themas/", "/nl/netwerk/", "/nl/zoeken/?q=infobox",
    "/nl/zoeken/?q=terrorisme", "/sitemap-pages.xml", NOWHERE,
]  # fmt: skip
NOT_PLAIN = ("/nl/themas/", "/nl/netwerk/", "/sitemap-pages.xml", NOWHERE)


class Cost(NamedTuple):
    """Of a page: milliseconds of CPU time by way, and of plain Django; queries, bytes as they are sent, elements."""

    path: str
    ways: dict[str, float]
    plain: float | None
    queries: int
    size: int
    nodes: int


class Elements(HTMLParser):
    """Counts elements."""

    def __init__(self):
        super().__init__()
        self.found = 0

    def handle_starttag(self, tag, attrs):
        self.found += 1


def status(path: str) -> int:
    return 404 if path == NOWHERE else 200


def measure(site: Client, empty: Client, plain: Client, variables: dict[str, str]) -> tuple[float, list[Cost]]:
    """What the empty view costs, and each page: of several rounds the least, as all else only adds to it."""
    asked = [(site, path, way) for path in PAGES for way in WAYS if way != "same" or path != NOWHERE]
    asked += [(plain, path, "plain") for path in PAGES if path not in NOT_PLAIN]
    least: dict[tuple[str, str], float] = {}
    for number in range(ROUNDS):
        print(f"Round {number + 1} of {ROUNDS} ...", file=sys.stderr, flush=True)
        least["", ""] = min(least.get(("", ""), 1e9), empty.cost("/", ""))
        for client, path, way in asked:
            least[path, way] = min(least.get((path, way), 1e9), client.cost(path, way, status(path)))
    queries = json.loads(
        subprocess.run(
            [servers.PYTHON, "-m", "bench.queries", *PAGES],
            cwd=servers.ROOT,
            env=servers.environment(**variables),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    )
    return least["", ""], [cost(site, path, least, queries[path]) for path in PAGES]


def cost(site: Client, path: str, least: dict, queries: int) -> Cost:
    elements = Elements()
    elements.feed(site.ask(path, status(path), {})[1].decode())
    size = len(site.ask(path, status(path), {"Accept-Encoding": "br"})[1])
    ways = {way: least[path, way] for way in WAYS if (path, way) in least}
    return Cost(path, ways, least.get((path, "plain")), queries, size, elements.found)


def tell(empty: float, costs: list[Cost]) -> None:
    """Print the table: times the empty view, and how many times as much plain Django takes."""
    print(f"\nCPU time of an empty Django view: {empty:.2f} ms\n")
    print(
        "| page | made, ms | × empty | plain Django × | kept × empty | the same × empty | queries | bytes | elements |"
    )
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for each in costs:
        made = each.ways["made"]
        plain = f"{each.plain / made:.1f}" if each.plain else ""
        kept, same = (f"{each.ways[way] / empty:.2f}" if way in each.ways else "" for way in ("kept", "same"))
        told = [f"`{each.path}`", f"{made:.1f}", f"{made / empty:.1f}", plain, kept, same]
        print(f"| {' | '.join([*told, str(each.queries), str(each.size), str(each.nodes)])} |")
