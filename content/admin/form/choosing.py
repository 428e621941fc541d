"""Choosing other rows in a form of many rows, each with several such fields: without a question for every field."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db import models
from django.forms import ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.utils.safestring import SafeString

from ...models import Image
from ...rendering.markup import element
from ..options import Options


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


class PictureSelect(KnownSelect):
    """An image, of which a small version is seen beside its name (static/content/thumbnails.js)."""

    @property
    def media(self):
        return super().media + forms.Media(js=["content/thumbnails.js"])

    def render(self, name, value, attrs=None, renderer=None):
        html = super().render(name, value, attrs, renderer)
        if not (chosen := self.known.get(str(value)) or self.choices.queryset.filter(pk=value or None).first()):
            return html
        shown = element("img", class_="thumbnail", src=chosen.thumbnail(), alt="", data_of=str(chosen.pk))
        return SafeString(html + shown)


class KnownSelectMultiple(Known, AutocompleteSelectMultiple):
    """Several other rows; each is taken away by itself, and never all of them by one stroke."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class KnownChoiceField(ModelChoiceField):
    """One other row, which is not read again where it is what is stored."""

    known: dict[str, models.Model] = {}

    def to_python(self, value):
        return self.known.get(str(value)) or super().to_python(value)


class KnownMultipleChoiceField(ModelMultipleChoiceField):
    """Several other rows, which are not read again where they are among what is stored."""

    known: dict[str, models.Model] = {}

    def clean(self, value):
        chosen = [self.known.get(str(key)) for key in value] if isinstance(value, list | tuple) else []
        if not chosen or None in chosen:
            return super().clean(value)
        return list(dict.fromkeys(chosen))


class Choosing(Options):
    """Admin options whose fields of other rows are these."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kind = PictureSelect if db_field.related_model is Image else KnownSelect
            widget = kind(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs = {"widget": widget, "form_class": KnownChoiceField} | kwargs
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            widget = KnownSelectMultiple(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs = {"widget": widget, "form_class": KnownMultipleChoiceField} | kwargs
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def tell(form: ModelForm) -> None:
    """Give the fields of a form, and their widgets, the rows that were read along with its instance."""
    several = getattr(form.instance, "_prefetched_objects_cache", {})
    for name, field in form.fields.items():
        if isinstance(field, KnownMultipleChoiceField):
            read = several.get(name, ())
        elif isinstance(field, KnownChoiceField):
            one = form.instance._state.fields_cache.get(name)
            read = [one] if one else []
        else:
            continue
        field.known = {str(each.pk): each for each in read}
        widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
        if isinstance(widget, Known):
            widget.known = field.known


def known(form: ModelForm) -> set[str]:
    """The fields of one other row in which nothing else was chosen: whether that is there was seen when it was read."""
    return {
        name
        for name, field in form.fields.items()
        if isinstance(field, KnownChoiceField) and form.cleaned_data.get(name) in field.known.values()
    }
