"""Asks the addresses of data for what their description allows and forbids: python -m tests.contract [cases] [seed].

Schemathesis makes the requests out of the OpenAPI document, in each language, of the whole site served by gunicorn, and
sees whether each answer is as described. The suite asks each address once; this asks each of them often.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
PHASES = "examples,coverage,fuzzing"


def main(cases: int = 100, seed: int | None = None) -> int:
    """Return how many languages had an answer that is not as described."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import tests.settings  # noqa: F401 -- puts what the site needs into the environment
    from content.languages import LANGUAGES
    from tests import servers

    seed = random.randrange(10**6) if seed is None else seed
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        site = servers.seeded_copy(folder, "contract")
        with servers.gunicorn(folder / "gunicorn.log", **site) as server:
            for language in LANGUAGES:
                print(f"==> {cases} cases for each address, in {language}, seed {seed}", flush=True)
                command = [
                    Path(sys.executable).with_name("schemathesis"),
                    "run",
                    f"{server.address}/{language}/openapi.json",
                ]
                options = [f"--phases={PHASES}", f"--max-examples={cases}", f"--seed={seed}", "--warnings=off"]
                failed += subprocess.run([*command, *options], cwd=folder).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
