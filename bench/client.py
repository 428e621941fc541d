"""Asks a server for pages, and tells what its worker spent on each."""

import re
import time
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

REQUESTS = 25
IDLE = 3  # seconds, after which the server may have closed the connection
FRESH = count(1)


class Client:
    """One visitor's connection to one server, its worker, and the server of its database, if that is another one."""

    def __init__(self, server, database: str = ""):
        self.netloc = urlsplit(server.address).netloc
        self.worker = server.worker()
        self.database = database
        self.connection, self.asked = HTTPConnection(self.netloc, timeout=60), 0.0

    def get(self, path: str) -> str:
        """Return the body of an answer, which must be a page."""
        return self.ask(path, 200, {})[1].decode()

    def ask(self, path: str, status: int, headers: dict[str, str]) -> tuple[str, bytes]:
        """Return the tag and the body of an answer with a status."""
        if time.monotonic() - self.asked > IDLE:
            self.connection.close()
        self.asked = time.monotonic()
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != status:
            raise SystemExit(f"{path} answers {answer.status}.")
        return answer.headers.get("ETag", ""), body

    def cost(self, path: str, way: str, status: int = 200) -> float:
        """Return the milliseconds of CPU time that one answer takes: made, kept, or that it is still the same."""
        headers, address = {"Accept-Encoding": "br, gzip"}, [path] * REQUESTS
        if way == "made":
            address = [fresh(path) for _each in address]
        if way == "same":
            headers["If-None-Match"], status = self.ask(path, status, headers)[0], 304
        before = self.spent()
        for each in address:
            self.ask(each, status, headers)
        after = self.spent()  # but of a process that ended meanwhile: it did something else
        return sum(after[process] - before[process] for process in before.keys() & after.keys()) / REQUESTS

    def spent(self) -> dict[int, float]:
        """The CPU time so far of the worker and of all that the database has running: milliseconds, by process."""
        return {each: cpu_time(each) for each in [self.worker, *database_processes(self.database)]}

    def memory(self) -> float:
        """What the worker has in memory, with what it shares with others: megabytes."""
        status = Path(f"/proc/{self.worker}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def database_processes(url: str) -> list[int]:
    """The processes that a PostgreSQL server has running, if a database is on one that the tests have started."""
    postmaster = Path(url.partition(":///")[2].rpartition("/")[0], "data/postmaster.pid")
    if not url.startswith("postgres") or not postmaster.is_file():
        return []
    server = int(postmaster.read_text().split()[0])
    return list(map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split()))


def cpu_time(process: int) -> float:
    """The milliseconds of CPU time that all threads of a process have taken."""
    found = 0
    for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
        try:
            found += int(thread.read_text().split()[0])
        except FileNotFoundError:  # it ended meanwhile
            continue
    return found / 1e6


def fresh(path: str) -> str:
    """An address that nobody asked for yet, of the same page: what it says has to be made."""
    return f"{path}{'&' if '?' in path else '?'}fresh={next(FRESH)}"
