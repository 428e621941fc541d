"""How search does on a large site: python -m tests.postgres .venv/bin/python -m bench.size [organisations].

Fills an empty database of its own, and asks each of many questions a few times.
"""

import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

QUESTIONS = [
    "infobox", "aivd", "wie houdt toezicht op de aivd", "politie", "nationale politie", "dienst", "commissie",
    "nationale", "raad verlin", "bureau moner", "polittie", "toezichthouder", "webfora", "buitenlandse diensten",
    "gemeente", "regionale dienst horden", "organisatie", "rapporten 2014", '"nationale politie"',
    "xyzzyplugh", "informeert centrum",
]  # fmt: skip
ROUNDS = 5


def main():
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.servers import Site

    setup_test_environment()
    if connection.vendor == "postgresql":
        Site(settings.BASE_DIR, "site").create()
    from bench.fill import fill

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    started = time.perf_counter()
    fill(int((sys.argv[1:] or [20_000])[0]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"Filled in {time.perf_counter() - started:.0f} s.", flush=True)
    client = Client()
    samples = {question: [] for question in QUESTIONS}
    for _round in range(ROUNDS + 1):
        for question, times in samples.items():
            started = time.perf_counter()
            assert client.get("/nl/zoeken/", {"q": question}).status_code == 200
            times.append((time.perf_counter() - started) * 1000)
    for question, times in samples.items():
        print(f"{question:<40}{min(times[1:]):>8.1f} ms{max(times[1:]):>8.1f} ms")
    everything = sorted(each for times in samples.values() for each in times[1:])
    print(f"p50 {everything[len(everything) // 2]:.1f} ms, p95 {everything[int(len(everything) * 0.95)]:.1f} ms")


if __name__ == "__main__":
    main()
