"""The years as a line: above it what held in the world, below it the sources. What is known less exactly is wider."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.dates import readable
from content.rendering.markup import element, joined
from content.rendering.periods import period_of
from content.rendering.text import Reader

from ..look.lettering import width
from .reading import Timeline

WIDTH, EDGE, SIZE = 1040, 8, 15
ROW, LEAST, HEAD, FOOT = 44, 8, 30, 34
MOST_ROWS, LONGEST_NAME = 12, 46


@dataclass(frozen=True)
class Bar:
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
        "drawing": joined(
            [
                caption(_("In the world"), 16),
                *(scale.draw(mark, HEAD + row * ROW) for mark, row in above),
                scale.axis(axis),
                caption(_("Sources"), axis + FOOT + 16),
                *(scale.draw(mark, axis + FOOT + HEAD + row * ROW) for mark, row in below),
            ]
        ),
    }


def events(timeline: Timeline, reader: Reader) -> list[Bar]:
    """A bar for each page and period; several claims of one page may tell of the same."""
    found = {}
    for year, group in timeline.years.items():
        for number, event in enumerate(group.events, 1):
            period = event.said.entry["period"] if event.said else event.period
            period = {what: date for what, date in period.items() if readable(date)}
            start = period.get("since") or period.get("as_of") or period["until"]
            end = period.get("until") or period.get("as_of") or start
            key = event.edition.pk, start, end
            if key not in found:
                title = reader.text(event.edition.summary["title"])
                told = f"{title}, {period_of(period, [], reader.language).label}"
                name = event.edition.summary.get("abbreviation") or Truncator(title).chars(LONGEST_NAME)
                found[key] = Bar(at(start), until(end), name, told, f"#e-{year}-{number}", "event")
    return list(found.values())


def documents(timeline: Timeline, reader: Reader) -> list[Bar]:
    found = []
    for year, group in timeline.years.items():
        for claims in group.told.values():
            source = next(iter(claims.values()))[0].source
            if not readable(source["date"]):
                continue
            name = f"{reader.text(source['publisher'])}, {reader.text(source['title'])}"
            told = f"{name}, {period_of({}, [source['date']], reader.language).label}"
            found.append(Bar(at(source["date"]), until(source["date"]), name, told, f"#y-{year}", "source"))
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

    def room(self, mark: Bar) -> tuple[float, float]:
        """From where to where a mark and its name reach; a name that would leave the picture ends with its bar."""
        start, end = self.x(mark.start), max(self.x(mark.end), self.x(mark.start) + LEAST)
        long = width(mark.label, SIZE) + 16
        return (min(start, end - long), end) if start + long > WIDTH else (start, max(end, start + long))

    def rows(self, marks: list[Bar]) -> tuple[list[tuple[Bar, int]], int]:
        """Give each mark the first row that has room for it; what finds none is left out, and told below anyway."""
        ends: list[float] = []
        placed = []
        for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label)):
            start, end = self.room(mark)
            row = next((row for row, taken in enumerate(ends) if taken <= start), len(ends))
            if row < MOST_ROWS:
                ends[row:] = [end, *ends[row + 1 :]]
                placed.append((mark, row))
        return placed, len(ends)

    def draw(self, mark: Bar, top: float) -> Markup:
        start, end = self.x(mark.start), self.x(mark.end)
        left, right = self.room(mark)
        x, css = (right, " net__name--left") if left < start else (start, "")
        room = {"y": top, "width": f"{right - left:.1f}", "height": ROW - 8}
        bar = {"y": top + 22, "width": f"{max(end - start, LEAST):.1f}", "height": LEAST}
        return element(
            "a",
            element("title", mark.told),
            element("rect", class_="net__target", x=f"{left:.1f}", **room),
            element("text", mark.label, class_=f"net__name{css}", x=f"{x:.1f}", y=top + 15),
            element("rect", class_="axis__bar", x=f"{start:.1f}", **bar),
            class_=f"axis__mark axis__mark--{mark.look}",
            href=mark.url,
        )

    def axis(self, y: float) -> Markup:
        step = max(1, round((self.last - self.first) / 16))
        line = element("path", d=f"M{EDGE} {y:g}H{WIDTH - EDGE}")
        ticks = [self.tick(year, y) for year in range(self.first, self.last, step)]
        return element("g", line, *ticks, class_="axis__years")

    def tick(self, year: int, y: float) -> Markup:
        label = element("text", str(year), class_="net__caption", x=f"{self.x(year) + 5:.1f}", y=y + 17)
        return element("path", d=f"M{self.x(year):.1f} {y:g}v8") + label


def caption(text: str, y: float) -> Markup:
    return element("text", text, class_="net__caption", x=EDGE, y=y)
