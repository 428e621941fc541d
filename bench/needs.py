"""Prints what the site needs for how many visitors: python -m bench.needs. The table stands in docs/costs.md.

It reckons with the figures of the README (“What a page costs”), and with those below. Nothing is measured here.
"""

import math
import re
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).parent.parent / "README.md"

# What a visitor does
PAGES = 3  # that are looked at, of which all are kept
SEARCHES = 0.2  # each for words that nobody searched for since the last publication
FILES = 7  # of the look, once: style sheets, scripts, fonts
FILES_BYTES = 77_000  # these together, as they are sent (measured in a browser, on the front page)
FILE_COSTS = 1.3  # times a kept page (measured in one run)

# What a machine is given
BUSY = 0.5  # of its processor at most, so that a peak of twice as many passes
WORKER_MB = 151  # after all pages; the README
OTHER_MB = 500  # the operating system, the proxy, and PostgreSQL with a database that fits in its memory
VISITORS = (10, 1_000, 100_000)  # a minute


class Figures(NamedTuple):
    """From the README: CPU time in milliseconds, and bytes as they are sent."""

    kept: float
    search: float
    page_bytes: float


class Needs(NamedTuple):
    """Of visitors a minute: cores that are busy; workers, each with a core; memory; and what goes out."""

    visitors: int
    busy: float
    workers: int
    memory_mb: int
    megabits: float


def figures(text: str) -> Figures:
    """What the README tells of a kept page, of a search, and of how large a page is: the mean of its rows."""
    section = text.partition("\n## What a page costs\n")[2].partition("\n## ")[0]
    empty = float(re.search(r"took ([\d.]+) in the same run", section)[1])  # type: ignore[index]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    rows = [row for row in rows if re.fullmatch(r"[\d.]+", row[1])]
    search = next(row for row in rows if row[0].startswith("search"))
    kept = sum(float(row[3]) for row in rows) / len(rows) * empty
    return Figures(kept, float(search[1]), sum(int(row[6].replace(",", "")) for row in rows) / len(rows))


def needs(visitors: int, found: Figures, *, files: bool = True, pages: bool = True) -> Needs:
    """What so many visitors a minute need of the site, where it gives the files and the pages itself."""
    milliseconds = SEARCHES * found.search
    sent = SEARCHES * found.page_bytes
    if pages:
        milliseconds, sent = milliseconds + PAGES * found.kept, sent + PAGES * found.page_bytes
    if files:
        milliseconds, sent = milliseconds + FILES * FILE_COSTS * found.kept, sent + FILES_BYTES
    busy = visitors * milliseconds / 60_000
    workers = max(2, math.ceil(busy / BUSY))
    return Needs(visitors, busy, workers, workers * WORKER_MB + OTHER_MB, visitors * sent * 8 / 60 / 1e6)


def table(text: str) -> str:
    """The needs of each number of visitors, in each way to serve them, as a table in Markdown."""
    found = figures(text)
    ways = {
        "the site alone": {},
        "a CDN gives the files": {"files": False},
        "and the copy gives the pages": {"files": False, "pages": False},
    }
    lines = ["| visitors a minute | who serves | cores that are busy | workers, and cores | memory, MB | Mbit/s |"]
    lines.append("| --: | --- | --: | --: | --: | --: |")
    for visitors in VISITORS:
        for way, rest in ways.items():
            each = needs(visitors, found, **rest)
            told = [f"{visitors:,}", way, short(each.busy), str(each.workers), f"{each.memory_mb:,}"]
            lines.append(f"| {' | '.join([*told, short(each.megabits)])} |")
    return "\n".join(lines)


def short(number: float) -> str:
    """A number with two digits that count, or whole."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


if __name__ == "__main__":
    print(table(README.read_text()))
