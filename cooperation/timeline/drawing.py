"""The years as a line: above it what held in the world, below it the sources. What is known less exactly is wider."""

from dataclasses import dataclass
from html import escape

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from content.dates import readable
from content.rendering.periods import period_label
from content.rendering.text import Reader

from ..look.lettering import width
from .reading import Timeline

WIDTH, EDGE, SIZE = 1040, 8, 15
ROW, BAR, HEAD, FOOT = 44, 8, 30, 34
MOST_ROWS, LONGEST_NAME = 12, 46


@dataclass(frozen=True)
class Mark:
    """A bar with a name, from a date to a date, that leads somewhere."""

    start: float
    end: float
    label: str
    told: str
    url: str
    look: str


def drawing(timeline: Timeline, reader: Reader) -> dict | None:
    """Return the picture with its size, or None where there is nothing to draw."""
    world, sources = events(timeline, reader), documents(timeline, reader)
    if not world and not sources:
        return None
    first = int(min(mark.start for mark in world + sources))
    last = int(max(mark.end for mark in world + sources) - 0.001) + 1
    scale = Scale(first, last)
    above, rows_above = scale.rows(world)
    below, rows_below = scale.rows(sources)
    axis = HEAD + rows_above * ROW
    height = axis + FOOT + HEAD + rows_below * ROW
    return {
        "width": WIDTH,
        "height": height,
        "drawing": (
            caption(_("In the world"), 16)
            + "".join(scale.draw(mark, HEAD + row * ROW) for mark, row in above)
            + scale.axis(axis)
            + caption(_("Sources"), axis + FOOT + 16)
            + "".join(scale.draw(mark, axis + FOOT + HEAD + row * ROW) for mark, row in below)
        ),
    }


def events(timeline: Timeline, reader: Reader) -> list[Mark]:
    """A bar for each page and period; several claims of one page may tell of the same."""
    found = {}
    for year, group in timeline.years.items():
        for number, event in enumerate(group.events, 1):
            period = event.claim.entry["period"] if event.claim else event.period
            period = {what: date for what, date in period.items() if readable(date)}
            start = period.get("since") or period.get("as_of") or period["until"]
            end = period.get("until") or period.get("as_of") or start
            key = event.edition.pk, start, end
            if key not in found:
                title = reader.text(event.edition.summary["title"])
                told = f"{title}, {period_label(period, [], reader.language)[0]}"
                name = event.edition.summary.get("abbreviation") or Truncator(title).chars(LONGEST_NAME)
                found[key] = Mark(at(start), until(end), name, told, f"#e-{year}-{number}", "event")
    return list(found.values())


def documents(timeline: Timeline, reader: Reader) -> list[Mark]:
    found = []
    for year, group in timeline.years.items():
        for claims in group.told.values():
            source = next(iter(claims.values()))[0].source
            if not readable(source["date"]):
                continue
            name = f"{reader.text(source['publisher'])}, {reader.text(source['title'])}"
            told = f"{name}, {period_label({}, [source['date']], reader.language)[0]}"
            found.append(Mark(at(source["date"]), until(source["date"]), name, told, f"#y-{year}", "source"))
    return found


def at(date: str) -> float:
    """When a date of any precision begins, in years."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 366


def until(date: str) -> float:
    """When it ends."""
    return at(date) + {4: 1, 7: 1 / 12, 10: 1 / 366}[len(date)]


class Scale:
    """Where the years lie."""

    def __init__(self, first: int, last: int):
        self.first, self.last = first, last
        self.year = (WIDTH - 2 * EDGE) / (last - first)

    def x(self, date: float) -> float:
        return EDGE + (date - self.first) * self.year

    def room(self, mark: Mark) -> tuple[float, float]:
        """From where to where a mark and its name reach; a name that would leave the picture ends with its bar."""
        start, end = self.x(mark.start), max(self.x(mark.end), self.x(mark.start) + BAR)
        long = width(mark.label, SIZE) + 16
        return (min(start, end - long), end) if start + long > WIDTH else (start, max(end, start + long))

    def rows(self, marks: list[Mark]) -> tuple[list[tuple[Mark, int]], int]:
        """Give each mark the first row that has room for it; what finds none is left out, and told below anyway."""
        ends, placed = [], []
        for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label)):
            start, end = self.room(mark)
            row = next((row for row, taken in enumerate(ends) if taken <= start), len(ends))
            if row < MOST_ROWS:
                ends[row:] = [end, *ends[row + 1 :]]
                placed.append((mark, row))
        return placed, len(ends)

    def draw(self, mark: Mark, top: float) -> str:
        start, end = self.x(mark.start), self.x(mark.end)
        left, right = self.room(mark)
        x, css = (right, " name--left") if left < start else (start, "")
        return (
            f'<a class="axis__mark axis__mark--{mark.look}" href="{escape(mark.url)}">'
            f"<title>{escape(mark.told)}</title>"
            f'<rect class="target" x="{left:.1f}" y="{top:g}" width="{right - left:.1f}" height="{ROW - 8}"/>'
            f'<text class="name{css}" x="{x:.1f}" y="{top + 15:g}">{escape(mark.label)}</text>'
            f'<rect class="axis__bar" x="{start:.1f}" y="{top + 22:g}" width="{max(end - start, BAR):.1f}" '
            f'height="{BAR}"/></a>'
        )

    def axis(self, y: float) -> str:
        step = max(1, round((self.last - self.first) / 16))
        ticks = "".join(
            f'<path d="M{self.x(year):.1f} {y:g}v8"/>'
            f'<text class="caption" x="{self.x(year) + 5:.1f}" y="{y + 17:g}">{year}</text>'
            for year in range(self.first, self.last, step)
        )
        return f'<g class="axis__years"><path d="M{EDGE} {y:g}H{WIDTH - EDGE}"/>{ticks}</g>'


def caption(text: str, y: float) -> str:
    return f'<text class="caption" x="{EDGE}" y="{y:g}">{escape(text)}</text>'
