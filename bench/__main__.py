"""Prints what each kind of page costs beside an empty Django view: make bench.

Both are served by the same gunicorn with one worker, in the same run. The cost is the CPU time of
that worker, so it does not depend on what else the machine does. SQLite runs inside the worker:
the database is in the figures. Each page is asked for in three ways: made anew, as whoever has a
session gets it; as it is kept; and by somebody who has it already.
"""

import os
import re
import sys
import tempfile
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from bench.questions import SEARCH, quality
from tests import servers

AIM = 12  # times the empty view
ROUNDS, REQUESTS = 6, 50
WAYS = ("made", "kept", "unchanged")
SEARCHES = ["/nl/zoeken/?q=infobox", "/nl/zoeken/?q=terrorisme", "/nl/zoeken/suggesties/?q=nat"]


class Client:
    """One visitor's connection to one server, and that server's worker."""

    def __init__(self, server):
        self.connection = HTTPConnection(urlsplit(server.address).netloc, timeout=30)
        self.worker = server.worker()

    def get(self, path):
        """Return the body of an answer, which must be a page."""
        return self.ask(path, 200, {})[1].decode()

    def ask(self, path, status, headers):
        """Return the tag and the body of an answer with a status."""
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != status:
            raise SystemExit(f"{path} answers {answer.status}.")
        return answer.headers.get("ETag", ""), body

    def cost(self, path, way):
        """Return the milliseconds of CPU time that one answer takes."""
        self.connection.close()  # the server has done so if it was idle for long
        headers, status = {"Accept-Encoding": "br"}, 200
        if way == "made":
            headers["Cookie"] = "session=nobody"
        if way == "unchanged":
            headers["If-None-Match"], status = self.ask(path, 200, headers)[0], 304
        before = self._cpu()
        for _request in range(REQUESTS):
            self.ask(path, status, headers)
        return (self._cpu() - before) / REQUESTS

    def _cpu(self):
        """Return the worker's CPU time so far: all threads, in milliseconds."""
        threads = Path(f"/proc/{self.worker}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


def pages(client):
    """Return the paths to measure: what has no list, each list, and the longest page of each list."""
    files = re.findall(r"<loc>[^<]*?(/sitemap-[^<]*)</loc>", client.get("/sitemap.xml"))
    addresses = [path for file in files for path in re.findall(r"<loc>[^<]*?(/nl/[^<]*)</loc>", client.get(file))]
    lists = {re.sub("[^/]+/$", "", path) for path in addresses if path.count("/") > 3}
    paths = ["/nl/", *(path for path in addresses if path.count("/") == 3 and path not in lists)]
    for path in sorted(lists):
        if path in addresses:  # not every folder has a list
            paths.append(path)
        details = [each for each in addresses if each.startswith(path) and each != path]
        paths.append(max(details, key=lambda each: len(client.get(each))))
    return paths


def tell(answered, language):
    """Print how well search answers its questions."""
    found = f"mean reciprocal rank {answered.reciprocal_rank:.3f}, in the top 3 {answered.in_top_3:.1%}"
    print(f"Search, {answered.questions} questions ({language}): {found} (aims 0.950 and 100 %)")
    print("".join(f"    {line}\n" for line in answered.worse), end="")


def main():
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        print("Filling a site ...", file=sys.stderr)
        variables = servers.seeded_copy(directory, "bench")
        serve = lambda *app, **env: stack.enter_context(  # noqa: E731
            servers.gunicorn(directory / "log", *app, **env)
        )
        site = Client(serve(**variables))
        empty = Client(serve("bench.empty"))
        measured = [(site, path) for path in [*pages(site), *SEARCHES]]
        costs: dict = {(path, way): [] for path in ["", *(path for _, path in measured)] for way in WAYS}
        print("Asking ...", file=sys.stderr)
        for language in SEARCH:
            tell(quality(site.get, language), language)
        print("Measuring ...", file=sys.stderr)
        for _round in range(ROUNDS):
            costs["", "made"].append(empty.cost("/", ""))
            for client, path in measured:
                for way in WAYS:
                    costs[path, way].append(client.cost(path, way))
    least = median(costs["", "made"][1:])
    print(f"{'CPU time per request':<60}" + "".join(f"{way:>11}{'times':>7}" for way in WAYS))
    print(f"{'an empty Django view':<60}{least:>11.2f}{1:>7.1f}")
    for _client, path in measured:
        middle = [median(costs[path, way][1:]) for way in WAYS]  # the first round warms up
        print(f"{path:<60}" + "".join(f"{cost:>11.2f}{cost / least:>7.1f}" for cost in middle))


if __name__ == "__main__":
    main()
