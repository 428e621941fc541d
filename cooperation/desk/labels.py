"""What an editor calls the fields of a page and its claims, and how their values read: as the form has them."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.dates import PartialDateField, partial_date_label
from content.languages import DEFAULT

EVERY = ""  # stands for a language where a value is the same in all of them


def kind_of(model: type[Model]) -> str:
    """What an editor calls one of these."""
    return capfirst(str(model._meta.verbose_name))


def kinds_of(model: type[Model]) -> str:
    """What an editor calls several of these."""
    return capfirst(str(model._meta.verbose_name_plural))


def field_of(model: type[Model], name: str) -> Field | None:
    for each in (name, f"{name}_{DEFAULT}"):
        try:
            field = model._meta.get_field(each)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field):
            return field
    return None


def label(model: type[Model], name: str) -> str:
    """What the form calls a field."""
    field = field_of(model, name)
    words = str(getattr(field, "verbose_name", "")) or name.replace("_", " ")
    return capfirst(words.removesuffix(f" [{DEFAULT}]"))


def told(field: Field | None, value: object) -> dict[str, str]:
    """A value as an editor reads it: by language, or one for all of them."""
    if isinstance(value, dict):
        return {language: shown(field, each) for language, each in value.items()}
    return {EVERY: shown(field, value)}


def shown(field: Field | None, value: object) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    return partial_date_label(str(value)) if isinstance(field, PartialDateField) else str(value or "")


def yes_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def date(value: str) -> str:
    return partial_date_label(value) if value else ""
