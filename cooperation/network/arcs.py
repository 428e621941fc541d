"""A theme at a glance: the bodies that are filed under it as marks on a line, and their relations as arcs above it.

No names stand in it, so it says no more than how many there are, at which levels, and how closely they hang together.
"""

from collections import Counter
from math import sqrt

from markupsafe import Markup

from content.rendering.markup import element

from .graph import LEVELS, Graph, bundles
from .marks import mark

WIDTH, EDGE = 400, 8  # and what the line keeps clear at its ends, and below it
WIDEST, FULL = 22, 12  # from mark to mark: at most, and from where on a mark has its full size
FIRST, RISE = 6, 2.3  # how high an arc is: at least, and with the root of its width


def arcs(graph: Graph, theme: str) -> Markup:
    """The picture of a theme, by its content id; nothing where no two of its bodies are related."""
    nodes = [node for node in graph.nodes if theme in node.themes]
    filed = set(nodes)
    pairs = [bundle[0].ends for bundle in bundles(graph.ties) if filed.issuperset(bundle[0].ends)]
    if not pairs:
        return Markup()
    ends = Counter(node for pair in pairs for node in pair)
    nodes.sort(key=lambda node: (LEVELS.index(node.level), -ends[node], node.sort_key))
    step = min(WIDEST, (WIDTH - 2 * EDGE) / max(1, len(nodes) - 1))
    places = {node: EDGE + step * number for number, node in enumerate(nodes)}
    spans = [sorted(places[node] for node in pair) for pair in pairs]
    line = round(max(height(*span) for span in spans)) + 2
    ties = element("g", *[arc(start, end, line) for start, end in spans], class_="net__ties")
    size = min(1, step / FULL)
    marks = [
        element("g", mark(0, 0, node.level), transform=f"translate({x:.1f} {line}) scale({size:.2f})")
        for node, x in places.items()
    ]
    frame = {"viewBox": f"0 0 {WIDTH} {line + EDGE}", "width": WIDTH, "height": line + EDGE}
    return element("svg", ties, *marks, class_="net net--arcs", aria_hidden="true", **frame)


def height(start: float, end: float) -> float:
    """How high an arc is: the higher, the further apart its ends are."""
    return FIRST + RISE * sqrt(end - start)


def arc(start: float, end: float, line: float) -> Markup:
    """From one mark to another over the line."""
    top = line - height(start, end) * 4 / 3  # of a Bézier curve with both its controls there
    path = f"M{start:.1f} {line:g}C{start:.1f} {top:.1f} {end:.1f} {top:.1f} {end:.1f} {line:g}"
    return element("path", class_="net__tie", d=path)
