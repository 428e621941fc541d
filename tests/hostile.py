"""Asks a site by the thousand for what nobody should: python -m tests.hostile [requests] [seed]

No answer may be a fault of the site (5xx) or take longer than a second, and the site may not grow: memory is measured
half-way, when what a process keeps is full, and at the end. One address sends all of it and is not limited
(`FLOOD_LIMIT=0`), so that each request is really answered.
"""

import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import urlopen

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from tests import servers
from tests.strangers import Stranger

AT_ONCE = 8
LONGEST = float(os.environ.get("LONGEST", "1"))  # seconds; of a machine that has nothing else to do
GROWTH = 1.1


class Asked(NamedTuple):
    """A request as it is sent, and what became of it."""

    text: bytes
    status: int  # 0 where the connection was closed without an answer
    seconds: float
    body: bytes


def ask(address: str, text: bytes) -> Asked:
    target, begun = urlsplit(address), time.monotonic()
    status, body = 0, b""
    with (
        suppress(OSError, HTTPException),
        socket.create_connection((target.hostname, target.port), timeout=60) as there,
    ):
        there.sendall(text)
        there.shutdown(socket.SHUT_WR)
        answer = HTTPResponse(there, method=text[:10].partition(b" ")[0].decode("latin-1"))
        answer.begin()
        status, body = answer.status, answer.read()
    return Asked(text, status, time.monotonic() - begun, body)


def addresses(address: str) -> list[str]:
    """Where a site can be asked: all that its sitemaps name, and what stands beside it."""

    def read(path: str) -> str:
        return urlopen(address + path, timeout=60).read().decode()

    files = re.findall(r"<loc>[^<]*?(/sitemap-[^<]*)</loc>", read("/sitemap.xml"))
    pages = [path for file in files for path in re.findall(r"<loc>https?://[^/<]*([^<]*)</loc>", read(file))]
    more = ["/", "/admin/", "/admin/login/", "/record.jsonl", "/openapi.json", "/favicon.ico", "/static/css/site.css"]
    more += ["/media/x.png", "/id/6584e56f4b8a/1", "/nl/id/6584e56f4b8a/1/122f8816ddcf", "/moment/timemap/nl/"]
    more += [
        "/nl/nakijken/",
        "/nl/zoeken/",
        "/en/search/suggestions/",
        "/nl/verbindingen/",
        "/en/connections/data.json",
    ]
    more += ["/nl/gegevens/who-works-with-whom.zip", "/en/network/network.svg", "/en/who-sits-where/data.json"]
    return pages + more * (len(pages) // len(more) // 2)


def memory(server: servers.Server) -> int:
    """The kilobytes of all workers that nobody else has."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    told = [Path(f"/proc/{child}/smaps_rollup").read_text() for child in children]
    return sum(int(number) for text in told for number in re.findall(r"Private_\w+: +(\d+)", text))


def send(address: str, strangers: list[Stranger], times: int) -> list[Asked]:
    """Let strangers ask at the same time; return what became of each request."""
    found: list[list[Asked]] = [[] for _each in strangers]

    def go(number: int) -> None:
        for _time in range(times // len(strangers)):
            asked = ask(address, strangers[number].text())
            is_right = 0 < asked.status < 500 and b"Traceback" not in asked.body
            found[number].append(asked._replace(body=b"" if is_right else asked.body[:200]))

    threads = [threading.Thread(target=go, args=[number]) for number in range(len(strangers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [asked for each in found for asked in each]


def main(times: int, seed: int) -> None:
    with tempfile.TemporaryDirectory(prefix="hostile-") as directory:
        shared = Path(os.environ.get("HOSTILE_SITE", directory))  # where a site was made before, for who repeats it
        variables = servers.seeded_copy(shared, f"hostile-{os.getpid()}") | {"FLOOD_LIMIT": "0"}
        with servers.gunicorn(Path(directory, "log"), workers=2, **variables) as server:
            paths = addresses(server.address)
            strangers = [Stranger(paths, seed + number) for number in range(AT_ONCE)]
            asked = send(server.address, strangers, times // 2)
            before = memory(server)
            asked += send(server.address, strangers, times // 2)
            after = memory(server)
            log = Path(directory, "log").read_text()
    slowest = sorted(asked[len(asked) // 5 :], key=lambda each: -each.seconds)
    faults = [each for each in asked if each.status >= 500 or b"Traceback" in each.body]
    print(f"{len(asked)} requests, seed {seed}: {dict(sorted(Counter(each.status for each in asked).items()))}")
    print(f"Memory of the workers: {before >> 10} MiB, then {after >> 10} MiB")
    for each in islice(slowest, 3):
        print(f"{each.seconds:6.2f} s {each.status} {each.text[:150]!r}")
    for each in faults[:10]:
        print(f"FAULT {each.status} {each.text[:400]!r} {each.body!r}")
    assert not faults, f"{len(faults)} faults"
    assert "Traceback" not in log, log.partition("Traceback")[2][:3000]
    assert after <= before * GROWTH, "the site has grown"
    assert slowest[0].seconds <= LONGEST, f"an answer took {slowest[0].seconds:.1f} s"


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["100000"])[0]), int((sys.argv[2:] or [str(random.randrange(10**6))])[0]))
