"""Choosing other rows in a form of many rows, each with several such fields: without a question for every field."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import ModelForm

from .options import Options


class Known:
    """A widget that names what is stored without asking for it again; what else was chosen it looks up."""

    known: dict[str, models.Model] = {}

    def optgroups(self, name, value, attrs=None):
        chosen = [key for key in map(str, value) if key not in self.choices.field.empty_values]
        if not chosen or any(key not in self.known for key in chosen):
            return super().optgroups(name, value, attrs)
        several = self.allow_multiple_selected
        none = [] if several or self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [
            self.create_option(name, key, self.choices.field.label_from_instance(self.known[key]), True, index)
            for index, key in enumerate(chosen if several else chosen[:1], len(none))
        ]
        return [(None, [*none, *options], 0)]


class KnownSelect(Known, AutocompleteSelect):
    """One other row."""


class KnownSelectMultiple(Known, AutocompleteSelectMultiple):
    """Several other rows."""


class Choosing(Options):
    """Admin options whose fields of other rows take that widget."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelectMultiple(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def tell(form: ModelForm) -> None:
    """Give the widgets of a form what its instance was read with: rows that were fetched along with it."""
    fetched = getattr(form.instance, "_prefetched_objects_cache", {})
    for name, field in form.fields.items():
        widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
        if isinstance(widget, KnownSelectMultiple) and name in fetched:
            widget.known = {str(each.pk): each for each in fetched[name]}
        elif isinstance(widget, KnownSelect) and form.instance._state.fields_cache.get(name):
            widget.known = {str(getattr(form.instance, name).pk): getattr(form.instance, name)}
