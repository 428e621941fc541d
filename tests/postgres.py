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
from contextlib import contextmanager
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


@contextmanager
def server():
    """Run a server and yield the URL of a database on it that does not exist yet."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as directory:
        options = owner() | {"cwd": directory, "start_new_session": True}
        os.chown(directory, options.get("user", -1), options.get("group", -1))
        data, log = Path(directory, "data"), Path(directory, "log")
        initdb = [programs() / "initdb", "--pgdata", data, "--username=tests", "--auth=trust"]
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **options)
        command = [programs() / "postgres", "-D", data, "-k", directory]
        command += [part for setting in CARELESS for part in ("-c", setting)]
        with (
            log.open("w") as output,
            subprocess.Popen(command, stderr=output, **options) as process,
        ):
            try:
                wait(process, directory, log)
                yield f"postgres:///{directory}/site?user=tests"
            finally:
                process.send_signal(signal.SIGQUIT)


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
