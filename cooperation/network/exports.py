"""The view of the network that somebody looks at, as a file to take away: each with its source and its date."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from unicodedata import normalize
from xml.etree import ElementTree

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.cleaning import for_xml
from content.rendering.markup import element
from content.rendering.periods import date_label
from content.rendering.text import Reader

from ..look.palette import light_colours, static_file
from .drawing import drawing
from .graph import Node, Tie
from .layout import WIDTH, lay_out
from .telling import told

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
FOOT = 40  # of the picture, for where it comes from


@dataclass
class View:
    """What is in view, where it can be seen on the site, and when it was so."""

    nodes: list[Node]
    ties: list[Tie]
    reader: Reader
    origin: str
    address: str
    day: date

    def sources(self, tie: Tie) -> str:
        """Who says so: "AIVD, Jaarverslag 2014, p. 41 (2014)", with semicolons between them."""
        text, language = self.reader.text, self.reader.language
        told = [
            (text(one["publisher"]), text(one["title"]), text(one["place"]), date_label(language, one["date"]))
            for one in tie.citations
        ]
        return "; ".join("{}, {}, {} ({})".format(*one) for one in told)

    def values(self, tie: Tie) -> dict[str, str]:
        """What the files say of a relation, beside its two ends."""
        period = {name: tie.period.get(name, "") for name in ("since", "until", "as_of")}
        return {"role": tie.role.name, "sentence": told(tie, self.reader), **period, "sources": self.sources(tie)}


def as_csv(view: View) -> str:
    """A line for each relation."""
    output = io.StringIO()
    names = ["subject", "role", "object", "sentence", "since", "until", "as_of", "sources"]
    writer = csv.DictWriter(output, [*names, "subject_url", "object_url", "view", "date"])
    writer.writeheader()
    for tie in view.ties:
        writer.writerow(
            no_formulas(
                {
                    "subject": tie.subject.title,
                    "object": tie.object.title,
                    "subject_url": view.origin + tie.subject.url,
                    "object_url": view.origin + tie.object.url,
                    "view": view.address,
                    "date": view.day.isoformat(),
                    **view.values(tie),
                }
            )
        )
    return output.getvalue()


FORMULA = re.compile(r"[=+\-@\t\r]")  # in the signs of other scripts as well


def no_formulas(row: dict[str, str]) -> dict[str, str]:
    """A row without a cell that a spreadsheet takes for a formula: an apostrophe before it makes it a text."""
    return {
        name: f"'{text}" if text and FORMULA.match(normalize("NFKC", str(text))) else text for name, text in row.items()
    }


def as_graphml(view: View) -> str:
    """A directed graph for programs such as Gephi, yEd and networkx."""
    root = ElementTree.Element("graphml", xmlns=GRAPHML)
    keys = {
        "graph": ["source", "date"],
        "node": ["label", "abbreviation", "type", "kind", "level", "url"],
        "edge": ["role", "sentence", "since", "until", "as_of", "sources"],
    }
    for domain, names in keys.items():
        for name in names:
            key = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": "string"}
            told = ElementTree.SubElement(root, "key", key)
            if name in ("kind", "level"):
                ElementTree.SubElement(told, "desc").text = _("our classification")
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    describe(graph, "graph", {"source": view.address, "date": view.day.isoformat()})
    for node in view.nodes:
        values = {name: str(getattr(node, name)) for name in keys["node"][1:-1]}
        values |= {"label": str(node.title), "url": view.origin + node.url}
        describe(ElementTree.SubElement(graph, "node", id=node.content_id), "node", values)
    for tie in view.ties:
        ends = {"source": tie.subject.content_id, "target": tie.object.content_id}
        describe(ElementTree.SubElement(graph, "edge", ends), "edge", view.values(tie))
    ElementTree.indent(root)
    return for_xml(ElementTree.tostring(root, encoding="unicode", xml_declaration=False))


def describe(element: ElementTree.Element, domain: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        if value:
            ElementTree.SubElement(element, "data", key=f"{domain}-{name}").text = str(value)


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
        drawing(layout, view.ties, view.reader, view.origin),
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
