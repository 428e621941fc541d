"""Prints what counting adds to a kept page (METRICS_ADDRESS): python -m bench.counting.

In one process and without gunicorn one page is asked for again and again, in turn as it was, with an id for its
request, and counted as well.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from wsgiref.util import setup_testing_defaults

PATH = "/en/organisations/aivd/"
ROUNDS, TIMES = 41, 2000


def microseconds(application, environ):
    """What one answer takes, of many that follow each other."""
    begun = time.thread_time()
    for _time in range(TIMES):
        application(dict(environ), lambda *_told: None)
    return (time.thread_time() - begun) / TIMES * 1e6


def measure(folder):
    from cooperation.metrics.observing import count_queries
    from cooperation.metrics.tally import Tally
    from cooperation.wsgi import application as served

    count_queries()
    environ = {"PATH_INFO": PATH, "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "br"}
    setup_testing_defaults(environ)
    application: Any = served
    tally = Tally(folder / "0.json")
    found: dict[str, list[float]] = {"by itself": [], "with an id": [], "counted": []}
    for _round in range(ROUNDS):
        found["by itself"].append(microseconds(application.application, environ))
        application.tally = None
        found["with an id"].append(microseconds(application, environ))
        application.tally = tally
        found["counted"].append(microseconds(application, environ))
    for what, taken in found.items():
        print(f"A kept page, {what}: {median(taken):.1f} µs, × {median(taken) / median(found['by itself']):.2f}")


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tests import servers

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        variables = servers.seeded_copy(Path(folder), "counting")
        command = [sys.executable, "-m", "bench.counting", folder]
        subprocess.run(command, cwd=servers.ROOT, env=servers.environment(**variables), check=True)


if __name__ == "__main__":
    measure(Path(sys.argv[1])) if sys.argv[1:] else main()
