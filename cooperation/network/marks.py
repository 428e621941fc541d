"""The signs of every picture of the network: level marks, names, boxes and arrow heads. Looks are the style sheet's."""

from collections.abc import Sequence

from markupsafe import Markup

from content.rendering.markup import element, joined

LEADING = 17  # from line to line of a name
BASELINE = 5  # from the middle of a line of type down to its foot
# The marks of the levels, drawn from their middle: point, square, triangle, globe.
MARKS = {
    "local": "m5 0a5 5 0 1 1-10 0a5 5 0 1 1 10 0z",
    "national": "m-4.7-4.7h9.4v9.4h-9.4z",
    "european": "m0-5.4l5.7 10h-11.4z",
    "international": "m-5.3 0h10.6m-5.3-5.3v10.6m5.3-5.3a5.3 5.3 0 1 1-10.6 0a5.3 5.3 0 1 1 10.6 0",
}


def arrow(name: str = "arrow") -> Markup:
    """The head of an arrow, to be drawn at the ends of lines that name it."""
    head = element("path", class_="net__head", d="M0 .8L9 4 0 7.2z")
    units = {"markerWidth": 9, "markerHeight": 8, "markerUnits": "userSpaceOnUse", "orient": "auto-start-reverse"}
    return element("defs", element("marker", head, id=name, viewBox="0 0 9 8", refX=8.5, refY=4, **units))


def labelled(abbreviation: str, title: str) -> str:
    """The abbreviation, by which many know a body, and its name."""
    return f"{abbreviation} {title}" if abbreviation else str(title)


def mark(x: float, y: float, level: str) -> Markup:
    if level not in MARKS:
        return Markup()
    return element("path", class_=f"net__mark net__mark--{level}", d=f"M{x:g} {y:g}{MARKS[level]}")


def box(x: float, y: float, width: float, height: float, *, is_round: bool) -> Markup:
    """A frame around its middle: round for a partnership, square for what is written down, open for a body."""
    corner = 9 if is_round else ""
    return element("rect", class_="net__box", rx=corner, x=x - width / 2, y=y - height / 2, width=width, height=height)


def target(x: float, y: float, width: float, height: float, side: str) -> Markup:
    """What a pointer or the focus can take of a body that has no box: its mark and its name."""
    left = x + 8 - width if side == "left" else x - 8
    return element("rect", class_="net__target", rx=3, x=left, y=y - height / 2 - 3, width=width, height=height + 6)


def name(x: float, y: float, lines: Sequence[str], abbreviation: str, side: str) -> Markup:
    """A name on its lines, around its middle; the abbreviation that opens it is heavier."""
    top = y - (len(lines) - 1) * LEADING / 2 + BASELINE
    first, *others = lines
    begin = [first]
    if abbreviation and first.startswith(abbreviation):
        begin = [element("tspan", abbreviation, class_="net__short"), first[len(abbreviation) :]]
    rest = [element("tspan", line, x=x, y=top + number * LEADING) for number, line in enumerate(others, 1)]
    # A space between the lines, so that they read as words to a program as well.
    return element("text", joined([joined(begin), *rest], " "), class_=f"net__name net__name--{side}", x=x, y=top)


def whole_name(abbreviation: str, title: str, lines: Sequence[str]) -> str:
    """What a name is read out as: in one piece, and of two names the second apart from the first.

    Nothing for one that needs no help.
    """
    if abbreviation:
        return f"{abbreviation}, {title}"
    return str(title) if len(lines) > 1 else ""
