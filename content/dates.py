"""Dates of reduced precision: a year, a month or a day (ISO 8601-1:2019, 5.2.2)."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .cleaning import digits

# Only the digits 0 to 9: those of other scripts look like a date, and are none to a program.
PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
FORMATS = {4: "Y", 7: "F Y", 10: "j F Y"}


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless value is a year, a month or a day that exists."""
    match = PATTERN.fullmatch(value)
    try:
        year, month, day = (int(part) if part else 1 for part in (match.groups() if match else ()))
        date(year, month, day)
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date. Write a year, a month or a day: 2014, 2025-12 or 2014-02-05."),
            code="invalid_partial_date",
            params={"value": value},
        ) from None


@lru_cache(4096)
def readable(value: str) -> str:
    """A partial date that was stored, or nothing where it is none: it may be older than the rules for it."""
    try:
        validate_partial_date(value)
    except ValidationError:
        return ""
    return value


def partial_date_label(value: str) -> str:
    """Tell a partial date in the active language: "2014", "December 2025", "5 February 2014"."""
    if len(value) == 4 or not readable(value):
        return value  # what is no date is shown as it stands
    return date_format(date.fromisoformat(f"{value}-01"[:10]), FORMATS[len(value)])


class PartialDateField(models.CharField):
    """A date as precise as it is known: "2014", "2025-12" or "2014-02-05"; empty when unknown."""

    default_validators = [validate_partial_date]

    def to_python(self, value: object) -> str | None:
        return digits(value) if isinstance(value, str) else super().to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = digits(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
