"""All pages as rows, each with what readers say for it: what search has to go by in a copy of the site."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from content.models import Edition
from content.rendering.text import Reader
from content.search.readers import said_of_pages

from ..lists.rows import Row, row_of


class Listed(NamedTuple):
    row: Row
    words: str  # that readers say


def all_pages(moment: datetime, reader: Reader) -> list[Listed]:
    """Every live page, in the alphabet of the reader's language."""
    said = said_of_pages(reader.language)
    pages = Edition.objects.at(moment).in_alphabet(reader.language).references()
    found = ((page, said.get(UUID(page.content_id))) for page in pages)
    return [Listed(row_of(page, reader), words.text if words else "") for page, words in found]
