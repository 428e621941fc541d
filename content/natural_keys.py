"""Rows by the names that files know them by."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from .cleaning import clean


class Missing(ObjectDoesNotExist):
    """What an entry refers to, and that is not there: the model of it, and its key."""

    def __init__(self, model: type[models.Model], key: list):
        self.model, self.key = model, tuple(map(str, key))
        super().__init__()

    @property
    def error(self) -> ValidationError:
        facts = {"name": self.model._meta.model_name, "key": " / ".join(self.key)}
        return ValidationError(gettext_lazy("there is no %(name)s “%(key)s”"), params=facts)


def look_up(model, key, known: dict):
    """The row of a natural key, once it is not among those that are `known`; raises Missing."""
    parts = tuple(clean(str(part), lines=False) for part in (key if isinstance(key, list) else [key]))
    if (model, parts) not in known:
        try:
            known[model, parts] = model._default_manager.get_by_natural_key(*parts)
        except (model.DoesNotExist, TypeError, ValidationError):
            raise Missing(model, list(parts)) from None
    return known[model, parts]


def look_up_all(model, keys, known: dict) -> tuple[list, list[Missing]]:
    """The rows of some natural keys, and those that are not there."""
    found, lacking = [], []
    for key in keys if isinstance(keys, list) else [keys]:
        try:
            found.append(look_up(model, key, known))
        except Missing as missing:
            lacking.append(missing)
    return found, lacking
