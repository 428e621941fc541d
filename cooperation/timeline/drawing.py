"""The years as a line: above it a row for each event, below it the sources, each with a hairline through the years."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from content.dates import readable
from content.rendering.markup import element, joined
from content.rendering.periods import date_label, period_of
from content.rendering.text import Text, isolated

from ..look.lettering import width
from .events import Event
from .reading import Timeline
from .shapes import BROKEN, RADIUS, at, bar, broken_end, hairline, open_mark
from .telling import Teller

WIDTH, EDGE, SIZE, GAP = 1040, 10, 15, 8
ROW, HEAD, FOOT, LEAST, LOW = 32, 30, 34, 6, 9
MOST_EVENTS, MOST_SOURCES, MOST_YEARS = 40, 12, 16


class Row(NamedTuple):
    """One row of the picture: what it is called, of when it is, and where it leads."""

    name: Text
    when: str
    url: str
    period: dict[str, str]


def drawing(timeline: Timeline, teller: Teller) -> dict | None:
    """The picture with its size, and how many of the events it shows; None where there is nothing to draw."""
    found = timeline.events
    events = [of_event(event, teller) for event in most_told(found)]
    sources = [of_source(each, teller) for each in latest(timeline.sources.values())]
    if not events and not sources:
        return None
    scale = Scale(events + sources)
    axis = HEAD + len(events) * ROW
    below = axis + FOOT + HEAD
    height = below + len(sources) * ROW
    parts = [
        *(
            hairline(scale.moment(row.period["as_of"]), HEAD, below + n * ROW + ROW / 2)
            for n, row in enumerate(sources)
        ),
        caption(_("In the world"), 16),
        *(scale.row(row, HEAD + n * ROW, "event") for n, row in enumerate(events)),
        scale.axis(axis),
        caption(_("Sources"), axis + FOOT + 16),
        *(scale.row(row, below + n * ROW, "source") for n, row in enumerate(sources)),
    ]
    return {"width": WIDTH, "height": height, "drawing": joined(parts), "drawn": len(events), "of": len(found)}


def most_told(events: list[Event]) -> list[Event]:
    """As many events as fit, those that most claims tell of, in the order of their dates."""
    chosen = set(sorted(events, key=lambda event: -len(event.claims))[:MOST_EVENTS])
    return [event for event in events if event in chosen]


def latest(sources: Iterable[dict]) -> list[dict]:
    """As many of the sources with a date as fit, the newest ones, in the order of their dates."""
    dated = [source for source in sources if readable(source["date"])]
    return sorted(dated, key=lambda source: (source["date"], source["source"]))[-MOST_SOURCES:]


def of_event(event: Event, teller: Teller) -> Row:
    when = period_of(event.period, [], teller.reader.language).label
    return Row(teller.names.plain(event), when, f"#{event.anchor}", event.period)


def of_source(source: dict, teller: Teller) -> Row:
    words = [teller.reader.text(source[name]) for name in ("publisher", "title")]
    name, when = ", ".join(isolated(each) for each in words if each), date_label(teller.reader.language, source["date"])
    return Row(Text(name), when, teller.notes.source_url(source["source"]), {"as_of": source["date"]})


def begin(date: str) -> float:
    """When a date of any precision begins, in years."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 366


def end(date: str) -> float:
    """When it ends."""
    return begin(date) + {4: 1, 7: 1 / 12, 10: 1 / 366}[len(date)]


class Scale:
    """Where the years lie; beside them is room for ends that are not known."""

    def __init__(self, rows: list[Row]):
        dates = [date for row in rows for date in row.period.values()]
        self.first = int(min(map(begin, dates)))
        self.last = int(max(map(end, dates)) - 0.001) + 1
        self.left = EDGE + BROKEN * any("until" in row.period and "since" not in row.period for row in rows)
        right = EDGE + BROKEN * any("since" in row.period and "until" not in row.period for row in rows)
        self.year = (WIDTH - self.left - right) / (self.last - self.first)

    def x(self, date: float) -> float:
        return self.left + (date - self.first) * self.year

    def moment(self, date: str) -> float:
        """A moment, in the middle of what is known of it."""
        return self.x((begin(date) + end(date)) / 2)

    def row(self, row: Row, top: float, look: str) -> Markup:
        """A row, all of which leads somewhere: its shapes, and its name beside them; or above, without room beside."""
        shapes, start, stop = self.shapes(row.period)
        start, stop = start - GAP, stop + GAP
        name = fitting(row.name, WIDTH - 2 * EDGE - long("", row.when))
        reach = long(name, row.when)
        left, css, middle, base = stop, "", ROW / 2, 20
        if stop + reach > WIDTH - EDGE:
            left, css = start - reach, " net__name--left"
        if left < EDGE:
            left, css, middle, base = max(EDGE, min(start, WIDTH - EDGE - reach)), "", ROW - LOW, 13
        label = element("tspan", isolated(name)), " ", element("tspan", row.when, class_="net__caption", dx=3)
        first, last = min(start, left), max(stop, left + reach)
        return element(
            "a",
            element("title", f"{isolated(row.name)}, {row.when}"),
            element("rect", class_="net__target", x=at(first), y=top + 1, width=at(last - first), height=ROW - 2),
            # The hairline of a source was drawn below everything.
            element("g", *shapes, transform=f"translate(0 {top + middle:g})") if look == "event" else "",
            element(
                "text", *label, like=row.name, class_=f"net__name{css}", x=at(start if css else left), y=top + base
            ),
            class_=f"axis__mark axis__mark--{look}",
            href=row.url,
        )

    def shapes(self, period: dict[str, str]) -> tuple[list[Markup], float, float]:
        """What is drawn of a period, along its own line, and from where to where it reaches."""
        shapes: list[Markup] = []
        ends: list[float] = []
        since, until, as_of = (period.get(name, "") for name in ("since", "until", "as_of"))
        if since or until:
            # That it was so meanwhile is known as well; how it was before or after is not.
            start = self.x(begin(since or min(filter(None, (as_of, until)))))
            stop = max(self.x(end(until or max(as_of, since))), start + LEAST)
            shapes.append(bar(start, stop))
            ends += [start, stop]
            if not since:
                shapes.append(broken_end(start, to_the_left=True))
                ends.append(start - BROKEN)
            if not until:
                shapes.append(broken_end(stop))
                ends.append(stop + BROKEN)
        if as_of:
            x = self.moment(as_of)
            shapes.append(open_mark(x))
            ends += [x - RADIUS, x + RADIUS]
        return shapes, min(ends), max(ends)

    def axis(self, y: float) -> Markup:
        step = max(1, round((self.last - self.first) / MOST_YEARS))
        line = element("path", d=f"M{EDGE} {y:g}H{WIDTH - EDGE}")
        ticks = [self.tick(year, y) for year in range(self.first, self.last, step)]
        return element("g", line, *ticks, class_="axis__years")

    def tick(self, year: int, y: float) -> Markup:
        label = element("text", str(year), class_="net__caption", x=at(self.x(year) + 5), y=y + 17)
        return element("path", d=f"M{at(self.x(year))} {y:g}v8") + label


def long(name: str, when: str) -> float:
    return width(f"{name}  {when}", SIZE)


def fitting(name: Text, room: float) -> str:
    """As much of a name as there is room for."""
    if width(name, SIZE) <= room:
        return name
    short = str(name)
    while short and width(f"{short}…", SIZE) > room:
        short = short[:-1]
    opened = short.count("\u2068") - short.count("\u2069")  # a direction that was cut within is ended as well
    return f"{short.rstrip()}…" + "\u2069" * opened


def caption(text: str, y: float) -> Markup:
    return element("text", text, class_="net__caption", x=EDGE, y=y)
