"""Hosts behind a proxy on one PostgreSQL with a streaming replica and a cache server: each can be killed."""

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import environ

from tests import postgres, servers
from tests.caches import cache_server

# What was acknowledged is there after a crash of the server, if not of the machine.
CAREFUL = [each for each in postgres.CARELESS if not each.startswith("synchronous_commit")]
TOLD = ["log_statement=all", "wal_keep_size=128MB", "max_wal_size=96MB"]
# What is on pages; which state the site is in is asked with a look at what is planned.
PAGES = re.compile(
    r'(?:statement|execute \S+): SELECT (?!"content_publication"."serial").*content_(?:edition|searchpage|listing)\b'
)


class Host:
    """A machine with gunicorn, at an address that stays the same; its clock may be wrong by some seconds."""

    def __init__(self, log: Path, **variables: str):
        self.log, self.variables, self.ahead = log, variables, 0
        self.place = servers.free_place()
        self.address = f"http://{self.place}"

    def start(self, ahead: int = 0, workers: int = 1) -> None:
        application = ["tests.shifted:application"] if ahead else []
        command: list = [servers.PYTHON, "-m", "gunicorn", f"--bind={self.place}", f"--workers={workers}", *application]
        changes = self.variables | ({"CLOCK_AHEAD": str(ahead)} if ahead else {})
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                command, cwd=servers.ROOT, env=servers.environment(**changes), stdout=output, stderr=output
            )
        servers.wait(self.process, f"{self.address}/healthz", self.log)

    def workers(self) -> list[int]:
        master = self.process.pid
        return [int(each) for each in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    def kill(self) -> None:
        """As when its power goes."""
        for process in [self.process.pid, *self.workers()]:
            os.kill(process, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)


class Database(postgres.Server):
    """A server that tells which statements it was sent."""

    told, read_to = 0, 0

    def pages_read(self) -> int:
        """How many queries asked it for what is on pages."""
        with self.log.open() as log:
            log.seek(self.read_to)
            lines = log.read()
            self.read_to = log.tell()
        self.told += len(PAGES.findall(lines))
        return self.told

    def forget(self):
        """Let go of what it has told, which would fill a small disk in time."""
        os.truncate(self.log, 0)
        self.read_to = 0


class Cluster:
    """All of it, with the content of a site that is there already."""

    def __init__(self, running: ExitStack, folder: Path, variables: dict[str, str], disk: str = ""):
        self.folder = folder
        self.databases = running.enter_context(tempfile.TemporaryDirectory(prefix="cluster-"))
        self.primary = self.database(Path(disk or self.databases, "primary"))
        self.replica = self.database(Path(self.databases, "replica"))
        self.primary.create()
        self.primary.start()
        running.callback(self.primary.stop)
        self.fill(variables["DATABASE_URL"])
        self.replica.copy(self.primary)
        self.replica.start()
        running.callback(self.replica.stop)
        self.cache = running.enter_context(cache_server())
        self.plain = variables | {"DATABASE_URL": self.primary.url("site")}
        self.variables = self.plain | {
            "REPLICA_URL": self.replica.url("site"),
            "CACHE_URL": self.cache.url,
            "TRUSTED_PROXY": "true",
        }

    def database(self, folder: Path) -> Database:
        folder.parent.chmod(0o755)
        folder.mkdir()
        return Database(str(folder), *CAREFUL, *TOLD)

    def fill(self, url: str) -> None:
        """Take over what is in another database."""
        config = environ.Env.db_url_config(url)
        self.primary.asks("CREATE DATABASE site")
        whole = ["-h", config["HOST"] or config["OPTIONS"]["host"], "-U", "tests", config["NAME"]]
        dump = subprocess.run([postgres.programs() / "pg_dump", *whole], check=True, capture_output=True).stdout
        restore = [postgres.programs() / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.primary.folder]
        subprocess.run([*restore, "-U", "tests", "site"], input=dump, check=True, stdout=subprocess.DEVNULL)

    def host(self, name: str, **changes: str) -> Host:
        return Host(self.folder / f"{name}.log", **self.variables | changes)

    def replayed(self) -> bool:
        """Whether the replica has all that the primary has."""
        (((at,),), ((there,),)) = (
            self.primary.asks("SELECT pg_current_wal_lsn()"),
            self.replica.asks("SELECT pg_last_wal_replay_lsn()"),
        )
        return self.primary.asks("SELECT %s::pg_lsn <= %s::pg_lsn", at, there)[0][0]

    def manage(self, *arguments: str) -> str:
        return servers.manage(*arguments, **self.plain)


@contextmanager
def cluster(folder: Path, variables: dict[str, str]) -> Iterator[Cluster]:
    with ExitStack() as running:
        yield Cluster(running, folder, variables)
