"""What search reads of the pages that may answer, by key: a row never changes, so each is read once and kept."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField

from ..kept import all_kept_for_good
from ..models import SearchPage
from ..prepared import Parameter, Prepared
from ..reading import filled
from .indexing import Place

ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NAMED = re.compile(f"(?<![0-9a-f]){ID}(?![0-9a-f])")  # other pages: in the words of a relation, and in facets


class Row(NamedTuple):
    """What can be found of an edition in one language."""

    key: int
    edition: int
    page: UUID
    names: str  # a name on each line; those of the other languages after an empty one
    facets: list[str]  # "type=organisation", "level=national" …
    words: str  # of the lead, then on a line of its own those of each place
    places: list[Place]
    named: frozenset[UUID]  # the pages whose names belong to what it says


def rows_of(keys: Iterable[int]) -> dict[int, Row]:
    """The rows with these keys, in their order."""
    return all_kept_for_good("search", keys, read)


def read(keys: list[int]) -> dict[int, Row]:
    wanted = filled(set(keys), 0)
    found = readable(len(wanted)).rows(**{f"key_{number}": key for number, key in enumerate(wanted)})
    return {row[0]: row_with(*row) for row in found}


def row_with(key: int, edition: int, page: UUID, names: str, facets: str, words: str, places: list) -> Row:
    named = frozenset(map(UUID, NAMED.findall(f"{words} {facets}")))
    return Row(key, edition, page, names, facets.split(), words, [Place(*place) for place in places], named)


@cache
def readable(number: int) -> Prepared:
    keys = [Parameter(f"key_{each}", BigIntegerField()) for each in range(number)]
    columns = ("pk", "edition_id", "content_id", "names", "facets", "words", "places")
    return Prepared(SearchPage.objects.filter(pk__in=keys).order_by().values_list(*columns))
