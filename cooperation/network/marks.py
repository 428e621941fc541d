"""The signs of every picture of the network: level marks, names, boxes and arrow heads. Looks are the style sheet's."""

from collections.abc import Sequence
from html import escape

LEADING = 17  # from line to line of a name
BASELINE = 5  # from the middle of a line of type down to its foot
# The marks of the levels, drawn from their middle: point, square, triangle, globe.
MARKS = {
    "local": "m5 0a5 5 0 1 1-10 0a5 5 0 1 1 10 0z",
    "national": "m-4.7-4.7h9.4v9.4h-9.4z",
    "european": "m0-5.4l5.7 10h-11.4z",
    "international": "m-5.3 0h10.6m-5.3-5.3v10.6m5.3-5.3a5.3 5.3 0 1 1-10.6 0a5.3 5.3 0 1 1 10.6 0",
}
ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 9 8" refX="8.5" refY="4" markerWidth="9" markerHeight="8" '
    'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="head" d="M0 .8L9 4 0 7.2z"/></marker></defs>'
)


def labelled(abbreviation: str, title: str) -> str:
    """The abbreviation, by which many know a body, and its name."""
    return f"{abbreviation} {title}" if abbreviation else str(title)


def mark(x: float, y: float, level: str) -> str:
    if level not in MARKS:
        return ""
    return f'<path class="mark mark--{level}" d="M{x:g} {y:g}{MARKS[level]}"/>'


def box(x: float, y: float, width: float, height: float, page_type: str) -> str:
    """A frame around its middle: round for a partnership, square for what is written down, open for a body."""
    corner = ' rx="9"' if page_type == "partnership" else ""
    return f'<rect class="box"{corner} {frame(x - width / 2, y - height / 2, width, height)}/>'


def target(x: float, y: float, width: float, height: float, side: str) -> str:
    """What a pointer or the focus can take of a body that has no box: its mark and its name."""
    left = x + 8 - width if side == "left" else x - 8
    return f'<rect class="target" rx="3" {frame(left, y - height / 2 - 3, width, height + 6)}/>'


def frame(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'


def name(x: float, y: float, lines: Sequence[str], abbreviation: str, side: str) -> str:
    """A name on its lines, around its middle; the abbreviation that opens it is heavier."""
    top = y - (len(lines) - 1) * LEADING / 2 + BASELINE
    written = [escape(line) for line in lines]
    short = escape(abbreviation)
    if short and written[0].startswith(short):
        written[0] = f'<tspan class="short">{short}</tspan>{written[0][len(short) :]}'
    rest = "".join(
        f'<tspan x="{x:g}" y="{top + number * LEADING:g}">{line}</tspan>' for number, line in enumerate(written[1:], 1)
    )
    return f'<text class="name name--{side}" x="{x:g}" y="{top:g}">{written[0]}{rest}</text>'


def whole_name(abbreviation: str, title: str, lines: Sequence[str]) -> str:
    """The attribute with which a name on several lines is read out in one piece."""
    return f' aria-label="{escape(labelled(abbreviation, title))}"' if len(lines) > 1 else ""
