"""Draws the small network of a page in two forms, a wide and a tall one, of which a screen shows one."""

from markupsafe import Markup

from content.rendering.markup import element, joined

from ..kinds import KINDS
from ..look.lettering import wrap
from ..roles import role_of
from .marks import LEADING, arrow, box, labelled, mark, name, target, whole_name
from .neighbours import Neighbour, OwnNetwork

WIDTH, LEFT, RIGHT, MIDDLE, BOX = 1040, 292, 748, 520, 190
NARROW, TRUNK, BRANCH = 300, 14, 48
ROOM, SIZE, GAP = 266, 15, 9
HEAD = "arrow-tall"  # of its own: one that stands in a picture that is not shown is not drawn either


def pictures(network: OwnNetwork) -> Markup:
    """Both forms."""
    return wide(network) + tall(network)


def wide(network: OwnNetwork) -> Markup:
    """The page in the middle, and its neighbours at both sides."""
    half = (len(network.neighbours) + 1) // 2
    columns = {"left": stack(network.neighbours[:half], ROOM), "right": stack(network.neighbours[half:], ROOM)}
    label = own_label(network, BOX)
    height = max(*(height for _, height in columns.values()), len(label) * LEADING + 24)
    middle, ties, names = height / 2, [], []
    for side, (rows, own) in columns.items():
        x, port = (LEFT, MIDDLE - BOX / 2) if side == "left" else (RIGHT, MIDDLE + BOX / 2)
        for one, y, lines in rows:
            y += (height - own) / 2
            end = x + (8 if side == "left" else -8)
            bend = (port + end) / 2
            ties.append(tie(f"M{port:g} {middle:g}C{bend:g} {middle:g} {bend:g} {y:g} {end:g} {y:g}", one.relations))
            names.append(neighbour(one, x, y, lines, side, ROOM))
    centre = own_box(network, label, MIDDLE, middle, BOX)
    return picture("wide", WIDTH, height, arrow(), *drawn(ties, names), centre)


def tall(network: OwnNetwork) -> Markup:
    """The page at the top, and its neighbours below each other as branches of one trunk: for a small screen."""
    room = NARROW - BRANCH - 26
    rows, height = stack(network.neighbours, room)
    label = own_label(network, NARROW)
    top = len(label) * LEADING + 20
    ties, names = [element("path", class_="net__tie", d=f"M{TRUNK} {top}V{top + rows[-1][1]:g}")], []
    for one, y, lines in rows:
        ties.append(tie(f"M{TRUNK} {top + y:g}H{BRANCH}", one.relations, HEAD))
        names.append(neighbour(one, BRANCH + 8, top + y, lines, "right", room))
    centre = own_box(network, label, NARROW / 2, top / 2, NARROW - 2)
    return picture("tall", NARROW, top + height, arrow(HEAD), *drawn(ties, names), centre)


def picture(form: str, width: int, height: float, *parts: Markup) -> Markup:
    size = {"viewBox": f"0 0 {width} {round(height)}", "width": width, "height": round(height)}
    return element("svg", *parts, class_=f"net net--own net--{form}", **size)


def drawn(ties: list[Markup], names: list[Markup]) -> tuple[Markup, Markup]:
    return element("g", *ties, class_="net__ties", aria_hidden="true"), joined(names)


def own_label(network: OwnNetwork, width: float) -> tuple[str, ...]:
    """The name of the page itself, in lines that fit in its box."""
    return wrap(labelled(network.abbreviation, network.title), SIZE, width - 24)


def own_box(network: OwnNetwork, label: tuple[str, ...], x: float, y: float, width: float) -> Markup:
    kind = KINDS.get(network.type)
    is_round = bool(kind and kind.network and kind.network.is_round)
    frame = box(x, y, width, len(label) * LEADING + 18, is_round=is_round)
    told = name(x, y, label, network.abbreviation, "middle")
    spoken = {"role": "img", "aria_label": whole_name(network.abbreviation, network.title, label) or network.title}
    return element("g", frame, told, class_="net__node net__self", **spoken)


def stack(neighbours: tuple[Neighbour, ...], room: float) -> tuple[list[tuple[Neighbour, float, tuple]], float]:
    """Set neighbours below each other; return each with its middle and its lines, and their height."""
    rows, y = [], float(GAP)
    for one in neighbours:
        lines = wrap(labelled(one.abbreviation, one.title.text), SIZE, room)
        rows.append((one, y + len(lines) * LEADING / 2, lines))
        y += len(lines) * LEADING + GAP
    return rows, y


def tie(line: str, relations: tuple[tuple[str, bool], ...], head: str = "arrow") -> Markup:
    """The line from the page to a neighbour, for all relations between them."""
    roles = [(role_of(role), inverse) for role, inverse in relations]
    arrows = {inverse for role, inverse in roles if role.line == "arrow"}
    style = " net__tie--dashed" if {role.line for role, _inverse in roles} == {"dashed"} else ""
    end, start = f"url(#{head})" * (False in arrows), f"url(#{head})" * (True in arrows)
    return element("path", class_=f"net__tie{style}", d=line, marker_end=end, marker_start=start)


def neighbour(one: Neighbour, x: float, y: float, lines: tuple[str, ...], side: str, room: float) -> Markup:
    return element(
        "a",
        target(x, y, room + 26, len(lines) * LEADING, side),
        mark(x, y, one.level),
        name(x + (-14 if side == "left" else 14), y, lines, one.abbreviation, side),
        like=one.title.text,
        class_="net__node",
        href=one.title.url,
        aria_label=whole_name(one.abbreviation, one.title.text, lines),
    )
