"""The two trees that are compared, and the crawl of a site in each."""

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CRAWLER = Path(__file__).with_name("crawl.py")


def git(*arguments):
    """Return what git prints about this project, or nothing where it fails."""
    finished = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return finished.stdout.strip() if finished.returncode == 0 else ""


def commit_of(revision):
    """Return the commit that a revision names, or stop with what is wrong."""
    if not revision:
        raise SystemExit("Say which revision to compare with: make compare REV=HEAD~1")
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise SystemExit(f"There is no revision {revision} here: REV takes what git calls a commit, such as HEAD~1.")
    return commit


@contextmanager
def checked_out(commit, folder):
    """Check a commit out in a folder of its own, with the packages of today, and remove it afterwards."""
    tree = folder / "revision"
    try:
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, commit], cwd=ROOT, check=True)
        (tree / ".venv").symlink_to(ROOT / ".venv")
        yield tree
    finally:
        git("worktree", "remove", "--force", str(tree))
        git("worktree", "prune")


def has_previous(tree):
    """Return whether a tree can make the site of the release before."""
    return (tree / "tests/previous.py").exists()


def crawl(tree, moment, options):
    """Fill sites with the code of a tree, and keep what each answers in a folder; all at once.

    `options` are those of the crawler for each folder.
    """
    subprocess.run([tree / "bin/messages"], check=True, stdout=sys.stderr)
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore:No directory at"}
    with ExitStack() as stack:
        running = []
        for folder, own in options.items():
            folder.mkdir()
            command = [sys.executable, "-P", CRAWLER, folder, moment, *own]
            running.append(
                stack.enter_context(subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.DEVNULL))
            )
            stack.callback(running[-1].kill)  # whatever stops this process
        for process in running:
            process.wait()
        if any(process.returncode for process in running):
            raise SystemExit(f"The crawl of {tree} failed.")
