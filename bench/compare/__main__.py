"""Shows whether the public pages are the same documents as those of another revision: make compare REV=<revision>.

The code of each fills two sites, one with the content of its fixtures/ and one with what the release before made, and
answers at every public address of them. Both have the packages of today, and their clocks stand still at the same
moment. Style sheets and scripts are not compared, and neither is the admin.
"""

import re
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.compare.report import Comparison
from bench.compare.trees import ROOT, checked_out, commit_of, crawl, has_previous

SITES = {"content": [], "release": ["--previous"]}
NAMES = {"content": "With the content of fixtures/", "release": "With the site of the release before"}


def main(revision, ignored):
    commit, moment = commit_of(revision), datetime.now(UTC).isoformat()
    with tempfile.TemporaryDirectory(prefix="compare-") as directory:
        folder = Path(directory).resolve()
        with checked_out(commit, folder) as tree:
            sites = SITES if has_previous(tree) and has_previous(ROOT) else {"content": []}
            print(f"Asking {revision} ...", file=sys.stderr)
            crawl(tree, moment, {folder / f"{name}-before": options for name, options in sites.items()})
        print("Asking the working tree ...", file=sys.stderr)
        again = {name: [*options, "--first", folder / f"{name}-before/answers.json"] for name, options in sites.items()}
        crawl(ROOT, moment, {folder / f"{name}-now": options for name, options in again.items()})
        compared = {name: Comparison(folder / f"{name}-before", folder / f"{name}-now", ignored) for name in sites}
        for name, comparison in compared.items():
            print(f"{NAMES[name]}:", *comparison.tell(), "", sep="\n")
    same = all(comparison.same for comparison in compared.values())
    print("The documents are the same." if same else "The documents differ.")
    return not same


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was checked out is removed
    revision, ignored = [*sys.argv[1:], "", ""][:2]
    sys.exit(main(revision, set(re.split(r"[\s,]+", ignored.lower())) - {""}))
