"""What a backup of a large site takes, what it costs readers meanwhile, and how long restoring takes.

python -m bench.backup [organisations] fills a site (of 20,000) and tells; after python -m tests.postgres on PostgreSQL.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

from bench.client import fresh

PAGES = ["/nl/organisaties/aivd/", "/nl/", "/nl/organisaties/", "/nl/zoeken/?q=infobox"]


def main() -> None:
    django.setup()
    from bench.fill import fill
    from tests import servers
    from tests.previous import connected_to

    organisations = int((sys.argv[1:] or ["20000"])[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site, target = servers.Site(folder, "backup"), servers.Site(folder, "restored")
        for each in (site, target):
            each.create()
        servers.manage("prepare", **site.variables)
        with connected_to(site):
            fill(organisations)
        subprocess.run([servers.ROOT / "bin/static"], check=True, env=servers.environment())
        file = folder / "site.backup"
        command = [str(servers.PYTHON), "manage.py", "backup", str(file)]
        with servers.gunicorn(folder / "log", FLOOD_LIMIT="0", **site.variables) as server:
            read_while(server.address, rounds(3))
            calm = read_while(server.address, rounds(20))
            began = time.perf_counter()
            with subprocess.Popen(command, cwd=servers.ROOT, env=servers.environment(**site.variables)) as backup:
                busy = read_while(server.address, lambda: backup.poll() is None)
                taken = time.perf_counter() - began
        print(f"Backup of {organisations} organisations: {taken:.0f} s, {file.stat().st_size / 1e6:.0f} MB")
        print(f"A page meanwhile: {busy / calm:.2f} × as long as without ({calm * 1000:.0f} ms)")
        began = time.perf_counter()
        servers.manage("restore", file, **target.variables)
        print(f"Restored in {time.perf_counter() - began:.0f} s")


def rounds(times: int) -> Callable[[], bool]:
    left = iter(range(times))
    return lambda: next(left, None) is not None


def read_while(address: str, goes_on: Callable[[], bool]) -> float:
    """Ask for pages that nobody asked for yet; return the median of seconds."""
    taken = []
    while goes_on():
        for path in PAGES:
            began = time.perf_counter()
            urlopen(address + fresh(path), timeout=60).close()
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
