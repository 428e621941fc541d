"""Where everybody stands. A band for each level, from near to far; in each band three columns.

Bodies that act for the state (services, police, supervisors …) stand on the left, authorities and society on the
right, between them what joins them: partnerships, programmes … All lines run between the columns and all names of
bodies stand outside them, so that no line crosses a name. A place follows from who there are, never from the
relations: one relation more moves nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from ..kinds import KINDS
from ..look.lettering import wrap
from .graph import LEVELS, Node, Tie
from .marks import LEADING, labelled

WIDTH = 1240
LEFT, RIGHT, MIDDLE = 282, 958, 620  # where the lines of each column arrive
BOX = 196  # the width of what stands in the middle
SIZE = 15
ROOM = 258  # for a name beside the columns
ROW_GAP, KIND_GAP, BOX_GAP, BOX_PADDING = 8, 9, 20, 16
HEAD = 30  # for the names of the columns
BAND_HEAD, BAND_FOOT = 46, 22
ON_THE_LEFT = {
    "intelligence_service",
    "coordinator",
    "police",
    "investigation_service",
    "prosecution",
    "supervisor",
    "agency",
    "unit",
    "international_body",
}


@dataclass(frozen=True, eq=False)
class Place:
    """Where one body stands: the middle of its name, and the lines that it is written on."""

    node: Node
    column: str  # "left", "middle" or "right"
    y: float
    lines: tuple[str, ...]
    height: float


@dataclass(frozen=True)
class Band:
    """One level: where it begins, and how high it is."""

    level: str
    top: float
    height: float


@dataclass
class Layout:
    places: dict[int, Place]  # by page
    bands: list[Band]
    height: float

    @cached_property
    def numbers(self) -> dict[int, int]:
        """A short name for each page, within one picture."""
        return {page: number for number, page in enumerate(self.places)}

    def code(self, tie: Tie) -> str:
        """A tie in short, for the picture and the table beside it: "12:informs:40"."""
        return f"{self.numbers[tie.subject.page_id]}:{tie.role.name}:{self.numbers[tie.object.page_id]}"


def lay_out(nodes: Iterable[Node]) -> Layout:
    """Give every node its place."""
    columns: dict[tuple[str, str], list[Node]] = {}
    for node in sorted(nodes, key=order):
        columns.setdefault((node.level, column_of(node)), []).append(node)
    places, bands = {}, []
    top: float = HEAD
    for level in LEVELS:
        sides = {column: columns.get((level, column), []) for column in ("left", "middle", "right")}
        if not any(sides.values()):
            continue
        stacks = {column: stack(column, members) for column, members in sides.items()}
        tallest = max(height for _, height in stacks.values())
        start = top + BAND_HEAD
        for column, (found, height) in stacks.items():
            spread = (tallest - height) / max(len(found), 1) if column == "middle" else 0
            for number, (node, y, lines, own) in enumerate(found):
                places[node.page_id] = Place(node, column, start + y + spread * (number + 0.5), lines, own)
        bands.append(Band(level, top, BAND_HEAD + tallest + BAND_FOOT))
        top += bands[-1].height
    return Layout(places, bands, top)


def order(node: Node) -> tuple:
    """The order within a column: by type and kind as the site has them, then by the alphabet."""
    return places_of_types()[node.type], places_of_sorts(node.type).get(node.kind, -1), node.sort_key, node.page_id


@cache
def places_of_types() -> dict[str, int]:
    """The place of each type of page in the order in which the site names them."""
    return {name: number for number, name in enumerate(KINDS)}


@cache
def places_of_sorts(page_type: str) -> dict[str, int]:
    """The place of each sort of body in the order in which the site has them."""
    sorts = KINDS[page_type].sorts
    return {sort: number for number, sort in enumerate(sorts.values if sorts else ())}


def column_of(node: Node) -> str:
    network = KINDS[node.type].network
    if network and network.between:
        return "middle"
    return "left" if node.kind in ON_THE_LEFT else "right"


def stack(column: str, nodes: list[Node]) -> tuple[list[tuple], float]:
    """Set the nodes of a column below each other; return each with its middle, lines and height, and their height."""
    found, y = [], 0
    room, gap, padding = (BOX - 20, BOX_GAP, BOX_PADDING) if column == "middle" else (ROOM, ROW_GAP, 0)
    for before, node in zip([None, *nodes], nodes, strict=False):
        if before:
            y += gap + (KIND_GAP if column != "middle" and before.kind != node.kind else 0)
        lines = wrap(labelled(node.abbreviation, node.title), SIZE, room)
        height = len(lines) * LEADING + padding
        found.append((node, y + height / 2, lines, height))
        y += height
    return found, y
