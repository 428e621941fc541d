"""Prints what each kind of page costs, how right search is, and how a worker lives: make bench.

The site, an empty Django view and plain Django with the same content are served by the same gunicorn with one worker,
in the same run. A cost is CPU time, of that worker and of the server of its database, so it does not depend on what
else the machine does. Each page is asked for in three ways: made, at an address that nobody asked for; as it is kept;
and by somebody who has it already.
"""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from bench import costs, life
from bench.client import Client
from bench.questions import SEARCH, quality
from tests import servers


def tell(answered, language):
    """Print how well search answers its questions."""
    found = f"mean reciprocal rank {answered.reciprocal_rank:.3f}, in the top 3 {answered.in_top_3:.1%}"
    print(f"Search, {answered.questions} questions ({language}): {found} (aims 0.950 and 100 %)")
    print("".join(f"    {line}\n" for line in answered.worse), end="")


def doing(what):
    print(f"{time.strftime('%H:%M:%S')} {what} ...", file=sys.stderr, flush=True)


def main():
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        doing("Filling a site, which takes half a minute")
        variables = servers.seeded_copy(directory, "bench") | {"LOG_LEVEL": "ERROR"}
        database = variables["DATABASE_URL"]

        def serve(*application):
            log = directory / f"{'-'.join(application) or 'site'}.log"
            return Client(stack.enter_context(servers.gunicorn(log, *application, **variables)), database)

        site, empty, plain = serve(), serve("bench.empty"), serve("bench.plain.wsgi")
        doing("Measuring")
        print(f"\n## {'PostgreSQL' if database.startswith('postgres') else 'SQLite'}")
        costs.tell(*costs.measure(site, empty, plain, variables))
        doing("Asking")
        print()
        for language in SEARCH:
            tell(quality(site.get, language), language)
        doing("Publishing")
        print()
        for path, taken in life.publication(site, variables, costs.PAGES[:4]).items():
            print(f"First look at {path} after a publication: {taken:.0f} ms")
        doing("Filling the memory of a worker")
        print()
        for when, megabytes in life.memory(serve()):
            print(f"Memory of a worker, {when}: {megabytes:.0f} MB")
        doing("Starting")
        print()
        for what, seconds in life.starts(directory / "start.log", variables).items():
            print(f"{what.capitalize()}: {seconds:.1f} s")


if __name__ == "__main__":
    main()
