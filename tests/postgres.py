"""Runs a command with a PostgreSQL server of its own: python -m tests.postgres <command> …

The server lives in a temporary directory, listens on a Unix socket only, and is gone afterwards.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

# Nothing here outlives the run, so nothing needs to survive a crash.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]


def programs():
    """Return the directory of the newest PostgreSQL's programs (Debian keeps one per version)."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda each: float(each.parts[-3]), default=shutil.which("initdb"))
    if not newest:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return Path(newest).resolve().parent


def owner():
    """Return whom the server runs as; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    """PostgreSQL in a folder of its own, as a user without rights. It can be ended, left hanging and started again."""

    def __init__(self, folder, *settings):
        self.folder, self.data, self.log = Path(folder), Path(folder, "data"), Path(folder, "log")
        self.options = owner() | {"cwd": folder, "start_new_session": True}
        self.settings = settings
        os.chown(folder, self.options.get("user", -1), self.options.get("group", -1))

    def create(self):
        options = ["--username=tests", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self.run("initdb", "--pgdata", self.data, *options)

    def copy(self, primary):
        """Be a streaming replica of another server."""
        self.run("pg_basebackup", "-h", primary.folder, "-U", "tests", "-D", self.data, "-R", "--checkpoint=fast")

    def run(self, program, *arguments):
        subprocess.run([programs() / program, *arguments], check=True, stdout=subprocess.DEVNULL, **self.options)

    def start(self):
        command = [programs() / "postgres", "-D", self.data, "-k", self.folder]
        command += [part for setting in self.settings for part in ("-c", setting)]
        with self.log.open("a") as output:
            self.process = subprocess.Popen(command, stderr=output, **self.options)
        wait(self.process, self.folder, self.log)

    def stop(self):
        """End at once, as in a crash."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def signal(self, number):
        """Send a signal to all its processes."""
        master = self.process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for process in [master, *map(int, children)]:
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def url(self, name):
        return f"postgres:///{self.folder}/{name}?user=tests"

    def asks(self, query, *values, name="postgres"):
        """Return the rows that a query gives."""
        with psycopg.connect(host=self.folder, user="tests", dbname=name, autocommit=True) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def server():
    """Run a server and yield the URL of a database on it that does not exist yet."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        running = Server(folder, *CARELESS)
        running.create()
        try:
            running.start()
            yield running.url("site")
        finally:
            running.stop()


def wait(process, directory, log):
    """Return once the server answers."""
    for _attempt in range(1500):
        try:
            psycopg.connect(host=directory, user="tests", dbname="postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.02)
        else:
            return
    raise SystemExit(f"PostgreSQL does not start:\n{log.read_text()}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server stops as well
    with server() as url:
        environment = os.environ | {"TEST_DATABASE_URL": url}
        sys.exit(subprocess.run(sys.argv[1:], env=environment).returncode)
