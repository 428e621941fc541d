"""The picture itself: SVG that is complete without a script, and has its looks from a style sheet."""

from html import escape

from django.utils.translation import gettext as _

from content.rendering.text import Html, Reader

from ..models import Level
from .graph import Tie, bundles
from .layout import BOX, LEFT, MIDDLE, RIGHT, ROOM, WIDTH, Band, Layout, Place
from .marks import ARROW, box, mark, name, target, whole_name
from .routes import Routes, ports
from .telling import told


def drawing(layout: Layout, ties: list[Tie], reader: Reader, origin: str = "") -> Html:
    """The inside of the picture's <svg>: bands, then lines, then places, so that no line lies on a name.

    `origin` makes the addresses whole, for a picture that leaves the site. The lines are hidden from screen readers:
    what they say in a picture stands as a sentence in the table.
    """
    return Html(
        f"{ARROW}{captions(layout)}"
        + "".join(map(band, layout.bands))
        + '<g class="ties" aria-hidden="true">'
        + "".join(lines(layout, ties, reader))
        + "</g>"
        + "".join(place(one, layout.numbers[page], origin) for page, one in layout.places.items())
    )


def captions(layout: Layout) -> str:
    """What stands in each column."""
    written = any(one.node.type == "programme" for one in layout.places.values())
    columns = [
        (LEFT - 14, "left", _("Services and international bodies")),
        (MIDDLE, "middle", _("Partnerships and programmes") if written else _("Partnerships")),
        (RIGHT + 14, "right", _("Authorities, countries and society")),
    ]
    return "".join(
        f'<text class="caption name--{column}" x="{x}" y="14">{escape(label)}</text>' for x, column, label in columns
    )


def band(one: Band) -> str:
    y = one.top + 27
    label = str(Level(one.level).label)
    return (
        f'<g class="band"><path class="rule" d="M0 {one.top + 0.5:g}H{WIDTH}"/>'
        f"{mark(8, y - 5, one.level)}"
        f'<text x="22" y="{y:g}">{escape(label[:1].upper() + label[1:])}</text></g>'
    )


def lines(layout: Layout, ties: list[Tie], reader: Reader):
    """One line for all ties between two nodes; its title tells them."""
    routes = Routes(layout)
    found = bundles(ties)
    pairs = [tuple(layout.places[node.page_id] for node in bundle[0].ends) for bundle in found]
    for bundle, (start, end), heights in zip(found, pairs, ports(pairs), strict=True):
        relations = " ".join(layout.code(tie) for tie in bundle)
        title = escape("\n".join(told(tie, reader) for tie in bundle))
        style, heads = style_of(bundle)
        yield (
            f'<path class="tie{style}" data-relations="{relations}" d="{routes.path(start, end, *heights)}"{heads}>'
            f"<title>{title}</title></path>"
        )


def style_of(bundle: list[Tie]) -> tuple[str, str]:
    """The look of a line: dashed if nothing but supervision, with a head at each end that an arrow points to."""
    roles = {tie.role.line for tie in bundle}
    start = bundle[0].subject
    arrows = [tie for tie in bundle if tie.role.line == "arrow"]
    heads = ' marker-end="url(#arrow)"' * any(tie.subject is start for tie in arrows)
    heads += ' marker-start="url(#arrow)"' * any(tie.subject is not start for tie in arrows)
    return (" tie--dashed" if roles == {"dashed"} else ""), heads


def place(one: Place, number: int, origin: str) -> str:
    node = one.node
    return (
        f'<a class="node node--{node.type}" href="{escape(origin + node.url)}" data-node="{number}"'
        f"{node.title.attrs}{whole_name(node.abbreviation, node.title, one.lines)}>{shape(one)}{text(one)}</a>"
    )


def shape(one: Place) -> str:
    """The mark of a body's level, or the box of a partnership or programme, and what a pointer or focus can take."""
    if one.column == "middle":
        return box(MIDDLE, one.y, BOX, one.height, one.node.type)
    x = LEFT if one.column == "left" else RIGHT
    return target(x, one.y, ROOM + 26, one.height, one.column) + mark(x, one.y, one.node.level)


def text(one: Place) -> str:
    x = {"left": LEFT - 14, "middle": MIDDLE, "right": RIGHT + 14}[one.column]
    return name(x, one.y, one.lines, one.node.abbreviation, one.column)
