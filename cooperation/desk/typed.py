"""A page as it is typed in a form: put together in memory out of what was sent, and stored nowhere."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.text import capfirst

from content.admin.form.formsets import last_position
from content.models import Page

NEW = -1  # the key of a page that was never saved: that of no row


class Typed(NamedTuple):
    """A page with all its rows as they are typed; or what is wrong, each with the label of its field."""

    page: Page | None
    mistakes: list[tuple[str, list[str]]]


def typed(options: ModelAdmin, request: HttpRequest, stored: Page | None) -> Typed:
    """Read a form as saving it would, with what others saved meanwhile, and write nothing."""
    is_stored = stored is not None
    fields = flatten_fieldsets(options.get_fieldsets(request, stored))
    form = options.get_form(request, stored, change=is_stored, fields=fields)(request.POST, instance=stored)
    formsets, _inlines = options._create_formsets(request, form.instance, change=is_stored)  # type: ignore[attr-defined]
    if not all([form.is_valid(), *(formset.is_valid() for formset in formsets)]):
        return Typed(None, [*mistakes(form), *(each for formset in formsets for each in mistakes_of_rows(formset))])
    page = form.save(commit=False)
    if not is_stored:
        page.page_type, page.pk = str(page._meta.model_name), NEW
    hold(page, form)
    for formset in formsets:
        holding(page, str(formset.fk.remote_field.get_accessor_name()), rows(formset))
    return Typed(page, [])


def rows(formset: BaseInlineFormSet) -> list[Model]:
    """The rows of a page in their order, without those that are to be deleted, each with what it points at."""
    formset.save(commit=False)
    forms = [form for form in formset.forms if form not in formset.deleted_forms]
    found = [form.instance for form in forms if form.has_changed() or form in formset.initial_forms]
    for form in forms:
        hold(form.instance, form)
    shown = {row.pk for row in found}
    found += [row for row in formset.get_queryset() if row.pk not in shown | deleted(formset)]  # others added these
    for row in found:
        if row.position is None:
            row.position = last_position(other.position for other in found if other.position is not None)
    names = [name for name in formset.model._meta.ordering if name != formset.fk.name]
    return sorted(found, key=lambda row: [getattr(row, name) for name in names])


def deleted(formset: BaseInlineFormSet) -> set:
    return {form.instance.pk for form in formset.deleted_forms}


def hold(instance: Model, form: ModelForm) -> None:
    """Let a row have the other rows that were chosen in its form."""
    for field in instance._meta.many_to_many:
        if field.name in form.cleaned_data:
            holding(instance, field.name, form.cleaned_data[field.name])


def holding(instance: Model, name: str, found: Iterable[Model]) -> None:
    """Let an instance have rows under a name as if they had been read with it."""
    listed = list(found)
    model = instance._meta.get_field(name).related_model if not listed else type(listed[0])
    known: QuerySet = model._default_manager.none()  # type: ignore[union-attr]
    known._result_cache, known._prefetch_done = listed, True  # type: ignore[attr-defined]
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def mistakes(form: ModelForm, of: str = "") -> list[tuple[str, list[str]]]:
    """What is wrong in a form, by the labels of its fields."""
    labels = {name: str(field.label or name) for name, field in form.fields.items()}
    return [
        (" – ".join(filter(None, (of, capfirst(labels.get(name, ""))))), list(map(str, errors)))
        for name, errors in form.errors.items()
    ]


def mistakes_of_rows(formset: BaseInlineFormSet) -> list[tuple[str, list[str]]]:
    kind = capfirst(str(formset.model._meta.verbose_name))
    found = [(kind, list(map(str, formset.non_form_errors())))] if formset.non_form_errors() else []
    for number, form in enumerate(formset.forms, start=1):
        found += mistakes(form, f"{kind} {number}") if form.errors else []
    return found
