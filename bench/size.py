"""How search, lists and the front page do on a large site.

python -m tests.postgres .venv/bin/python -m bench.size [organisations] fills an empty database of its own, and asks for
each of many addresses a few times. The first answer is told apart: of lists and of the front page it is the one that
every process gives once after a publication.
"""

import gc
import os
import sys
import time
from urllib.parse import quote

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

QUESTIONS = [
    "infobox", "aivd", "wie houdt toezicht op de aivd", "politie", "nationale politie", "dienst", "commissie",
    "nationale", "raad verlin", "bureau moner", "polittie", "toezichthouder", "webfora", "buitenlandse diensten",
    "gemeente", "regionale dienst horden", "organisatie", "rapporten 2014", '"nationale politie"',
    "xyzzyplugh", "informeert centrum",
]  # fmt: skip
PAGES = [
    "/nl/", "/nl/organisaties/", "/nl/organisaties/?from=regionale+raad", "/nl/organisaties/?from=z",
    "/nl/organisaties/?level=local", "/nl/organisaties/?level=local&kind=supervisor&theme=nationale-samenwerking",
    "/nl/organisaties/?kind=police&level=local", "/nl/organisaties/?sort=changed",
    "/nl/organisaties/?level=european&sort=changed&from=2020", "/nl/bronnen/?sort=date",
    "/nl/netwerk/", "/nl/netwerk/?level=local", "/nl/netwerk/?kind=all&focus=organisaties/organisatie-7",
    "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-pages.xml?p=2",
]  # fmt: skip
ROUNDS = 5


def main():
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from tests.servers import Site

    if connection.vendor == "postgresql":
        Site(settings.BASE_DIR, "site").create()
    from bench.fill import fill

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    started = time.perf_counter()
    fill(int((sys.argv[1:] or ["20000"])[0]))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"Filled in {time.perf_counter() - started:.0f} s.", flush=True)
    gc.freeze()  # as gunicorn.conf.py does
    client = Client()
    tell(client, PAGES)
    tell(client, [f"/nl/zoeken/?q={quote(question)}" for question in QUESTIONS])


def tell(client, paths):
    """Print how long each answer takes, and how long they take together."""
    samples: dict[str, list[float]] = {path: [] for path in paths}
    for _round in range(ROUNDS + 1):
        for path, times in samples.items():
            started = time.perf_counter()
            assert client.get(path).status_code == 200, path
            times.append((time.perf_counter() - started) * 1000)
    print(f"{'milliseconds':<90}{'first':>8}{'least':>8}{'most':>8}")
    for path, (first, *times) in samples.items():
        print(f"{path:<90}{first:>8.1f}{min(times):>8.1f}{max(times):>8.1f}")
    everything = sorted(each for _first, *times in samples.values() for each in times)
    print(
        f"p50 {everything[len(everything) // 2]:.1f}, p95 {everything[int(len(everything) * 0.95)]:.1f}\n", flush=True
    )


if __name__ == "__main__":
    main()
