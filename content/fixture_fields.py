"""Which fields a row has in a file: in fixtures, and in sheets."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from .identity import claim_id, page_id, passage_id
from .languages import LANGUAGES
from .models import Claim, Page, Passage
from .translating import declared

IDS = ("content_id", "uid", "id")  # under which name a page, a passage and a claim have their permanent ids
# What a row is known by comes first.
KNOWN_BY = ("page", "source", "anchor", "key", "file", "slug", *IDS, "position", "title")
# When something is so, what others say of it and what editors plan with it comes after what it says.
REMARK = ("remark", "remark_by", "remark_date", "remark_url")
LATE = (
    "lead_since",
    "lead_until",
    "lead_as_of",
    "since",
    "until",
    "as_of",
    *REMARK,
    "image",
    "review_by",
    "review_every",
)
# Nobody types these, and yet they belong to a row.
UNSEEN = {*IDS, "key", "former_anchors"}


@cache
def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields that a file may have: what a row is known by, its texts by language, and at last what it refers to."""
    translated = declared(model, "fields")
    fields = [each for each in model._meta.get_fields() if is_own(each) and each.name not in translated]
    stems = {f"{name}_{language}": name for name in translated for language in LANGUAGES}
    named = [stems.get(each.name, each.name) for each in fields]

    def order(place: int) -> tuple:
        name = named[place]
        known = KNOWN_BY.index(name) if name in KNOWN_BY else len(KNOWN_BY)
        late = LATE.index(name) + 1 if name in LATE else 0
        return known, bool(fields[place].many_to_many), late, named.index(name), place

    return [fields[place] for place in sorted(range(len(fields)), key=order)]


def is_own(field: Any) -> bool:
    """Whether a file says it: not what points at the row, nor what is made along with it."""
    if field.auto_created or (field.is_relation and field.remote_field.parent_link):
        return False
    return field.editable or field.name in UNSEEN


@cache
def id_name(model: type[models.Model]) -> str:
    """Under which name a row has its permanent id; nothing for a model whose rows have another key in files."""
    return next((field.name for field in fields_of(model) if field.name in IDS), "")


def id_by_names(row: Any) -> UUID | None:
    """The permanent id that the names of a page, a claim or a passage make: the same everywhere."""
    name = str(row._meta.model_name)
    if isinstance(row, Page):
        return page_id(name, row.slug_nl)
    if isinstance(row, Claim):
        return claim_id(row.page.content_id, name, row.anchor)
    return passage_id(row.source.content_id, row.key) if isinstance(row, Passage) else None
