"""Asks a server for pages, and tells what its worker spent on each."""

import re
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

REQUESTS = 25
FRESH = count(1)


class Client:
    """One visitor's connection to one server, its worker, and the server of its database, if that is another one."""

    def __init__(self, server, database: str = ""):
        self.netloc = urlsplit(server.address).netloc
        self.worker = server.worker()
        self.postmaster = Path(database.partition(":///")[2].rpartition("/")[0], "data/postmaster.pid")
        self.connection = HTTPConnection(self.netloc, timeout=60)

    def get(self, path: str) -> str:
        """Return the body of an answer, which must be a page."""
        return self.ask(path, 200, {})[1].decode()

    def ask(self, path: str, status: int, headers: dict[str, str]) -> tuple[str, bytes]:
        """Return the tag and the body of an answer with a status."""
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != status:
            raise SystemExit(f"{path} answers {answer.status}.")
        return answer.headers.get("ETag", ""), body

    def cost(self, path: str, way: str, status: int = 200) -> float:
        """Return the milliseconds of CPU time that one answer takes: made, kept, or that it is still the same."""
        self.connection.close()  # the server has done so if it was idle for long
        headers, address = {"Accept-Encoding": "br, gzip"}, [path] * REQUESTS
        if way == "made":
            address = [fresh(path) for _each in address]
        if way == "same":
            headers["If-None-Match"], status = self.ask(path, status, headers)[0], 304
        before = self.spent()
        for each in address:
            self.ask(each, status, headers)
        return (self.spent() - before) / REQUESTS

    def spent(self) -> float:
        """The CPU time so far, of all threads of the worker and of all that the database has running: milliseconds."""
        processes = [self.worker]
        if self.postmaster.is_file():
            server = int(self.postmaster.read_text().split()[0])
            processes += map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())
        return sum(map(cpu_time, processes))

    def memory(self) -> float:
        """What the worker has in memory, with what it shares with others: megabytes."""
        status = Path(f"/proc/{self.worker}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def cpu_time(process: int) -> float:
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
