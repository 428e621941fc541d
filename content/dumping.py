"""Working copies as entries of fixtures: what `content/fixtures.py` reads, made of what is stored.

An entry says what differs from what a new row has by itself, under the names of the fields. Permanent ids are left out
where they are those that its names make (`content/identity.py`), and places where they are those of the order.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.db import models

from .documents.building import read_parts
from .fixture_fields import IDS, fields_of, id_by_names
from .languages import DEFAULT
from .models import Page, Passage

AT_ONCE = 200  # pages that are read together


def folder_of(model: Any) -> str:
    """Where the files of a model lie in `fixtures/`: named after it, and pages that have no list together."""
    return f"{model._meta.model_name}s" if getattr(model, "section", True) else "pages"


def entries_of(pages: Iterable[Any]) -> Iterator[tuple[Page, list[dict]]]:
    """Each of these pages, all of one type, with its entries: the page, and its rows in their order."""
    several = list(pages)
    for start in range(0, len(several), AT_ONCE):
        together = several[start : start + AT_ONCE]
        read_parts(together)
        for page in together:
            rows = [list(getattr(page, name).all()) for name in page.row_names()]
            yield page, [entry(page), *(entry(row, place) for own in rows for place, row in enumerate(own))]


def entry(row: Any, place: int = 0) -> dict:
    """What a fixture says of a row, which stands at this place among its like."""
    model: type[models.Model] = type(row)
    said = {field.name: value_of(row, field) for field in fields_of(model) if is_said(row, field, place)}
    return {"model": row._meta.label_lower, "fields": said}


def is_said(row: Any, field: Any, place: int) -> bool:
    """Whether a field has to be said."""
    if field.many_to_many:
        return bool(getattr(row, field.name).all())
    value = getattr(row, field.attname)
    if field.name in IDS:
        return value != id_by_names(row)
    if field.name == "position":
        return value != place
    if field.name == f"slug_{DEFAULT}":
        return True
    default = None if callable(field.default) else field.get_default()
    return value not in (None, "", [], False, default)


def value_of(row: Any, field: Any) -> Any:
    """A value as YAML has it: references by their natural keys, dates and ids as texts."""
    if field.many_to_many:
        return [key_of(other) for other in sorted(getattr(row, field.name).all(), key=order_of)]
    if field.is_relation:
        return key_of(getattr(row, field.name))
    value = getattr(row, field.attname)
    if isinstance(field, models.FileField):
        return PurePath(value.name).name
    return str(value) if isinstance(value, date | UUID) else value


def key_of(row: Any) -> list[str] | str:
    key = list(map(str, row.natural_key()))
    return key if len(key) > 1 else key[0]


def order_of(row: Any) -> tuple:
    """Where a row stands among those that another one refers to: passages as their source has them."""
    return (row.source.slug_nl, row.position, row.key) if isinstance(row, Passage) else row.natural_key()
