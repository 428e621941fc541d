"""A page in a list as JSON."""

from content.references import Reference
from content.rendering.plain import data_of
from content.rendering.text import Reader

from ..lists.rows import row_of


def row_as_data(page: Reference, reader: Reader, origin: str) -> dict:
    """Return what a list tells of a page; `kind` and `level` are the classification of this site."""
    row = row_of(page, reader)
    return {
        "id": page.content_id,
        "url": origin + row.title.url,
        "title": data_of(row.title.text),
        "abbreviation": row.abbreviation,
        "lead": data_of(row.lead),
        "type": page.page_type,
        "kind": page.summary.get("kind") or "",
        "kind_label": row.kind_label,
        "level": row.level,
        "level_label": row.level_label,
        "publisher": data_of(row.publisher),
        "date": row.date,
    }
