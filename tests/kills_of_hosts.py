"""Kills what two hosts are made of, at random, and sees that no reader and no editor is misled:
python -m tests.kills_of_hosts [times] [seed]

Readers and an editor go through the proxy all the while. Meanwhile a host or a worker is killed, the primary or its
replica, the cache server; the replica lags or hangs; the primary's disk is full; a host comes back with another clock.
No page may be older than one that anybody was given before, or differ from others of its state; what was acknowledged
has to be there; and all has to be well again by itself. What only costs an answer is counted, and told.
"""

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from http.client import HTTPException
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import psycopg

from tests import kills, servers
from tests.cluster import Cluster, Host
from tests.editors import Editor
from tests.test_kept_pages import get

PATIENCE = 120  # seconds in which all is well again, on a machine that does much else
PAGES = ["/nl/organisaties/aivd/", "/nl/organisaties/aivd/data.json", "/en/organisations/aivd/versions/"]
OTHERS = ["/nl/zoeken/?q=keer+{}", "/nl/organisaties/?x={}", "/en/network/?x={}"]
ROOM = "600m"  # of the disk of the primary
KINDS = ["host", "worker", "primary", "replica", "lag", "hang", "cache", "clock", "full disk"]
SAID = """
SELECT (SELECT lead_nl FROM content_page WHERE id = %s),
       (SELECT summary->'lead'->>'nl' FROM content_edition WHERE page_id = %s AND superseded_at IS NULL
        AND published_at IS NOT NULL AND publication_id IS NOT NULL)
"""


def number(text: str | None) -> int:
    """Which time an editor wrote what is in a text."""
    return int((re.search(r"Keer (\d+)", text or "") or [0, 0])[1])


class Readers:
    """Readers who remember together what they saw."""

    def __init__(self, address: str):
        self.address, self.lock = address, threading.Lock()
        self.done, self.newest, self.seen = threading.Event(), 0, 0
        self.bodies: dict[tuple[str, int], bytes] = {}
        self.lost: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.threads = [threading.Thread(target=self.read, args=[each]) for each in range(3)]
        for thread in self.threads:
            thread.start()

    def read(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self.done.is_set():
            path = chance.choice(PAGES + [each.format(chance.randrange(10**9)) for each in OTHERS])
            before = self.newest
            try:
                status, headers, body = get(self.address, path)
            except (OSError, HTTPException) as error:
                status, headers, body = type(error).__name__, {}, b""
            with self.lock:
                self.look(path, before, status, headers, body)
            time.sleep(0.25)  # there is little else to do it all with

    def look(self, path: str, before: int, status: object, headers: dict, body: bytes) -> None:
        self.seen += 1
        if status != 200:
            self.lost[str(status)] += 1
        elif headers["cache-control"] == "no-store":
            self.lost["as it was"] += 1
        elif path in PAGES[:2]:
            shown = number(body.decode())
            if shown < before:
                self.wrong.append(f"{path} said {shown} after {before}")
            if self.bodies.setdefault((path, shown), body) != body:
                self.wrong.append(f"{path} said two things of {shown}")
            self.newest = max(self.newest, shown)

    def stop(self) -> None:
        self.done.set()
        for thread in self.threads:
            thread.join()


class Work:
    """Two hosts behind a proxy with readers and an editor, and what can happen to them."""

    def __init__(self, running: ExitStack, folder: Path, chance: random.Random):
        self.chance = chance
        self.disk = disk(running)
        variables = servers.seeded_copy(Path(os.environ.get("KILLS_SITE", folder)), f"hosts-{os.getpid()}")
        self.cluster = Cluster(running, folder, variables, disk=self.disk)
        self.hosts = [self.cluster.host(name) for name in "ab"]
        for host in self.hosts:
            host.start(workers=2)
            running.callback(host.stop)
        self.address = running.enter_context(servers.nginx(*(host.address for host in self.hosts))).address
        asked = "SELECT id FROM content_page WHERE slug_nl = 'aivd'"
        ((self.page,),) = self.cluster.primary.asks(asked, name="site")
        self.tried = self.saved = self.published = self.refused = 0
        self.done = threading.Event()
        self.editor = threading.Thread(target=self.edit)
        self.editor.start()
        self.readers = Readers(self.address)
        running.callback(self.stop)

    def stop(self) -> None:
        self.done.set()
        self.editor.join()
        self.readers.stop()

    def edit(self) -> None:
        """Save and publish in turn; sign in again after whatever goes wrong."""
        while not self.done.is_set():
            try:
                editor = Editor(self.address, *servers.EDITOR.values())
                editor.opener.addheaders = [("Origin", self.address)]
                while not self.done.is_set():
                    self.tried += 1
                    now, button = self.tried, "_publish" if self.tried % 2 else "_save"
                    editor.saves(kills.FORM.format(self.page), button, lead_nl=f"Keer {now}.")
                    self.saved = now
                    self.published = now if button == "_publish" else self.published
            except (OSError, HTTPException, AssertionError, TypeError):  # of forms that were not there
                self.refused += 1
                time.sleep(0.5)

    def happens(self, kind: str) -> None:
        """Let something break for some seconds, and mend it."""
        host, cluster, seconds = self.chance.choice(self.hosts), self.cluster, self.chance.uniform(0, 4)
        if kind in ("host", "clock"):
            host.kill() if kind == "host" else host.stop()
            time.sleep(seconds / 2)
            host.start(self.chance.choice([0, -300, 300]), workers=2)
        elif kind == "worker":
            os.kill(self.chance.choice(host.workers()), signal.SIGKILL)
        elif kind in ("primary", "replica"):
            server = getattr(cluster, kind)
            server.stop()
            time.sleep(seconds)
            server.start()
        elif kind == "lag":
            cluster.replica.asks("SELECT pg_wal_replay_pause()")
            time.sleep(seconds)
            cluster.replica.asks("SELECT pg_wal_replay_resume()")
        elif kind == "hang":
            cluster.replica.signal(signal.SIGSTOP)
            time.sleep(seconds)
            cluster.replica.signal(signal.SIGCONT)
        elif kind == "cache":
            cluster.cache.signal(signal.SIGKILL)
            time.sleep(seconds)
            cluster.cache.start()
        else:
            self.fill_the_disk(seconds)

    def fill_the_disk(self, seconds: float) -> None:
        ballast = Path(self.disk, "ballast")
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 16))
        with suppress(psycopg.Error):  # the room that it has set apart for its log is used up as well
            for _segment in range(20):
                self.cluster.primary.asks("SELECT pg_switch_wal()")
                self.cluster.primary.asks("SELECT pg_logical_emit_message(true, 'soak', 'soak')")
        time.sleep(seconds + 2)
        ballast.unlink()

    def heals(self) -> None:
        """Return once an editor can save and each host makes a new page with all it has."""
        until, saved, published = time.monotonic() + PATIENCE, self.saved, self.published
        while not (self.saved > saved and self.published > published and all(map(self.is_well, self.hosts))):
            assert time.monotonic() < until, "it is not well again"
            if self.cluster.primary.process.poll() is not None:  # as what watches over a server does
                self.cluster.primary.start()
            time.sleep(0.2)

    def is_well(self, host: Host) -> bool:
        before = self.cluster.replica.pages_read()
        with suppress(OSError, HTTPException):
            status, headers, _body = get(host.address, OTHERS[0].format(self.chance.randrange(10**9)), Host="localhost")
            is_plain = status == 200 and headers["cache-control"] != "no-store"
            return is_plain and self.cluster.replica.pages_read() > before
        return False

    def look(self) -> None:
        """See that what was acknowledged is there, and that no reader saw what is wrong."""
        saved, published = self.saved, self.published
        ((kept, public),) = self.cluster.primary.asks(SAID, self.page, self.page, name="site")
        assert saved <= number(kept) <= self.tried, f"saved {saved}, there is {kept}"
        assert published <= number(public) <= self.tried, f"published {published}, there is {public}"
        assert not self.readers.wrong, self.readers.wrong


def disk(running: ExitStack) -> str:
    """Where the primary lives: a small disk of its own, where this user may have one."""
    folder = running.enter_context(tempfile.TemporaryDirectory(prefix="disk-"))
    if os.geteuid() == 0:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", folder]
        if subprocess.run(mount, capture_output=True).returncode == 0:
            running.callback(subprocess.run, ["umount", "--lazy", folder], check=True)
            return folder
    print("No disk of its own can be had here: none is filled.", flush=True)
    return ""


def main(times: int, seed: int) -> None:
    chance = random.Random(seed)
    print(f"{times} kills of two hosts, seed {seed}", flush=True)
    lost: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="hosts-") as folder, ExitStack() as running:
        work = Work(running, Path(folder), chance)
        kinds = [kind for kind in KINDS if work.disk or kind != "full disk"]
        for turn in range(times):
            kind = kinds[turn % len(kinds)]
            work.heals()
            before, refused = Counter(work.readers.lost), work.refused
            work.happens(kind)
            work.heals()
            work.look()
            work.cluster.primary.forget()
            cost = work.readers.lost - before + Counter({"saves refused": work.refused - refused})
            lost[kind] = lost.get(kind, Counter()) + cost
            print(f"{turn + 1:4} {kind:9} saved {work.saved}, public {work.published}, cost {dict(cost)}", flush=True)
        work.stop()
        print(servers.manage("shell", "-v0", "-c", kills.LOOK.format(page=work.page), **work.cluster.plain), end="")
        logs = "".join(host.log.read_text() for host in work.hosts)
        print(f"{work.readers.seen} answers read, {work.saved} saves, {logs.count('Traceback')} tracebacks; lost:")
        for kind, cost in lost.items():
            print(f"  {kind:9} {dict(cost)}")
    print("No page was wrong, and nothing that was acknowledged is lost.")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["54"])[0]), int((sys.argv[2:] or [str(random.randrange(10**6))])[0]))
