"""The shapes of a picture: the line that every page has, and the marks of the levels."""

from collections.abc import Callable

from PIL import Image, ImageDraw

Shape = Callable[[ImageDraw.ImageDraw, int, int], None]
FINE = 4  # shapes are drawn so many times larger and then made smaller, which smooths their edges


def paint(image: Image.Image, colour: str, box: tuple[int, int, int, int], shape: Shape) -> None:
    """Paint a shape that fills a box."""
    left, top, right, foot = box
    width, height = (right - left) * FINE, (foot - top) * FINE
    mask = Image.new("L", (width, height))
    shape(ImageDraw.Draw(mask), width, height)
    image.paste(colour, (left, top), mask.reduce(FINE))


def connection(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """From a point in the upper left corner down, and around the bend to a point in the lower right one."""
    point, line = 13 * FINE, 4 * FINE
    x, y = point, height - point
    bend = width - 2 * point
    pen.line([(x, point), (x, y - bend + line)], "white", line)
    pen.arc([x - line / 2, y - 2 * bend - line / 2, x + 2 * bend + line / 2, y + line / 2], 90, 180, "white", line)
    pen.circle((x, point), point, "white")
    pen.circle((width - point, y), point, "white")


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
