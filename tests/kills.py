"""Kills processes of a site at work, and sees that nothing acknowledged is lost: python -m tests.kills [times] [seed]

An editor saves and publishes without a pause, while all is published from the command line and the site is exported to
files. Each time one process is killed (SIGKILL): a worker, the server with its workers, a command, or on PostgreSQL the
process of the database that works for one of them. What is dead is started again, and all is looked at.
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
from contextlib import ExitStack, suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import environ
import psycopg

from tests import servers
from tests.editors import Editor

FORM = "/admin/cooperation/organisation/{}/change/"
PATIENCE = 180  # seconds in which an editor can save something
CHANGE = """
from content.models import Page
for page in Page.objects.exclude(pk={page}).order_by("pk")[:40]:
    page.lead_nl += " x"
    page.save()
"""
LOOK = """
from content.chain import head
from content.models import Edition, Page, Publication, SearchPage
from content.record import live
from content.rules.triggers import missing
public = Edition.objects.at(live().moment)
assert public.count() == Page.objects.count(), "a page is public twice, or not at all"
assert SearchPage.objects.filter(edition__in=public, superseded_at=None).count() == 2 * public.count(), "search"
assert all(edition.listings.exists() for edition in public if edition.page_type != "infopage"), "lists"
serials = list(Publication.objects.order_by("serial").values_list("serial", flat=True))
assert serials == list(range(serials[0], serials[0] + len(serials))), "the record has a gap"
assert not Publication.objects.filter(editions=None, redactions=None).exists(), "a publication of nothing"
assert missing() == []
print(Page.objects.get(pk={page}).lead_nl)
print(public.get(page={page}).read()["lead"]["nl"])
"""


class Work:
    """A site, an editor at it, and two commands; each can be killed, and is started again."""

    def __init__(self, folder: Path, variables: dict[str, str]):
        self.folder, self.variables = folder, variables
        self.tried = self.saved = self.published = 0  # the last that was sent, and those that were acknowledged
        self.running = ExitStack()
        find = "from cooperation.models import Organisation\nprint(Organisation.objects.get(slug_nl='aivd').pk)"
        self.page = int(self.shell(find))

    def shell(self, code: str) -> str:
        return servers.manage("shell", "--verbosity", "0", "--command", code, **self.variables)

    def serve(self) -> None:
        server = servers.gunicorn(self.folder / "log", workers=2, **self.variables)
        self.server = self.running.enter_context(server)

    def command(self, *arguments: str) -> subprocess.Popen:
        command = [servers.PYTHON, "manage.py", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=servers.ROOT, env=servers.environment(**self.variables), **quiet)

    def workers(self) -> list[int]:
        master = self.server.process.pid
        return [int(each) for each in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    def edit(self, done: threading.Event) -> None:
        """Save and publish in turn, until the connection breaks; remember what was tried, and what was acknowledged."""
        with suppress(OSError, HTTPException):
            editor = Editor(self.server.address, *servers.EDITOR.values())
            while not done.is_set():
                self.tried += 1
                button = "_publish" if self.tried % 2 else "_save"
                with suppress(HTTPError):  # it is refused while somebody else writes for long
                    editor.saves(FORM.format(self.page), button, lead_nl=f"Keer {self.tried}.")
                    self.saved = self.tried
                    self.published = self.tried if button == "_publish" else self.published

    def backends(self) -> list[int]:
        """The processes of PostgreSQL that work for this site."""
        config = environ.Env.db_url_config(self.variables["DATABASE_URL"])
        options = config["OPTIONS"] | {"host": config["HOST"], "dbname": "postgres"}
        with psycopg.connect(**options) as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [config["NAME"]])
            return [pid for (pid,) in found]

    def look(self) -> None:
        """See that what was acknowledged is there, all of it, and nothing half."""
        saved, public = self.shell(LOOK.format(page=self.page)).splitlines()[-2:]
        kept, shown = (int((re.search(r"Keer (\d+)", text) or [0, 0])[1]) for text in (saved, public))
        assert self.saved <= kept <= self.tried, f"saved {self.saved}, there is {kept}"
        assert self.published <= shown <= self.tried, f"published {self.published}, there is {shown}"
        files = (self.folder / "twin").rglob("*.html")
        half = [file for file in files if not file.read_bytes().rstrip().endswith(b">")]
        assert not half, f"half of a file: {half[0]}"


def one(work: Work, chance: random.Random, what: str) -> None:
    """Let an editor and perhaps a command be at work, kill one process, and look."""
    if work.server.process.poll() is not None:
        work.serve()
    work.shell(CHANGE.format(page=work.page))
    done, before, until = threading.Event(), work.saved, time.monotonic() + PATIENCE
    editor = threading.Thread(target=work.edit, args=[done])
    editor.start()
    while work.saved == before:
        assert editor.is_alive(), "nothing can be saved"
        assert time.monotonic() < until, "nothing is saved"
        time.sleep(0.05)
    told = {"publish": ["publish"], "export": ["export_site", str(work.folder / "twin")]}.get(what)
    command = work.command(*told) if told else None
    time.sleep(chance.uniform(0, 8 if command else 3))
    if command:
        victims = [command.pid]
    elif what == "server":
        victims = [work.server.process.pid, *work.workers()]
    else:
        victims = [chance.choice(work.workers() if what == "worker" else work.backends())]
    for victim in victims:
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    time.sleep(1)
    done.set()
    editor.join()
    if command:
        command.wait()
    time.sleep(1)
    work.look()


def main(times: int, seed: int) -> None:
    chance = random.Random(seed)
    print(f"{times} kills, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kills-") as directory:
        folder = Path(directory)
        shared = Path(os.environ.get("KILLS_SITE", directory))  # where a site was made before, for who repeats it
        work = Work(folder, servers.seeded_copy(shared, f"kills-{os.getpid()}"))
        kinds = ["worker", "server", "publish", "export"]
        kinds += ["database"] if work.variables["DATABASE_URL"].startswith("postgres") else []
        with work.running:
            work.serve()
            for number in range(times):
                kind = kinds[number % len(kinds)]
                one(work, chance, kind)
                print(f"{number + 1:4} {kind:9} saved {work.saved}, public {work.published}", flush=True)
    print("Nothing that was acknowledged is lost, and nothing is half there.")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["40"])[0]), int((sys.argv[2:] or [str(random.randrange(10**6))])[0]))
