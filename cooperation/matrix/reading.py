"""Who sits where: partnerships beside organisations, with a sign for each role of the one in the other."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from content.models import Edition, Link
from content.rendering.text import Reader

from ..network.graph import LEVELS, Node, Tie, has_place, node_of
from ..roles import ROLES, role_of
from ..roles.role import ORGANISATION, PARTNERSHIP

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
    standing: list[Edition]

    @property
    def ties(self) -> list[Tie]:
        return [tie for row in self.rows for column in self.columns for tie in self.cells[row.page_id, column.page_id]]


def read_matrix(moment: datetime, reader: Reader, level: str = "") -> Matrix:
    """Read the matrix, of all partnerships or those of one level, in three queries.

    Of more partnerships than fit, it has the first in the alphabet; of more organisations, those with the most cells.
    """
    live = Edition.objects.at(moment).with_summary()
    chosen = live.of_type(PARTNERSHIP).in_alphabet(reader.language)
    if level:
        chosen = chosen.filter(summary__level=level)
    editions = list(chosen[: COLUMNS + 1])
    columns = {edition.page_id: node_of(edition, reader) for edition in editions[:COLUMNS] if has_place(edition)}
    links = links_of(editions[:COLUMNS], moment)
    named = Q(page__in={link.target_id for link in links} - columns.keys(), page_type=ORGANISATION)
    others = list(live.filter(named | Q(page_type="infopage")))
    rows, cells = {}, defaultdict(list)
    for tie in ties_of(links, columns, others, reader):
        row, column = tie.ends if tie.subject.type == ORGANISATION else tie.ends[::-1]
        rows[row.page_id] = row
        cells[row.page_id, column.page_id].append(tie)
    filled = defaultdict(int)
    for row, _column in cells:
        filled[row] += 1
    most = sorted(rows.values(), key=lambda node: (-filled[node.page_id], node.sort_key, node.page_id))[:ROWS]
    shown = {node.page_id for node in most}
    used = {column for row, column in cells if row in shown}
    return Matrix(
        sorted(most, key=place),
        sorted((node for page, node in columns.items() if page in used), key=place),
        cells,
        len(rows) - len(most),
        len(editions) > COLUMNS,
        len(links) == MOST_LINKS,
        [edition for edition in others if edition.page_type == "infopage"],
    )


def links_of(editions: list[Edition], moment: datetime) -> list[Link]:
    """The relations between these partnerships and organisations, whichever of the two tells of it."""
    live = Link.objects.at(moment).select_related("edition").defer("edition__document")
    at_either_end = Q(edition__in=editions) | Q(target__in=[edition.page_id for edition in editions])
    return list(live.filter(at_either_end, role__in=ROLES).order_by("pk")[:MOST_LINKS])


def ties_of(links: list[Link], columns: dict[int, Node], others: list[Edition], reader: Reader) -> list[Tie]:
    nodes = {
        edition.page_id: node_of(edition, reader)
        for edition in [*others, *(link.edition for link in links)]
        if edition.page_type == ORGANISATION and has_place(edition)
    }
    nodes |= columns
    return [
        Tie(
            nodes[link.edition.page_id],
            role_of(link.role),
            nodes[link.target_id],
            link.data,
        )
        for link in links
        if {link.edition.page_id, link.target_id} <= nodes.keys()
        and (link.edition.page_id in columns) != (link.target_id in columns)
    ]


def place(node: Node) -> tuple:
    return LEVELS.index(node.level), node.sort_key, node.page_id
