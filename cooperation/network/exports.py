"""The view of the network that somebody looks at, as a file to take away: each with its source and its date."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.cleaning import for_xml
from content.rendering.markup import element
from content.rendering.text import Reader

from ..look.palette import light_colours, static_file
from ..tables import files as tables
from ..tables.claims import RELATION, RELATIONS, ClaimRow, with_passages
from ..tables.columns import ADDRESS, Column, Where
from ..tables.pages import PageRow
from .drawing import drawing
from .graph import Node, Tie
from .layout import WIDTH, lay_out

FOOT = 40  # of the picture, for where it comes from


@dataclass
class View:
    """What is in view, where it can be seen on the site, and when it was so."""

    nodes: list[Node]
    ties: list[Tie]
    reader: Reader
    where: Where
    address: str
    day: date

    @property
    def rows(self) -> list[ClaimRow]:
        """The relations as rows of their table."""
        return [
            row
            for tie in self.ties
            for row in with_passages(RELATION, tie.subject.page, tie.data, tie.citations, tie.object.page)
        ]


def as_csv(view: View) -> str:
    """A line for each relation and passage, as the table of all relations has it."""
    seen: Column = Column("view", ADDRESS, _("Where this can be seen"), lambda _row, _where: view.address)
    return tables.as_csv([*RELATIONS.columns, seen], view.rows, view.where)


def as_graphml(view: View) -> str:
    """A directed graph for programs such as Gephi, yEd and networkx."""
    nodes = [PageRow(node.page) for node in view.nodes]
    return tables.as_graphml(nodes, view.rows, view.where, view.reader.language, view.address)


def as_svg(view: View) -> str:
    """The picture on its own, with its looks and with where it comes from in it."""
    layout = lay_out(view.nodes)
    height = round(layout.height) + FOOT
    origin = f"{_('Who works with whom')}, {view.address}, {date_format(view.day, 'j F Y')}"
    size = {"width": WIDTH + 40, "height": height + 40}
    svg = element(
        "svg",
        element("title", _("Network")),
        element("style", Markup(looks())),  # noqa: S704 -- a file of our own
        element("rect", class_="net__paper", x=-20, y=-20, **size),
        drawing(layout, view.ties, view.reader, view.where.origin),
        element("text", origin, class_="net__origin", x=0, y=height - 8),
        xmlns="http://www.w3.org/2000/svg",
        class_="net",
        viewBox=f"-20 -20 {WIDTH + 40} {height + 40}",
        lang=view.reader.language,
        **size,
    )
    return for_xml(svg)


@cache
def looks() -> str:
    """The style sheet of the picture, with the site's light colours."""
    colours = "".join(f"{name}: {value};" for name, value in light_colours().items())
    return f".net{{{colours}}}{static_file('css/network-picture.css').read_text()}"


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "graphml": (as_graphml, "application/graphml+xml; charset=utf-8"),
    "svg": (as_svg, "image/svg+xml; charset=utf-8"),
}
