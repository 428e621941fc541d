"""Writes tables to files of text: CSV (RFC 4180), GraphML, and JSON Lines."""

import csv
import io
import re
from collections.abc import Iterable
from itertools import groupby
from unicodedata import normalize
from xml.etree import ElementTree

from content.cleaning import for_xml
from content.languages import DEFAULT

from .claims import RELATIONS, ClaimRow, other_of
from .columns import BETWEEN, NUMBER, STATE, Column, Where, in_both
from .pages import NODE, PageRow

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
FORMULA = re.compile(r"[=+\-@\t\r]")  # in the signs of other scripts as well


def as_csv(columns: list[Column], rows: Iterable, where: Where) -> str:
    """Rows as a table, each with its state and its licence. A text that begins as a formula has an apostrophe first."""
    output = io.StringIO()
    writer = csv.writer(output)
    columns = [*columns, *STATE]
    writer.writerow([column.name for column in columns])
    writer.writerows([no_formula(column.value(row, where)) for column in columns] for row in rows)
    return output.getvalue()


def no_formula(value: str | int) -> str | int:
    """A value that no spreadsheet takes for a formula: an apostrophe before it makes it a text."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(normalize("NFKC", value)) else value


def as_graphml(
    nodes: Iterable[PageRow], relations: Iterable[ClaimRow], where: Where, language: str = DEFAULT, view: str = ""
) -> str:
    """A directed graph for programs such as Gephi, yEd and networkx, with the columns of the tables.

    Of a relation that rests on several passages, what these have of their own stands in one value, with bars between
    them. `label`, in a language, is what such programs show; `view` is where all this can be seen on the site.
    """
    root = ElementTree.Element("graphml", xmlns=GRAPHML)
    edges = RELATIONS.columns[1:]
    for domain, columns in {"graph": STATE, "node": NODE[1:], "edge": edges}.items():
        for column in columns:
            kind = "int" if column.type == NUMBER else "string"
            names = {"id": f"{domain}-{column.name}", "for": domain, "attr.name": column.name, "attr.type": kind}
            ElementTree.SubElement(ElementTree.SubElement(root, "key", names), "desc").text = " / ".join(
                in_both(column.told)
            )
    for domain, name in (("graph", "view"), ("node", "label"), ("edge", "label")):
        names = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": "string"}
        ElementTree.SubElement(root, "key", names)
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    state = {column.name: column.value(None, where) for column in STATE}
    describe(graph, "graph", {"view": view, **state})
    for node in nodes:
        values = {column.name: column.value(node, where) for column in NODE[1:]}
        label = values[f"title_{language}"] or values["title_nl"]
        describe(ElementTree.SubElement(graph, "node", id=node.id), "node", {"label": label, **values})
    for key, group in groupby(relations, key=lambda row: row.claim["id"]):
        rows = list(group)
        ends = {"id": key, "source": rows[0].page.content_id, "target": other_of(rows[0]).content_id}
        values = {column.name: together([column.value(row, where) for row in rows]) for column in edges}
        edge = ElementTree.SubElement(graph, "edge", ends)
        describe(edge, "edge", {"label": values[f"role_{language}"], **values})
    ElementTree.indent(root)
    return for_xml(ElementTree.tostring(root, encoding="unicode", xml_declaration=False))


def together(values: list[str | int]) -> str | int:
    """What rows say in one column: once where they all say the same."""
    return values[0] if len(set(values)) == 1 else BETWEEN.join(map(str, values))


def describe(element: ElementTree.Element, domain: str, values: dict[str, str | int]) -> None:
    for name, value in values.items():
        if value != "":
            ElementTree.SubElement(element, "data", key=f"{domain}-{name}").text = str(value)
