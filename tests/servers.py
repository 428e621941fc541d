"""The site as a visitor meets it: gunicorn, collected static files, a seeded database.

The database is built once per run and copied for each process that runs tests.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import environ
import psycopg
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PYTHON = Path(sys.executable)  # not resolved: the virtual environment is where it lies
EDITOR = {"username": "editor", "password": "a password for the tests"}


def environment(**changes):
    """Return the environment for a process of the project's own."""
    inherited = os.environ | {"DJANGO_SETTINGS_MODULE": "cooperation.settings"}
    inherited.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of this process, where the browser runs
    return inherited | changes


def manage(*arguments, **changes):
    """Run a management command as the shell would; an error shows what it printed."""
    command = [PYTHON, "manage.py", *arguments]
    finished = subprocess.run(command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@contextmanager
def alone(path):
    """Wait until no other process is in a block with the same lock file."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def seeded_copy(shared, name):
    """Return the DATABASE_URL and MEDIA_ROOT of a seeded site of one's own.

    `shared` is a directory that all processes of this run have in common.
    """
    original, copy = Site(shared, "site"), Site(shared, f"site-{name}")
    with alone(shared / "lock"):
        if not original.media.exists():
            original.create()
            (shared / "starts").write_text("\n".join(prepare_twice(**original.variables)))
            manage(
                "createsuperuser",
                "--noinput",
                "--email=editor@example.org",
                f"--username={EDITOR['username']}",
                DJANGO_SUPERUSER_PASSWORD=EDITOR["password"],
                **original.variables,
            )
            subprocess.run([ROOT / "bin/static"], check=True, env=environment())
            original.media.mkdir(exist_ok=True)
        copy.create(original)
    return copy.variables


def prepare_twice(**changes):
    """Prepare a site by two starts at once, and return what each told first: one of them has to wait for the other."""
    command: list = [PYTHON, "manage.py", "prepare"]
    starts = [
        subprocess.Popen(command, cwd=ROOT, env=environment(**changes), stdout=subprocess.PIPE, text=True)
        for _number in range(2)
    ]
    told = [start.communicate()[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0], told
    return sorted(each.splitlines()[0] for each in told)


class Site:
    """The database and uploads of one site, on the database that the tests run on."""

    def __init__(self, directory, name):
        self.name = name
        self.media = directory / f"{name}-media"
        self.postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
        if self.postgres:
            self.url = os.environ["DATABASE_URL"].replace("/site?", f"/{name}?")
        else:
            self.file = directory / f"{name}.sqlite3"
            self.url = f"sqlite:///{self.file}"
        self.share = directory / f"{name}-share"
        self.variables = {"DATABASE_URL": self.url, "MEDIA_ROOT": str(self.media), "SHARE_ROOT": str(self.share)}

    def create(self, original=None):
        """Make an empty database, or a copy of another site."""
        if original:
            shutil.copytree(original.media, self.media)
        if self.postgres:
            self._create_in_postgres(original)
        elif original:
            shutil.copy(original.file, self.file)

    def _create_in_postgres(self, original):
        config = environ.Env.db_url_config(self.url)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(self.name), sql.Identifier(original.name if original else "template0")
        )
        options = config["OPTIONS"] | {"host": config["HOST"], "dbname": "postgres"}
        with psycopg.connect(**options, autocommit=True) as connection:
            connection.execute(create)


@dataclass
class Server:
    """A running gunicorn."""

    address: str
    process: subprocess.Popen

    def worker(self):
        """Return the process id of its only worker."""
        master = self.process.pid
        return int(Path(f"/proc/{master}/task/{master}/children").read_text())


@dataclass
class Proxy:
    """A running nginx."""

    address: str
    log: Path


@contextmanager
def gunicorn(log, *application: str, workers=1, **changes):
    """Serve the site, or another application, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command: list = [PYTHON, "-m", "gunicorn", f"--bind=fd://{listener.fileno()}", f"--workers={workers}"]
        with log.open("w") as output:
            process = subprocess.Popen(
                [*command, *application],
                cwd=ROOT,
                env=environment(**changes),
                stdout=output,
                stderr=output,
                pass_fds=[listener.fileno()],
            )
    try:
        wait(process, f"{address}/healthz", log)
        yield Server(address, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_place():
    """Return where a server can listen: an address of this machine with a port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def nginx(*origins, **files):
    """Serve what is served at some addresses through docs/nginx.conf, on a free port, by a user without rights.

    `files` are what stands beside that: “site” in its server, and “http” beside its server.
    """
    place = free_place()
    hosts = " ".join(f"server {urlsplit(each).netloc} fail_timeout=2s;" for each in origins)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        configuration = (ROOT / "docs/nginx.conf").read_text()
        for there, here in {
            "server site:8000 resolve fail_timeout=2s;": hosts,
            "listen 80 default_server;": f"listen {place};",
            "listen [::]:80 default_server;": "",
        }.items():
            assert configuration.count(there) == 1, there
            configuration = configuration.replace(there, here)
        (folder / "nginx.conf").write_text(configuration)
        kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        paths = "".join(f"{each}_temp_path {folder}/{each};\n" for each in kept)
        for each, text in {"site": "", "http": "", **files}.items():
            (folder / f"{each}.d").mkdir()
            (folder / f"{each}.d/test.conf").write_text(text if each == "site" else paths + text)
        command: list = ["/usr/sbin/nginx", "-c", folder / "nginx.conf", "-g", f"daemon off; pid {folder}/pid;"]
        without_rights: dict = {}
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
            without_rights = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        log = folder / "log"
        with log.open("w") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, **without_rights)
        try:
            wait(process, f"http://{place}/healthz", log)
            yield Proxy(f"http://{place}", log)
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait(process, address, log):
    """Return once the address answers."""
    for _attempt in range(1500):
        try:
            urlopen(address, timeout=10).close()
        except TimeoutError:  # of a machine that does much else
            continue
        except URLError as error:
            refused = isinstance(error.reason, ConnectionRefusedError)
            if not refused or process.poll() is not None:
                raise AssertionError(f"{address}: {error}\n{log.read_text()}") from error
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"{address} does not answer.\n{log.read_text()}")
