"""Draws a card: 1200 by 630 pixels, the size that sites and messengers show whole."""

import re
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from ..look.lettering import clipped, font, lines
from ..look.palette import light_colours
from .card import Card
from .network import draw_network
from .shapes import MARKS, connection, paint

SIZE = 1200, 630
LEFT, RIGHT = 156, 1128  # of the text
EDGE, BESIDE = 72, 560  # the text beside a network: where it begins, and its room
FIRST_LINE, LAST_LINE = 84, 560  # the middles of what stands above and below
TITLE_TOP, TITLE_HEIGHT, TITLE_LEADING = 126, 260, 1.08
TITLE_SIZES = range(150, 39, -2)
BREAKING_SIZE = 64  # rather than become smaller than this, a word is broken; here 32 letters fit
LEAD_SIZE, LEAD_LEADING, LEAD_FOOT = 34, 45, 500


def draw(card: Card) -> bytes:
    """Draw a card; the same card always gives the same bytes."""
    image = Image.new("RGB", SIZE, colour("paper"))
    pen = ImageDraw.Draw(image)
    small, quiet = font("source-sans-3", 36, 400), colour("ink-quiet")
    start = EDGE if card.network else LEFT
    pen.text((start, FIRST_LINE), card.kind, quiet, small, "lm")
    if card.level in MARKS:
        x = round(start + small.getlength(card.kind)) + 36
        box = (x, FIRST_LINE - 12, x + 28, FIRST_LINE + 16)
        paint(image, colour(f"level-{card.level}"), box, MARKS[card.level])
        pen.text((x + 42, FIRST_LINE), card.level_label, quiet, small, "lm")
    left, room = start, BESIDE if card.network else RIGHT - LEFT
    foot = write_title(pen, card.title, card.abbreviation, left, room)
    write_lead(pen, card.lead, foot + 14, left, room)
    if card.network:
        draw_network(image, pen, card, {name: colour(name) for name in COLOURS})
    else:
        paint(image, colour("accent"), (72, FIRST_LINE - 11, 138, LAST_LINE + 15), connection)
    pen.text((left, LAST_LINE), card.site, colour("ink"), font("newsreader", 44, 550), "lm")
    pen.text((RIGHT, LAST_LINE), card.independent, quiet, font("source-sans-3", 32, 400), "rm")
    output = BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    return output.getvalue()


def write_title(draw: ImageDraw.ImageDraw, title: str, abbreviation: str, left: int, room: int) -> float:
    """Write a title as large as fits, and return where it ends. The abbreviation after it is in a lighter voice."""
    # An abbreviation of two words stays on one line.
    short = f"({abbreviation})".replace(" ", "\N{NO-BREAK SPACE}") if abbreviation else ""
    text = f"{title} {short}".strip()
    for size in TITLE_SIZES:
        face, leading = font("newsreader", size, 500), size * TITLE_LEADING
        longest = max(face.getlength(word) for word in re.split("(?<=[-/])| ", text))
        way = lines(text, room, face.getlength)
        if (longest <= room or size <= BREAKING_SIZE) and len(way) * leading <= TITLE_HEIGHT:
            way = balanced(text, longest, room, face.getlength)
            break
    way = clipped(way, int(TITLE_HEIGHT / leading), room, face.getlength)
    for number, line in enumerate(way):
        before, found, after = line.partition(short) if short else (line, "", "")
        base = TITLE_TOP + number * leading + size * 0.82
        draw.text((left, base), before, colour("ink"), face, "ls")
        draw.text((left + face.getlength(before), base), found + after, colour("ink-quiet"), face, "ls")
    return TITLE_TOP + len(way) * leading


def write_lead(draw: ImageDraw.ImageDraw, lead: str, y: float, left: int, room: int) -> None:
    """Write as many whole sentences as there is room for, or else the beginning of the first."""
    face = font("newsreader", LEAD_SIZE, 400)
    count = int((LEAD_FOOT - y) / LEAD_LEADING)
    sentences = re.split("(?<=[.!?]) ", lead)
    ways = [lines(" ".join(sentences[:n]), room, face.getlength) for n in range(len(sentences), 0, -1)]
    way = next((way for way in ways if len(way) <= count), ways[-1])
    for number, line in enumerate(clipped(way, count, room, face.getlength)):
        draw.text((left, y + number * LEAD_LEADING + LEAD_SIZE), line, colour("ink-quiet"), face, "ls")


def balanced(text: str, longest: float, width: int, measure: Callable[[str], float]) -> list[str]:
    """Break a text into as few lines as fit, all about as long as each other."""
    best = lines(text, width, measure)
    for room in range(width, int(longest), -12):
        way = lines(text, room, measure)
        if len(way) > len(best):
            break
        best = way
    return best


COLOURS = ("accent", "ink", "ink-quiet", *(f"level-{level}" for level in MARKS))


def colour(name: str) -> str:
    return light_colours()[f"--ct-color-{name}"]
