"""The rows of the matrix as markup; content/rendering/markup.py gives the reason why it is written here."""

from html import escape
from itertools import groupby

from content.rendering.text import Html, Reader, isolated

from ..models import Level
from ..network.graph import Node, Tie
from ..network.telling import told
from .reading import Matrix
from .signs import Sign, sign_of


def head(matrix: Matrix) -> Html:
    """The levels of the columns, and under them a column for each partnership."""
    groups = [(level, len(list(nodes))) for level, nodes in groupby(matrix.columns, key=lambda node: node.level)]
    levels = "".join(
        f'<th class="matrix__level" scope="colgroup" colspan="{count}">{level_mark(level)}</th>'
        for level, count in groups
    )
    names = "".join(f'<th scope="col"><span class="matrix__turned">{link(node)}</span></th>' for node in matrix.columns)
    return Html(f'<tr><td></td>{levels}</tr><tr class="matrix__names"><td></td>{names}</tr>')


def body(matrix: Matrix, signs: dict[tuple[str, bool], Sign], reader: Reader) -> Html:
    """A row for each organisation, under its level."""
    html, span = [], len(matrix.columns) + 1
    for level, nodes in groupby(matrix.rows, key=lambda node: node.level):
        rows = "".join(row(node, matrix, signs, reader) for node in nodes)
        title = f'<th class="matrix__level" scope="rowgroup" colspan="{span}">{level_mark(level)}</th>'
        html.append(f"<tbody><tr>{title}</tr>{rows}</tbody>")
    return Html("".join(html))


def row(node: Node, matrix: Matrix, signs: dict[tuple[str, bool], Sign], reader: Reader) -> str:
    cells = "".join(
        f"<td>{''.join(sign(tie, signs, reader) for tie in matrix.cells.get((node.page_id, column.page_id), ()))}</td>"
        for column in matrix.columns
    )
    return f'<tr><th scope="row">{link(node)}</th>{cells}</tr>'


def sign(tie: Tie, signs: dict[tuple[str, bool], Sign], reader: Reader) -> str:
    """The letter of a role, as a link to where the relation is told; the sentence is its name."""
    found, sentence = signs[sign_of(tie)], escape(told(tie, reader))
    address = escape(f"{tie.subject.url}#r-{tie.anchor}")
    return (
        f'<a class="cell" href="{address}" title="{sentence}">{shape(found)}'
        f'<span class="cell__told">{sentence}</span></a>'
    )


def shape(sign: Sign) -> str:
    return f'<span class="sign sign--{sign.look}" aria-hidden="true">{escape(sign.letter)}</span>'


def legend(signs: dict[tuple[str, bool], Sign]) -> Html:
    return Html("".join(f"<li>{shape(sign)} <span>{escape(sign.label)}</span></li>" for sign in signs.values()))


def level_mark(level: str) -> str:
    label = str(Level(level).label)
    return f'<span class="level level--{level}">{escape(label[:1].upper() + label[1:])}</span>'


def link(node: Node) -> str:
    short = (
        f' <span class="row__abbreviation">({escape(isolated(node.abbreviation))})</span>' if node.abbreviation else ""
    )
    return f'<a href="{escape(node.url)}"{node.title.attrs}>{escape(node.title)}</a>{short}'
