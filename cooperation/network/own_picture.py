"""Draws the small network of a page in two forms, a wide and a tall one, of which a screen shows one."""

from html import escape

from content.reading import Reference
from content.rendering.text import Html, Reader

from ..look.lettering import wrap
from ..roles import Role
from .marks import ARROW, LEADING, box, labelled, mark, name, target, whole_name

WIDTH, LEFT, RIGHT, MIDDLE, BOX = 1040, 292, 748, 520, 190
NARROW, TRUNK, BRANCH = 300, 14, 48
ROOM, SIZE, GAP = 266, 15, 9
HEAD = "arrow-tall"  # of its own: one that stands in a picture that is not shown is not drawn either


def wide(document: dict, shown: list, reader: Reader) -> Html:
    """The page in the middle, and its neighbours at both sides."""
    half = (len(shown) + 1) // 2
    columns = {"left": stack(shown[:half], reader, ROOM), "right": stack(shown[half:], reader, ROOM)}
    label = own_label(document, reader, BOX)
    height = max(*(height for _, height in columns.values()), len(label) * LEADING + 24)
    middle, ties, names = height / 2, [], []
    for side, (rows, own) in columns.items():
        x, port = (LEFT, MIDDLE - BOX / 2) if side == "left" else (RIGHT, MIDDLE + BOX / 2)
        for (edition, relations), y, lines in rows:
            y += (height - own) / 2
            end = x + (8 if side == "left" else -8)
            bend = (port + end) / 2
            ties.append(tie(f"M{port:g} {middle:g}C{bend:g} {middle:g} {bend:g} {y:g} {end:g} {y:g}", relations))
            names.append(neighbour(edition, x, y, lines, side, ROOM, reader))
    centre = own_box(document, label, MIDDLE, middle, BOX)
    return picture("wide", WIDTH, height, ARROW + drawn(ties, names, centre))


def tall(document: dict, shown: list, reader: Reader) -> Html:
    """The page at the top, and its neighbours below each other as branches of one trunk: for a small screen."""
    room = NARROW - BRANCH - 26
    rows, height = stack(shown, reader, room)
    label = own_label(document, reader, NARROW)
    top = len(label) * LEADING + 20
    ties, names = [f'<path class="tie" d="M{TRUNK} {top}V{top + rows[-1][1]:g}"/>'], []
    for (edition, relations), y, lines in rows:
        ties.append(tie(f"M{TRUNK} {top + y:g}H{BRANCH}", relations, HEAD))
        names.append(neighbour(edition, BRANCH + 8, top + y, lines, "right", room, reader))
    centre = own_box(document, label, NARROW / 2, top / 2, NARROW - 2)
    head = ARROW.replace('id="arrow"', f'id="{HEAD}"')
    return picture("tall", NARROW, top + height, head + drawn(ties, names, centre))


def picture(form: str, width: int, height: float, drawing: str) -> Html:
    size = f'viewBox="0 0 {width} {round(height)}" width="{width}" height="{round(height)}"'
    return Html(f'<svg class="net net--own net--{form}" {size}>{drawing}</svg>')


def drawn(ties: list[str], names: list[str], centre: str) -> str:
    return f'<g class="ties" aria-hidden="true">{"".join(ties)}</g>{"".join(names)}{centre}'


def own_label(document: dict, reader: Reader, width: float) -> tuple[str, ...]:
    """The name of the page itself, in lines that fit in its box."""
    abbreviation = document["details"].get("abbreviation", "")
    return wrap(labelled(abbreviation, reader.text(document["title"])), SIZE, width - 24)


def own_box(document: dict, label: tuple[str, ...], x: float, y: float, width: float) -> str:
    frame = box(x, y, width, len(label) * LEADING + 18, document["page_type"])
    return f'<g class="node self">{frame}{name(x, y, label, document["details"].get("abbreviation", ""), "middle")}</g>'


def stack(entries: list, reader: Reader, room: float) -> tuple[list, float]:
    """Set neighbours below each other; return each with its middle and its lines, and their height."""
    rows, y = [], GAP
    for edition, relations in entries:
        summary = edition.summary
        lines = wrap(labelled(summary.get("abbreviation", ""), reader.text(summary["title"])), SIZE, room)
        rows.append(((edition, relations), y + len(lines) * LEADING / 2, lines))
        y += len(lines) * LEADING + GAP
    return rows, y


def tie(line: str, relations: list[tuple[Role, bool]], head: str = "arrow") -> str:
    """The line from the page to a neighbour, for all relations between them."""
    kinds = {role.line for role, _inverse in relations}
    arrows = {inverse for role, inverse in relations if role.line == "arrow"}
    heads = f' marker-end="url(#{head})"' * (False in arrows) + f' marker-start="url(#{head})"' * (True in arrows)
    style = " tie--dashed" if kinds == {"dashed"} else ""
    return f'<path class="tie{style}" d="{line}"{heads}/>'


def neighbour(
    edition: Reference, x: float, y: float, lines: tuple[str, ...], side: str, room: float, reader: Reader
) -> str:
    summary, title = edition.summary, reader.text(edition.summary["title"])
    abbreviation = summary.get("abbreviation", "")
    return (
        f'<a class="node" href="{escape(edition.path(reader.language))}"{title.attrs}'
        f"{whole_name(abbreviation, title, lines)}>"
        f"{target(x, y, room + 26, len(lines) * LEADING, side)}{mark(x, y, summary['level'])}"
        f"{name(x + (-14 if side == 'left' else 14), y, lines, abbreviation, side)}</a>"
    )
