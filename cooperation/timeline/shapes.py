"""The shapes of the timeline, in the picture and in its legend: a bar, a broken end, an open mark and a hairline.

Each is drawn along the line of its row. A period is a bar, broken where an end of it is not known. That something was
so at a moment is an open mark: nobody knows from when and until when. A source is a hairline through the years.
"""

from django.utils.translation import gettext as _
from markupsafe import Markup

from content.rendering.markup import element, joined

THICK, RADIUS, BROKEN = 8, 6, 34  # of a bar, of an open mark, and the length of a broken end


def bar(start: float, end: float) -> Markup:
    return element("rect", class_="axis__bar", x=at(start), y=-THICK / 2, width=at(end - start), height=THICK)


def broken_end(x: float, *, to_the_left: bool = False) -> Markup:
    """What a bar ends in where nobody knows how far it goes; it begins at the bar."""
    return element("path", class_="axis__broken", d=f"M{at(x)} 0h{-BROKEN if to_the_left else BROKEN}")


def open_mark(x: float) -> Markup:
    size = {"width": 2 * RADIUS, "height": 2 * RADIUS, "rx": RADIUS}
    return element("rect", class_="axis__moment", x=at(x - RADIUS), y=-RADIUS, **size)


def hairline(x: float, top: float, bottom: float) -> Markup:
    return element("path", class_="axis__source", d=f"M{at(x)} {at(top)}V{at(bottom)}")


def at(place: float) -> str:
    """A place in the picture, as exactly as anybody can see."""
    return f"{place:.1f}".removesuffix(".0")


def legend() -> Markup:
    """What each shape stands for."""
    return joined(
        [
            explained(bar(4, 60), _("a period: since when, and until when")),
            explained(bar(4, 26) + broken_end(26), _("a period of which one end is not known")),
            explained(open_mark(32), _("a moment at which it was so; how long is not known")),
            explained(hairline(32, -10, 10), _("the date of a source")),
        ]
    )


def explained(shape: Markup, words: str) -> Markup:
    sample = element(
        "svg", shape, class_="axis__sample", viewBox="0 -10 64 20", width=64, height=20, aria_hidden="true"
    )
    return element("li", sample, " ", words)
