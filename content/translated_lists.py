"""Which pages of a list are translated, and which are not, or not any more."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from .languages import DEFAULT, LANGUAGES
from .models import Page, Translation
from .translating import Known, State, fields_of


def lacks(model: type[Model]) -> Q:
    """Rows in which a text stands in one language only."""
    found = Q(pk=None)
    for field in fields_of(model):
        for language in LANGUAGES:
            if language != DEFAULT:
                dutch, other = empty(f"{field}_{DEFAULT}"), empty(f"{field}_{language}")
                found |= (dutch & ~other) | (~dutch & other)
    return found


def empty(name: str) -> Q:
    return Q(**{name: ""}) | Q(**{f"{name}__isnull": True})


def page_lacks(model: type[Page]) -> Q:
    """Pages of a type with a text, of their own or of a row, that stands in one language only."""
    found = lacks(model)
    for name in model.row_names():
        relation: Any = model._meta.get_field(name)
        rows = relation.related_model._default_manager.filter(lacks(relation.related_model))
        found |= Q(Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
    return found


def out_of_date(model: type[Page]) -> list[int]:
    """The keys of the pages of a type that have a translation which is out of date."""
    written = Translation.objects.filter(page__page_type=model._meta.model_name).values("page")
    pages = model._default_manager.filter(pk__in=written).prefetch_related(*model.row_names())
    known = Known(page__page_type=model._meta.model_name)
    return [page.pk for page in pages if any(state == State.OUT_OF_DATE for _text, state in known.states(page))]


def in_state(pages: QuerySet, state: str) -> QuerySet:
    """Pages of one type of which a text is in a state, or all are complete."""
    if state == State.MISSING:
        return pages.filter(page_lacks(pages.model))
    stale = out_of_date(pages.model)
    if state == State.OUT_OF_DATE:
        return pages.filter(pk__in=stale)
    return pages.exclude(page_lacks(pages.model)).exclude(pk__in=stale)
