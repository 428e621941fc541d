"""Counting in memory what a worker answers, and keeping it in a file, where the other workers find it.

A file belongs to a place among the workers, not to a process: whoever takes the place of a worker that was killed
counts on from what stands there. So numbers never fall, no file is left behind, and a kill costs what was counted in
its last second.
"""

import json
import os
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import NamedTuple

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds, each included


class Key(NamedTuple):
    """What answers have in common that are counted together."""

    kind: str  # of address
    status: str  # its class: 2xx
    answer: str  # where it came from
    bucket: int  # in BOUNDS: how long it took


class Counted(NamedTuple):
    """How many answers there were, what they took together, and how many questions they asked the database."""

    number: int
    seconds: float
    queries: int


class Tally:
    """What one worker answered since the site was started, with what others did in its place before it."""

    def __init__(self, file: Path):
        self.file = file
        self.lock = Lock()
        self.starts, self.counted = read(file)
        self.starts += 1
        self.saved = False

    def count(self, kind: str, status: str, answer: str, seconds: float, queries: int) -> None:
        """Count an answer. Every kept page pays for this: it takes some two thousandths of a millisecond."""
        key = (kind, status, answer, bisect_left(BOUNDS, seconds))
        with self.lock:
            found = self.counted.get(key)
            if found is None:
                self.counted[key] = [1, seconds, queries]
            else:
                found[0] += 1
                found[1] += seconds
                found[2] += queries
            self.saved = False

    def save(self) -> None:
        """Write it down where it has changed, whole or not at all."""
        with self.lock:
            if self.saved:
                return
            told = json.dumps([self.starts, [[*key, *found] for key, found in self.counted.items()]])
            self.saved = True
        new = self.file.with_suffix(".new")
        new.write_text(told)
        os.replace(new, self.file)


def read(file: Path) -> tuple[int, dict[tuple, list]]:
    """How often a worker started in a place, and what was counted there; nothing where there was none."""
    try:
        starts, rows = json.loads(file.read_text())
        return starts, {tuple(row[:4]): row[4:] for row in rows}
    except (OSError, ValueError):
        return 0, {}


def all_of(folder: Path) -> Iterator[tuple[int, dict[Key, Counted]]]:
    """What stands in the files of all places."""
    for file in sorted(folder.glob("*.json")):
        starts, counted = read(file)
        yield starts, {Key(*key): Counted(*found) for key, found in counted.items()}
