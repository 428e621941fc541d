"""The rows of the matrix as markup."""

from itertools import groupby

from markupsafe import Markup

from content.rendering.markup import element, joined, link, short_name
from content.rendering.text import Reader

from ..lists.markup import level_mark
from ..network.graph import Node, Tie
from ..network.telling import told
from .reading import Matrix
from .signs import Sign, sign_of

Signs = dict[tuple[str, bool], Sign]


def head(matrix: Matrix) -> Markup:
    """The levels of the columns, and under them a column for each partnership."""
    groups = [(level, len(list(nodes))) for level, nodes in groupby(matrix.columns, key=lambda node: node.level)]
    levels = [level_head(level, scope="colgroup", colspan=count) for level, count in groups]
    turned = [element("span", name(node), class_="matrix__turned") for node in matrix.columns]
    names = [element("th", each, scope="col") for each in turned]
    empty = element("td", "")
    return element("tr", empty, *levels) + element("tr", empty, *names, class_="matrix__names")


def body(matrix: Matrix, signs: Signs, reader: Reader) -> Markup:
    """A row for each organisation, under its level."""
    bodies, span = [], len(matrix.columns) + 1
    for level, nodes in groupby(matrix.rows, key=lambda node: node.level):
        rows = [row(node, matrix, signs, reader) for node in nodes]
        bodies.append(element("tbody", element("tr", level_head(level, scope="rowgroup", colspan=span)), *rows))
    return joined(bodies)


def level_head(level: str, **attributes: object) -> Markup:
    return element("th", level_mark(level), class_="matrix__level", **attributes)


def row(node: Node, matrix: Matrix, signs: Signs, reader: Reader) -> Markup:
    found = [matrix.cells.get((node.page_id, column.page_id), ()) for column in matrix.columns]
    cells = [element("td", joined(sign(tie, signs, reader) for tie in ties)) for ties in found]
    return element("tr", element("th", name(node), scope="row"), *cells)


def sign(tie: Tie, signs: Signs, reader: Reader) -> Markup:
    """The sign of a role, as a link to where the relation is told; the sentence is its name."""
    sentence = told(tie, reader)
    hidden = element("span", sentence, class_="cell__told")
    address = f"{tie.subject.url}#r-{tie.anchor}"
    return element("a", shape(signs[sign_of(tie)]), hidden, class_="cell", href=address, title=sentence)


def shape(sign: Sign) -> Markup:
    return element("span", sign.mark, class_=f"sign sign--{sign.look}", aria_hidden="true")


def legend(signs: Signs) -> Markup:
    """Each sign with the roles that it stands for."""
    roles: dict[tuple[str, str], list[Sign]] = {}
    for sign in signs.values():
        roles.setdefault((sign.look, sign.mark), []).append(sign)
    return joined(
        element("li", shape(those[0]), " ", element("span", " · ".join(sign.label for sign in those)))
        for those in roles.values()
    )


def name(node: Node) -> Markup:
    return link(node.title, node.url) + short_name(node.abbreviation, "({})")
