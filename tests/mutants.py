"""Plants faults in a copy of the code, one at a time, and sees the test that is named for each fail.

    python -m tests.mutants [part of a name …]

The faults stand in tests/faults.yaml: a file, what is found in it (once), what takes its place, and the test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from queue import Queue

import yaml

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    "content", "cooperation", "fixtures", "locale", "static", "templates", "tests", "bin", "bench", "manage.py",
    "pyproject.toml", "gunicorn.conf.py", "Makefile", "requirements.txt",
)  # fmt: skip
AT_ONCE = os.cpu_count() or 2
LONGEST = 240  # seconds for one run of tests


@dataclass(frozen=True)
class Fault:
    """One way in which the code could be wrong, and the test that has to see it."""

    name: str
    file: str
    find: str
    replace: str
    test: str
    database: str = "sqlite"


def faults() -> list[Fault]:
    return [Fault(**each) for each in yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text())]


def mistakes(fault: Fault) -> str:
    """What is wrong with the description of a fault, or nothing."""
    found = (ROOT / fault.file).read_text().count(fault.find)
    module, _, test = fault.test.partition("::")
    if found != 1:
        return f"{fault.name}: “{fault.find}” stands {found} times in {fault.file}"
    if f"def {test.partition('[')[0]}(" not in (ROOT / module).read_text():
        return f"{fault.name}: there is no test {fault.test}"
    return ""


@contextmanager
def copy_of_project() -> Iterator[Path]:
    """A copy of the project, with the same packages."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as directory:
        copy = Path(directory)
        for name in COPIED:
            source = ROOT / name
            copier = shutil.copytree if source.is_dir() else shutil.copy2
            copier(source, copy / name)
        (copy / "var").mkdir()
        (copy / ".venv").symlink_to(ROOT / ".venv")
        yield copy


def run(copy: Path, tests: list[str], database: str) -> subprocess.CompletedProcess:
    """Run some tests in a copy; on PostgreSQL, with a server of their own."""
    environment = os.environ | {"PYTHONPATH": str(copy)}
    environment.pop("TEST_DATABASE_URL", None)
    server = [sys.executable, "-m", "tests.postgres"] if database == "postgresql" else []
    # Hypothesis takes longer to load than most of these tests take.
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
    command = [*server, sys.executable, "-m", "pytest", *options, *tests]
    return subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )


@contextmanager
def planted(fault: Fault, copies: Queue) -> Iterator[Path]:
    """A copy with a fault in it, from those that nobody uses just now; what Python compiled in it stays."""
    copy = copies.get()
    path = copy / fault.file
    try:
        path.write_text(path.read_text().replace(fault.find, fault.replace))
        yield copy
    finally:
        shutil.copy2(ROOT / fault.file, path)
        copies.put(copy)


def survives(fault: Fault, copies: Queue) -> bool:
    """Whether the test stays green with the fault in the code."""
    with planted(fault, copies) as copy:
        finished = run(copy, [fault.test], fault.database)
    if finished.returncode not in (0, 1):  # neither passed nor failed
        raise SystemExit(f"{fault.name}: the test did not run\n{finished.stdout}{finished.stderr}")
    return finished.returncode == 0


def fails_anyway(database: str, chosen: list[Fault], copies: Queue) -> str:
    """What the tests print that fail without any fault: such a test sees nothing."""
    tests = sorted({fault.test for fault in chosen if fault.database == database})
    if not tests:
        return ""
    copy = copies.get()
    finished = run(copy, tests, database)
    copies.put(copy)
    return finished.stdout if finished.returncode else ""


def main(wanted: list[str]) -> int:
    chosen = [fault for fault in faults() if not wanted or any(part in fault.name for part in wanted)]
    if wrong := list(filter(None, map(mistakes, chosen))):
        raise SystemExit("\n".join(wrong))
    started, alive = time.monotonic(), []
    with ExitStack() as stack:
        pool, copies = stack.enter_context(ThreadPoolExecutor(AT_ONCE)), Queue()
        for _number in range(AT_ONCE):
            copies.put(stack.enter_context(copy_of_project()))
        kinds = ["sqlite", "postgresql"]
        if wrong := list(filter(None, pool.map(fails_anyway, kinds, repeat(chosen), repeat(copies)))):
            raise SystemExit("These tests fail without a fault:\n" + "\n".join(wrong))
        for fault, survived in zip(chosen, pool.map(survives, chosen, repeat(copies)), strict=True):
            print(f"{'STAYS GREEN' if survived else 'seen':12} {fault.name}", flush=True)
            alive += [fault] if survived else []
    print(f"{len(chosen) - len(alive)} of {len(chosen)} faults were seen, in {time.monotonic() - started:.0f} s.")
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
