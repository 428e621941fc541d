"""The small network of a page on its picture: a point for the page, and the network's curve to each body around it."""

from itertools import pairwise

from PIL import Image, ImageDraw

from ..look.lettering import clipped, font, lines
from .card import Card
from .shapes import FINE, MARKS, Shape, head, paint, sigmoid

LEFT, END, NAMES, RIGHT = 678, 822, 860, 1132  # where lines begin and end, and names do
ROOM = RIGHT - NAMES
TOP, FOOT = 132, 504
ROOMY, CLOSE = 66, 46  # from body to body: where a name has two lines, and where it has one
NAME_SIZE, NAME_LEADING = 26, 28
POINT = 13
DASH = 4  # parts of a curve: of so many drawn, so many are left out


def draw_network(image: Image.Image, pen: ImageDraw.ImageDraw, card: Card, colours: dict[str, str]) -> None:
    """Draw the bodies below each other, their lines to the left of them."""
    rows = len(card.network) + bool(card.more)
    leading = ROOMY if rows * ROOMY <= FOOT - TOP else CLOSE
    first = (TOP + FOOT) / 2 - (rows - 1) * leading / 2
    heights = [round(first + number * leading) for number in range(rows)]
    middle = round((TOP + FOOT) / 2)
    paint(image, colours["accent"], (LEFT - POINT, TOP - POINT, END + POINT, FOOT + POINT), ties(card, heights, middle))
    face = font("source-sans-3", NAME_SIZE, 500)
    for spoke, y in zip(card.network, heights, strict=False):
        if spoke.level in MARKS:
            paint(image, colours[f"level-{spoke.level}"], (END + 10, y - 10, END + 30, y + 10), MARKS[spoke.level])
        way = clipped(lines(spoke.name, ROOM, face.getlength), 2 if leading == ROOMY else 1, ROOM, face.getlength)
        for number, line in enumerate(way):
            pen.text((NAMES, y + (number - (len(way) - 1) / 2) * NAME_LEADING), line, colours["ink"], face, "lm")
    if card.more:
        pen.text((NAMES, heights[-1]), card.more, colours["ink-quiet"], font("source-sans-3", NAME_SIZE, 400), "lm")


def ties(card: Card, heights: list[int], middle: int) -> Shape:
    """All lines at once, as a shape within the frame of the picture."""

    def shape(pen: ImageDraw.ImageDraw, _width: int, _height: int) -> None:
        x, y = POINT * FINE, (middle - TOP + POINT) * FINE
        end = (END - LEFT + POINT) * FINE
        pen.circle((x, y), POINT * FINE, "white")
        for spoke, height in zip(card.network, heights, strict=False):
            foot = (height - TOP + POINT) * FINE
            way = sigmoid((x, y), (end, foot))
            for number, part in enumerate(pairwise(way)):
                if not spoke.is_dashed or number % (2 * DASH) < DASH:
                    pen.line(part, "white", round(2.4 * FINE))
            if spoke.points_out:
                head(pen, end, foot, 1)
            if spoke.points_in:
                head(pen, x + POINT * FINE, y, -1)

    return shape
