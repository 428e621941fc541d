"""How a line runs from one place to another: level at both ends, and never across a name."""

from collections import defaultdict

from .layout import BOX, LEFT, MIDDLE, RIGHT, Layout, Place

DOT = 8  # where a line stops before the mark of a body
ARC = 190  # how far an arc may swing out
CLEAR = 9  # the room that a line keeps from a box


class Routes:
    """Draws lines in one layout."""

    def __init__(self, layout: Layout):
        self.boxes = sorted((place.y, place.height / 2) for place in layout.places.values() if place.column == "middle")

    def path(self, start: Place, end: Place, out: float, into: float) -> str:
        """The path data of a line; `out` and `into` are the heights at which it leaves and arrives."""
        columns = {start.column, end.column}
        if len(columns) == 1:
            return arc(start, end, out, into)
        if "middle" in columns:
            side = next(column for column in ("left", "right") if column in columns)
            x1, x2 = (port(place, side) for place in (start, end))
            half = (x1 + x2) / 2
            return f"M{x1:g},{out:.1f}C{half:g},{out:.1f} {half:g},{into:.1f} {x2:g},{into:.1f}"
        return self.through(start, end, out, into)

    def through(self, start: Place, end: Place, out: float, into: float) -> str:
        """A line from one side to the other, level where it passes between the boxes."""
        sign = 1 if start.column == "left" else -1
        x1, x2 = port(start, start.column), port(end, end.column)
        near, far = MIDDLE - sign * (BOX / 2 + 4), MIDDLE + sign * (BOX / 2 + 4)
        y = self.passage((out + into) / 2)
        half1, half2 = (x1 + near) / 2, (x2 + far) / 2
        return (
            f"M{x1:g},{out:.1f}C{half1:g},{out:.1f} {half1:g},{y:.1f} {near:g},{y:.1f}"
            f"H{far:g}C{half2:g},{y:.1f} {half2:g},{into:.1f} {x2:g},{into:.1f}"
        )

    def passage(self, y: float) -> float:
        """The height at which a line passes the middle: a box pushes the lines above and below it aside."""
        for centre, half in self.boxes:
            reach = half + CLEAR
            if abs(y - centre) < reach:
                pushed = half + 3 + (CLEAR - 3) * abs(y - centre) / reach
                return centre + (pushed if y >= centre else -pushed)
        return y


def port(place: Place, side: str) -> float:
    """Where a line meets a place, seen from a side of the picture."""
    if place.column == "middle":
        return MIDDLE - BOX / 2 if side == "left" else MIDDLE + BOX / 2
    return LEFT + DOT if place.column == "left" else RIGHT - DOT


def arc(start: Place, end: Place, out: float, into: float) -> str:
    """A line between two places in one column: it swings out, the further apart the more."""
    swing = min(34 + 0.26 * abs(out - into), ARC) / 0.75
    x = port(start, "right")
    bend = x + swing if start.column != "right" else x - swing
    return f"M{x:g},{out:.1f}C{bend:g},{out:.1f} {bend:g},{into:.1f} {x:g},{into:.1f}"


def ports(pairs: list[tuple[Place, Place]]) -> list[tuple[float, float]]:
    """The heights at which each line leaves and arrives: at a body's mark, or spread along the side of a box."""
    sides = defaultdict(list)
    for number, (start, end) in enumerate(pairs):
        for which, (place, other) in enumerate([(start, end), (end, start)]):
            side = "left" if other.column == "left" else "right"
            sides[place.node.page_id, place, side].append((other.y, number, which))
    heights = [[0.0, 0.0] for _pair in pairs]
    for (_page, place, _side), ends in sides.items():
        room = place.height - 8 if place.column == "middle" else 0
        for position, (_y, number, which) in enumerate(sorted(ends), start=1):
            heights[number][which] = place.y + room * (position / (len(ends) + 1) - 0.5)
    return [(out, into) for out, into in heights]
