"""The picture itself: SVG that is complete without a script, and has its looks from a style sheet."""

from collections.abc import Iterator

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.rendering.markup import element, joined
from content.rendering.text import Reader

from .. import kinds
from ..kinds import KINDS
from ..models import Level
from .graph import Tie, bundles
from .layout import BOX, LEFT, MIDDLE, RIGHT, ROOM, WIDTH, Band, Layout, Place
from .marks import arrow, box, mark, name, target, whole_name
from .routes import Routes, ports
from .telling import told


def drawing(layout: Layout, ties: list[Tie], reader: Reader, origin: str = "") -> Markup:
    """The inside of the picture's <svg>: bands, then lines, then places, so that no line lies on a name.

    `origin` makes the addresses whole, for a picture that leaves the site. The lines are hidden from screen readers:
    what they say in a picture stands as a sentence in the table.
    """
    bands = [band(one) for one in layout.bands]
    tied = element("g", *lines(layout, ties, reader), class_="net__ties", aria_hidden="true")
    places = [place(one, layout.numbers[page], origin) for page, one in layout.places.items()]
    return joined([arrow(), captions(layout), *bands, tied, *places])


def captions(layout: Layout) -> Markup:
    """What stands in each column."""
    shown = {one.node.type for one in layout.places.values()}
    middle = [kind for kind in kinds.bodies() if kind.network and kind.network.between]
    between = [kind for kind in middle if kind.is_actor or kind.name in shown]
    columns = [
        (LEFT - 14, "left", _("Services and international bodies")),
        (MIDDLE, "middle", capfirst(get_text_list([str(kind.plural) for kind in between], _("and")))),
        (RIGHT + 14, "right", _("Authorities, countries and society")),
    ]
    return joined(
        element("text", label, class_=f"net__caption net__name--{column}", x=x, y=14) for x, column, label in columns
    )


def band(one: Band) -> Markup:
    y = one.top + 27
    rule = element("path", class_="net__rule", d=f"M0 {one.top + 0.5:g}H{WIDTH}")
    label = element("text", capfirst(str(Level(one.level).label)), x=22, y=y)
    return element("g", rule, mark(8, y - 5, one.level), label, class_="net__band")


def lines(layout: Layout, ties: list[Tie], reader: Reader) -> Iterator[Markup]:
    """One line for all ties between two nodes; its title tells them."""
    routes = Routes(layout)
    found = bundles(ties)
    ends = [bundle[0].ends for bundle in found]
    pairs = [(layout.places[one.page_id], layout.places[other.page_id]) for one, other in ends]
    for bundle, (start, end), heights in zip(found, pairs, ports(pairs), strict=True):
        title = element("title", "\n".join(told(tie, reader) for tie in bundle))
        yield element(
            "path",
            title,
            class_=f"net__tie{style_of(bundle)}",
            data_relations=" ".join(layout.code(tie) for tie in bundle),
            d=routes.path(start, end, *heights),
            **heads_of(bundle),
        )


def style_of(bundle: list[Tie]) -> str:
    """The look of a line: dashed if it stands for nothing but supervision."""
    return " net__tie--dashed" if {tie.role.line for tie in bundle} == {"dashed"} else ""


def heads_of(bundle: list[Tie]) -> dict[str, str]:
    """A head at each end of a line that an arrow points to."""
    start = bundle[0].subject
    arrows = [tie for tie in bundle if tie.role.line == "arrow"]
    ends = {
        "marker_end": any(tie.subject is start for tie in arrows),
        "marker_start": any(tie.subject is not start for tie in arrows),
    }
    return {name: "url(#arrow)" for name, is_there in ends.items() if is_there}


def place(one: Place, number: int, origin: str) -> Markup:
    node = one.node
    return element(
        "a",
        shape(one),
        text(one),
        like=node.title,
        class_=f"net__node net__node--{KINDS[node.type].stands_as}",
        href=origin + node.url,
        data_node=number,
        aria_label=whole_name(node.abbreviation, node.title, one.lines),
    )


def shape(one: Place) -> Markup:
    """The mark of a body's level, or the box of what stands between them, and what a pointer or focus can take."""
    if one.column == "middle":
        network = KINDS[one.node.type].network
        return box(MIDDLE, one.y, BOX, one.height, is_round=bool(network and network.is_round))
    x = LEFT if one.column == "left" else RIGHT
    return target(x, one.y, ROOM + 26, one.height, one.column) + mark(x, one.y, one.node.level)


def text(one: Place) -> Markup:
    x = {"left": LEFT - 14, "middle": MIDDLE, "right": RIGHT + 14}[one.column]
    return name(x, one.y, one.lines, one.node.abbreviation, one.column)
