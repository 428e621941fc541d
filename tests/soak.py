"""Kills the site at random moments, and sees the next start serve all of it: python -m tests.soak [times] [seed].

It works in a copy of the project. Each step of a start is begun anew and killed in turn, so that all are hit alike; so
are publishing, and the server while an editor saves. What was acknowledged to that editor has to be there afterwards.
"""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.copies import copy_of_project
from tests.editors import Editor

# What each step makes, which is taken away so that it is made again, and within how many seconds the start is killed.
STEPS = {
    "environment": ([".venv"], 25),
    "settings": ([".env"], 2),
    "translations": (["locale/nl/LC_MESSAGES/django.mo"], 3),
    "database": (["var/db.sqlite3", "var/db.sqlite3-wal", "var/db.sqlite3-shm"], 9),
    "static files": (["var/static", "var/static.state"], 8),
    "publishing": ([], 4),
    "saving": ([], 4),
}
EDITOR, FORM = ("soak", "a-long-password-of-nobody"), "/admin/cooperation/organisation/{}/change/"
MAKE_EDITOR = """
from django.contrib.auth.models import User
from cooperation.models import Organisation
User.objects.filter(username="{0}").exists() or User.objects.create_superuser("{0}", password="{1}")
print(Organisation.objects.earliest("pk").pk)
"""
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


def begin(tree: Path, command: list[str], **options) -> subprocess.Popen:
    """Start something in a session of its own."""
    return subprocess.Popen(
        command, cwd=tree, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    )


def killed(tree: Path, step: str, after: float) -> bool:
    """Begin a step, and kill it some seconds later; return whether it was still running."""
    if step == "saving":
        return killed_while_saving(tree, after)
    if step == "publishing":
        change(tree)
    command = [".venv/bin/python", "manage.py", "publish"] if step == "publishing" else ["bin/prepare"]
    process = begin(tree, command)
    time.sleep(after)
    return kill(process)


def killed_while_saving(tree: Path, after: float) -> bool:
    """Kill the server some seconds after an editor began to save; see that what was acknowledged is there."""
    page = shell(tree, MAKE_EDITOR.format(*EDITOR)).split()[-1]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = begin(tree, [".venv/bin/gunicorn", "--bind", f"127.0.0.1:{port}"])
    address = f"http://127.0.0.1:{port}"
    while not answers(address):
        time.sleep(0.1)
    editor = Editor(address, *EDITOR)
    timer = threading.Timer(after, kill, [process])
    timer.start()
    acknowledged = 0
    with suppress(OSError, HTTPException):
        for number in count(1):
            button = "_publish" if number % 2 else "_save"
            editor.saves(FORM.format(page), button, lead_nl=f"Keer {number}.")
            acknowledged = number
    print(f"     {acknowledged} saves were acknowledged", flush=True)
    timer.join()
    process.wait()
    kept = shell(tree, f"from content.models import Page\nprint(Page.objects.get(pk={page}).lead_nl)")
    last = int(re.search(r"Keer (\d+)", kept)[1]) if acknowledged else 0
    assert acknowledged <= last <= acknowledged + 1 or not acknowledged, (kept, acknowledged)
    return True


def change(tree: Path) -> None:
    """Give `publish` something to do."""
    shell(
        tree,
        "from content.models import Page\nfor page in Page.objects.all():\n    page.lead_nl += ' x'\n    page.save()",
    )


def shell(tree: Path, code: str) -> str:
    command = [".venv/bin/python", "manage.py", "shell", "--verbosity", "0", "--command", code]
    return subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout


def answers(address: str) -> bool:
    with suppress(URLError):
        return urlopen(f"{address}/healthz", timeout=10).status == 200
    return False


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
        tree = copy_of_project(Path(directory, "site"))
        environment = {name: os.environ.pop(name) for name in ("DATABASE_URL", "SECRET_KEY") if name in os.environ}
        heal(tree)
        for number in range(times):
            step = list(STEPS)[number % len(STEPS)]
            made, longest = STEPS[step]
            for name in made:
                path = tree / name
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            hit[step] += killed(tree, step, chance.uniform(0, longest))
            heal(tree)
            print(f"{number + 1:4} {step}", flush=True)
        os.environ.update(environment)
    print(", ".join(f"{step}: {count}" for step, count in hit.items()), "killed while running; each healed")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["100"])[0]), int((sys.argv[2:] or [str(random.randrange(10**6))])[0]))
