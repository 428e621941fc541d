"""How search, lists and the front page do on a large site.

python -m tests.postgres .venv/bin/python -m bench.size [organisations] fills an empty database of its own with so many
(20,000; 0 leaves the site as it comes, to compare with), and asks for each of many addresses a few times. It tells the
CPU time of this process and of the database's, so that it does not depend on what else the machine does; apart from
the others that of the first answer of a process, and of the first after a publication: of some the least.
"""

import gc
import os
import re
import sys
import time
from pathlib import Path
from urllib.parse import quote

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

from bench.client import cpu_time, database_processes

QUESTIONS = [
    "infobox", "aivd", "wie houdt toezicht op de aivd", "politie", "nationale politie", "dienst", "commissie",
    "nationale", "raad verlin", "bureau moner", "polittie", "toezichthouder", "webfora", "buitenlandse diensten",
    "gemeente", "regionale dienst horden", "organisatie", "rapporten 2014", '"nationale politie"',
    "xyzzyplugh", "informeert centrum",
]  # fmt: skip
PAGES = [
    "/nl/organisaties/aivd/", "/nl/", "/nl/organisaties/",
    "/nl/organisaties/?from=regionale+raad", "/nl/organisaties/?from=z",
    "/nl/organisaties/?level=local", "/nl/organisaties/?level=local&kind=supervisor&theme=nationale-samenwerking",
    "/nl/organisaties/?kind=police&level=local", "/nl/organisaties/?sort=changed",
    "/nl/organisaties/?level=european&sort=changed&from=2020", "/nl/bronnen/?sort=date",
    "/nl/netwerk/", "/nl/netwerk/?level=local", "/nl/netwerk/?kind=all&focus=organisaties/aivd",
    "/sitemap.xml", "/sitemap-pages.xml",
]  # fmt: skip
ROUNDS, AFTER = 6, 3


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
    organisations = int((sys.argv[1:] or ["20000"])[0])
    print(f"Filling a site of {organisations} organisations ...", file=sys.stderr, flush=True)
    fill(organisations)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"Filled in {time.perf_counter() - started:.0f} s.", flush=True)
    gc.freeze()  # as gunicorn.conf.py does
    client = Client()
    tell(client, PAGES)
    tell(client, [f"/nl/zoeken/?q={quote(question)}" for question in QUESTIONS])


def spent() -> float:
    """The milliseconds of CPU time so far."""
    return sum(map(cpu_time, [os.getpid(), *database_processes(os.environ.get("TEST_DATABASE_URL", ""))]))


def tell(client, paths):
    """Print how long each answer takes, and how long they take together."""
    from content.models import InfoPage
    from content.publishing import publish

    samples: dict[str, list[float]] = {path: [] for path in paths}
    after = dict.fromkeys(paths, 1e9)
    for number in range(ROUNDS + AFTER):
        if number >= ROUNDS:
            publish(InfoPage.objects.order_by("pk").first())  # type: ignore[arg-type]
        for path, times in samples.items():
            began = spent()
            assert client.get(path).status_code == 200, path
            taken = spent() - began
            if number < ROUNDS:
                times.append(taken)
            else:
                after[path] = min(after[path], taken)
    print(f"{'milliseconds':<80}{'first':>8}{'least':>8}{'most':>8}{'after a publication':>22}")
    for path, (first, *times) in samples.items():
        print(f"{path:<80}{first:>8.1f}{min(times):>8.1f}{max(times):>8.1f}{after[path]:>22.1f}")
    everything = sorted(each for _first, *times in samples.values() for each in times)
    p50, p95 = everything[len(everything) // 2], everything[int(len(everything) * 0.95)]
    memory = int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    print(f"p50 {p50:.1f}, p95 {p95:.1f}; memory {memory:.0f} MB\n", flush=True)


if __name__ == "__main__":
    main()
