"""Which sheets a workbook of content has: one for each kind of row, with a column for each of its fields."""

from functools import cache
from typing import Any

from django.db import models

from ..fixture_fields import IDS, fields_of
from ..models import Claim, Passage, Source, page_types


@cache
def models_by_sheet() -> dict[str, type[models.Model]]:
    """The models of which pages consist, by the names of their sheets: sources, passages, pages of a kind, claims."""
    kinds = sorted(page_types().values(), key=lambda model: model.cites_sources)
    rows: list[Any] = [model._meta.get_field(name).related_model for model in kinds for name in model.row_names()]
    found: list[Any] = sorted(
        [*kinds, *rows], key=lambda model: (issubclass(model, Claim), model not in (Source, Passage))
    )
    return {str(model._meta.model_name): model for model in found}


def columns_of(model: type[models.Model]) -> list[Any]:
    """The fields that stand in a sheet. Permanent ids may, and are not needed."""
    return [field for field in fields_of(model) if field.name not in IDS and field.name != "former_anchors"]
