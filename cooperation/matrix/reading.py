"""Who sits where: partnerships beside organisations, with a sign for each role of the one in the other."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from content.models import Edition, Link
from content.references import Reference
from content.rendering.text import Reader

from ..kinds import ORGANISATION, PARTNERSHIP
from ..network.graph import LEVELS, Node, Tie, has_place, node_of
from ..roles import ROLES, role_of

# What a table can hold; a larger site is told what is left out.
COLUMNS, ROWS, MOST_LINKS = 40, 150, 3000


@dataclass
class Matrix:
    """Organisations in rows and partnerships in columns, each by level, with the relations between them."""

    rows: list[Node]
    columns: list[Node]
    cells: dict[tuple[int, int], list[Tie]]  # by page of organisation and of partnership
    rows_left: int  # organisations that have a relation with a column, and no row
    columns_left: bool  # whether there are partnerships that have not been looked at
    links_left: bool  # whether there are more relations than have been looked at

    @property
    def ties(self) -> list[Tie]:
        return [tie for row in self.rows for column in self.columns for tie in self.cells[row.page_id, column.page_id]]


def read_matrix(moment: datetime, reader: Reader, level: str = "") -> Matrix:
    """Read the matrix, of all partnerships or those of one level, in three queries.

    Of more partnerships than fit, it has the first in the alphabet; of more organisations, those with the most cells.
    """
    live = Edition.objects.at(moment)
    chosen = live.of_type(PARTNERSHIP.name).in_alphabet(reader.language)
    if level:
        chosen = chosen.filter(summary__level=level)
    found = chosen[: COLUMNS + 1].references()
    partnerships = found[:COLUMNS]
    columns = {page.page_id: node_of(page, reader) for page in partnerships if has_place(page)}
    links = relations_at(partnerships, moment)
    named = {page for link in links for page in (link.page, link.target)} - columns.keys()
    others = live.of_type(ORGANISATION.name).filter(page__in=named).references()
    nodes = columns | {page.page_id: node_of(page, reader) for page in others if has_place(page)}
    rows, cells = {}, defaultdict(list)
    for tie in ties_of(links, columns, nodes):
        row, column = tie.ends if tie.subject.type == ORGANISATION.name else tie.ends[::-1]
        rows[row.page_id] = row
        cells[row.page_id, column.page_id].append(tie)
    filled: dict[int, int] = defaultdict(int)
    for page, _column in cells:
        filled[page] += 1
    most = sorted(rows.values(), key=lambda node: (-filled[node.page_id], node.sort_key, node.page_id))[:ROWS]
    shown = {node.page_id for node in most}
    used = {column for row, column in cells if row in shown}
    return Matrix(
        sorted(most, key=place),
        sorted((node for page, node in columns.items() if page in used), key=place),
        cells,
        len(rows) - len(most),
        len(found) > COLUMNS,
        len(links) == MOST_LINKS,
    )


class Ends(NamedTuple):
    """A live relation: the page that tells of it, its role, the page that it points at, and what it says."""

    page: int
    role: str
    target: int
    data: dict


def relations_at(pages: list[Reference], moment: datetime) -> list[Ends]:
    """The relations between these partnerships and organisations, whichever of the two tells of it."""
    at_either_end = Q(edition__in=[page.pk for page in pages]) | Q(target__in=[page.page_id for page in pages])
    live = Link.objects.at(moment).filter(at_either_end, role__in=ROLES).order_by("pk")
    return [Ends(*link) for link in live.values_list("edition__page", "role", "target", "data")[:MOST_LINKS]]


def ties_of(links: list[Ends], columns: dict[int, Node], nodes: dict[int, Node]) -> list[Tie]:
    """The relations of which one end is a column, and the other is not."""
    return [
        Tie(nodes[link.page], role_of(link.role), nodes[link.target], link.data)
        for link in links
        if {link.page, link.target} <= nodes.keys() and (link.page in columns) != (link.target in columns)
    ]


def place(node: Node) -> tuple:
    return LEVELS.index(node.level), node.sort_key, node.page_id
