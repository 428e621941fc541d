"""Kills a start at random moments, and sees the next one serve the complete site: python -m tests.soak [times] [seed].

It works in a copy of the project. Each step of a start is begun anew and killed in turn, so that all are hit alike.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What each step makes, which is taken away so that it is made again, and within how many seconds the start is killed.
STEPS = {
    "environment": ([".venv"], 25),
    "settings": ([".env"], 2),
    "translations": (["locale/nl/LC_MESSAGES/django.mo"], 3),
    "database": (["var/db.sqlite3", "var/db.sqlite3-wal", "var/db.sqlite3-shm"], 9),
    "static files": (["var/static", "var/static.state"], 8),
    "publishing": ([], 4),
}
CHECK = """
from content.models import Edition, Link, Page, SearchPage
from content.record import live
from content.rules.triggers import missing
public = Edition.objects.at(live().moment)
assert public.count() == Page.objects.count() >= 147, (public.count(), Page.objects.count())
assert SearchPage.objects.filter(edition__in=public).count() == 2 * public.count()
assert all(edition.listings.exists() for edition in public if edition.page_type != "infopage")
assert missing() == []
print("complete")
"""


def begin(tree: Path, step: str) -> subprocess.Popen:
    """Start what a step belongs to, in a session of its own."""
    command = [".venv/bin/python", "manage.py", "publish"] if step == "publishing" else ["bin/prepare"]
    if step == "publishing":
        change(tree)
    return subprocess.Popen(
        command, cwd=tree, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def change(tree: Path) -> None:
    """Give `publish` something to do."""
    shell(
        tree,
        "from content.models import Page\nfor page in Page.objects.all():\n    page.lead_nl += ' x'\n    page.save()",
    )


def shell(tree: Path, code: str) -> str:
    command = [".venv/bin/python", "manage.py", "shell", "--verbosity", "0", "--command", code]
    return subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout


def kill(process: subprocess.Popen) -> bool:
    """Kill a start with all that it began; return whether it was still running."""
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return running


def heal(tree: Path) -> None:
    """Start once more, to the end, and look at what is there."""
    finished = subprocess.run(["bin/prepare"], cwd=tree, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise SystemExit(f"The start after a kill failed:\n{finished.stdout}{finished.stderr}")
    shell(tree, "from django.core.management import call_command\ncall_command('publish', verbosity=0)")
    assert "complete" in shell(tree, CHECK)


def main(times: int, seed: int) -> None:
    chance = random.Random(seed)
    print(f"{times} kills, seed {seed}", flush=True)
    hit = dict.fromkeys(STEPS, 0)
    with tempfile.TemporaryDirectory(prefix="soak-") as directory:
        tree = Path(directory, "site")
        ignored = shutil.ignore_patterns(".venv", "var", ".git", ".env", "*.mo", "__pycache__", "node_modules")
        shutil.copytree(ROOT, tree, ignore=ignored)
        environment = {name: os.environ.pop(name) for name in ("DATABASE_URL", "SECRET_KEY") if name in os.environ}
        heal(tree)
        for number in range(times):
            step = list(STEPS)[number % len(STEPS)]
            made, longest = STEPS[step]
            for name in made:
                path = tree / name
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            process = begin(tree, step)
            time.sleep(chance.uniform(0, longest))
            hit[step] += kill(process)
            heal(tree)
            print(f"{number + 1:4} {step}", flush=True)
        os.environ.update(environment)
    print(", ".join(f"{step}: {count}" for step, count in hit.items()), "killed while running; each healed")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["100"])[0]), int((sys.argv[2:] or [str(random.randrange(10**6))])[0]))
