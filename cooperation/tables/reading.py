"""All that the site says in one state, as the rows of its tables: one query, whatever its size."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from content.models import Edition
from content.record import State
from content.references import Reference
from content.rendering.claims import cited_by

from ..kinds import KINDS, STANDING
from .claims import CLAIMS, RELATION, RELATIONS, STEPS, ClaimRow, StepRow, with_passages
from .columns import Table, Where
from .pages import PASSAGES, TABLES, PageRow, PassageRow

# All tables, in the order in which they are told of.
ALL: list[Table] = [RELATIONS, CLAIMS, STEPS, *TABLES.values(), PASSAGES]


class Everything(NamedTuple):
    """What the site says in a state: the rows of each table by its name, and the documents as they are stored."""

    where: Where
    rows: dict[str, list]
    documents: list[dict]


def read(state: State, origin: str) -> Everything:
    """Read all pages that are public in a state, in an order that is always the same."""
    order = list(KINDS)
    editions = [each for each in Edition.objects.at(state.moment).order_by() if each.page_type in order]
    editions.sort(key=lambda each: (order.index(each.page_type), each.sort_key_nl, each.summary["content_id"]))
    pages = [
        PageRow(Reference(*[getattr(each, name) for name in Reference._fields]), each.number or 0, each.read())
        for each in editions
    ]
    public = {row.id: row.page for row in pages}
    rows: dict[str, list] = defaultdict(list)
    for row in pages:
        rows[TABLES[row.page.page_type].name].append(row)
        rows[CLAIMS.name] += claims_of(row)
        rows[RELATIONS.name] += relations_of(row, public)
        rows[STEPS.name] += [
            StepRow(row.page, place, step) for place, step in enumerate(row.document["steps"], start=1)
        ]
        rows[PASSAGES.name] += [PassageRow(row.page, each) for each in row.document.get("passages", ())]
    return Everything(Where(origin, state), rows, [each.document for each in editions])


def claims_of(row: PageRow) -> Iterator[ClaimRow]:
    """What a page claims beside its relations; one about the site itself claims nothing."""
    if row.page.page_type == STANDING.name:
        return
    document, lead = row.document, row.document["lead_claim"]
    if lead["citations"]:
        yield from with_passages("lead", row.page, {**lead, "text": document["lead"]}, cited_by(lead, document))
    for statement in document["statements"]:
        yield from with_passages("statement", row.page, statement, cited_by(statement, document))
    for step in document["steps"]:
        if step["text"]:
            yield from with_passages("step", row.page, step, cited_by(step, document))


def relations_of(row: PageRow, public: dict[str, Reference]) -> Iterator[ClaimRow]:
    """The relations that a page tells of, with pages that are public."""
    for relation in row.document["relations"]:
        if other := public.get(relation["target"]):
            yield from with_passages(RELATION, row.page, relation, cited_by(relation, row.document), other)
