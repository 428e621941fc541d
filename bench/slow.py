"""How long a visitor waits for a page while other clients hold connections and say nothing, or half a request.

python -m bench.slow asks gunicorn by itself, and behind nginx with docs/nginx.conf: the longest of some answers.
"""

import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

from tests import servers
from tests.slow import slow_clients

PAGES = ["/nl/", "/en/organisations/aivd/", "/nl/organisaties/", "/nl/zoeken/?q=infobox", "/en/network/"]
ROUNDS = 5


def longest(address: str) -> float:
    """Return the seconds that the slowest of some pages took; a page that does not come takes a minute."""
    taken = []
    for path in PAGES * ROUNDS:
        start = time.perf_counter()
        try:
            urlopen(address + path, timeout=60).close()
        except TimeoutError:
            return 60.0
        taken.append(time.perf_counter() - start)
    return max(taken)


def main() -> None:
    """Print a line for each way to serve the site and each number of slow clients."""
    django.setup()
    with ExitStack() as running, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = servers.seeded_copy(folder, "slow")
        site = running.enter_context(servers.gunicorn(folder / "gunicorn.log", workers=2, **variables))
        proxy = running.enter_context(servers.nginx(site.address))
        print(f"{'':16}{'silent':>8}{'half':>8}{'longest page':>16}")
        for told, server in [("gunicorn alone", site), ("behind nginx", proxy)]:
            for silent, half in [(0, 0), (50, 50), (200, 500)]:
                with slow_clients(server.address, silent, half):
                    print(f"{told:16}{silent:8}{half:8}{longest(server.address):14.3f} s", flush=True)


if __name__ == "__main__":
    main()
