"""How a worker lives: how soon it is there, what it holds in memory, and how soon it shows what was published."""

import random
import re
import subprocess
import sys
import time

from bench.client import Client, fresh
from tests import servers

REQUESTS = 5_000
ASKED = ["aivd", "politie", "terrorisme", "infobox", "toezicht", "gemeente", "europol", "polittie"]
PUBLISH = """
from content.models import InfoPage
from content.publishing import publish
publish(InfoPage.objects.order_by("pk").first())
"""


def memory(site: Client) -> list[tuple[str, float]]:
    """The megabytes of a worker: as it comes, after every page in both languages with its picture, and after a day."""
    found = [("fresh", site.memory())]
    files = re.findall(r"<loc>[^<]*?(/sitemap-[^<]*)</loc>", site.get("/sitemap.xml"))
    pages = [path for file in files for path in re.findall(r"<loc>[^<]*?(/(?:nl|en)/[^<]*)</loc>", site.get(file))]
    for page in pages:
        picture = re.search(r'property="og:image" content="https?://[^/]*(/[^"]*)"', site.get(page))
        if picture and "/static/" not in picture[1]:
            site.ask(picture[1], 200, {})
    found.append((f"after {len(pages)} pages with their pictures", site.memory()))
    chance = random.Random(1)
    for number in range(REQUESTS):
        if number % 1000 == 0:
            print(f"{number} of {REQUESTS} requests ...", file=sys.stderr, flush=True)
        page, kind = chance.choice(pages), chance.random()
        if kind > 0.95:
            page = f"/nl/zoeken/?q={chance.choice(ASKED)}"
        site.ask(fresh(page) if kind > 0.8 else page, 200, {"Accept-Encoding": "br" if kind > 0.1 else "gzip"})
    return [*found, (f"after {REQUESTS} mixed requests more", site.memory())]


def publication(site: Client, variables: dict[str, str], paths: list[str]) -> dict[str, float]:
    """The milliseconds of the first look at each page after a publication of another one: the least of a few."""
    least: dict[str, float] = {}
    for _each in range(3):
        for path in paths:
            servers.manage("shell", "--verbosity=0", f"--command={PUBLISH}", **variables)
            site.ask("/healthz", 200, {})
            began = time.perf_counter()
            site.ask(path, 200, {"Accept-Encoding": "br"})
            least[path] = min(least.get(path, 1e9), (time.perf_counter() - began) * 1000)
    return least


def starts(log, variables: dict[str, str]) -> dict[str, float]:
    """The seconds from nothing to the first answer, and of making ready what is ready already."""
    began = time.perf_counter()
    with servers.gunicorn(log, workers=2, **variables):
        start = time.perf_counter() - began
    for _each in range(2):  # once to have been prepared
        began = time.perf_counter()
        command = [servers.ROOT / "bin/prepare"]
        subprocess.run(command, check=True, env=servers.environment(**variables), stdout=sys.stderr)
    return {"process start": start, "make run, prepared before": time.perf_counter() - began + start}
