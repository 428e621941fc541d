"""The shapes of a picture: the line that every page has, and the marks of the levels."""

from collections.abc import Callable

from PIL import Image, ImageDraw

Shape = Callable[[ImageDraw.ImageDraw, int, int], None]
Point = tuple[float, float]
STEPS = 48  # of a curve
FINE = 4  # shapes are drawn so many times larger and then made smaller, which smooths their edges


def paint(image: Image.Image, colour: str, box: tuple[int, int, int, int], shape: Shape) -> None:
    """Paint a shape that fills a box."""
    left, top, right, foot = box
    width, height = (right - left) * FINE, (foot - top) * FINE
    mask = Image.new("L", (width, height))
    shape(ImageDraw.Draw(mask), width, height)
    image.paste(colour, (left, top), mask.reduce(FINE))


def connection(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """The network's curve, from a point in the upper left corner down to one in the lower right."""
    point, line = 13 * FINE, 4 * FINE
    way = [(y, x) for x, y in sigmoid((point, point), (height - point, width - point))]
    pen.line(way, "white", line, "curve")
    pen.circle((point, point), point, "white")
    pen.circle((width - point, height - point), point, "white")


def sigmoid(start: Point, end: Point) -> list[Point]:
    """Points on the curve with which the network draws a relation, which begins and ends level."""
    (x, y), (right, foot) = start, end
    parts = [number / STEPS for number in range(STEPS + 1)]
    # A cubic Bézier curve with both its controls in the middle, at the heights of the two ends.
    return [(x + (right - x) * (1.5 * t * (1 - t) + t**3), y + (foot - y) * (3 * t**2 - 2 * t**3)) for t in parts]


def head(pen: ImageDraw.ImageDraw, x: float, y: float, way: int) -> None:
    """The head of an arrow that ends in a place, to the right or (-1) to the left."""
    back = x - way * 13 * FINE
    pen.polygon([(x, y), (back, y - 6 * FINE), (back, y + 6 * FINE)], "white")


def local(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    pen.ellipse((0, 0, width, height), "white")


def national(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    pen.rectangle((FINE, FINE, width - FINE, height - FINE), "white")


def european(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    pen.polygon([(width / 2, 0), (width, height - FINE), (0, height - FINE)], "white")


def international(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    line = 4 * FINE
    pen.ellipse((0, 0, width - 1, height - 1), None, "white", line)
    pen.line([(0, height / 2), (width, height / 2)], "white", line)
    pen.line([(width / 2, 0), (width / 2, height)], "white", line)


# Point, square, triangle, globe, as in the style sheet.
MARKS = {"local": local, "national": national, "european": european, "international": international}
