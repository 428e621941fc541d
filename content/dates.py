"""Dates of reduced precision: a year, a month or a day (ISO 8601-1:2019, 5.2.2)."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any

from babel.dates import get_month_names
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .cleaning import digits
from .languages import LANGUAGES

# Only the digits 0 to 9: those of other scripts look like a date, and are none to a program.
PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
# A day, which may be left out, a month by its number or its name, and a year: as in Dutch and in British English.
WRITTEN = re.compile(r"(?:([0-9]{1,2})[-/. ]\s*)?([0-9]{1,2}|[^\W\d_]+)\.?[-/. ]\s*([0-9]{4})")
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


@cache
def months() -> dict[str, int]:
    """The numbers of the months by their names, long and short, in each language."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            told = get_month_names(width, locale=language)
            names |= {told[number].rstrip(".").casefold(): number for number in range(1, 13)}
    return names


def in_order(value: str) -> str:
    """A date as documents write it (“14 March 2025”, “maart 2025”, “14-03-2025”) as a partial date; else the same."""
    if match := WRITTEN.fullmatch(value.strip()):
        day, name, year = match.groups()
        month = int(name) if name.isdecimal() else months().get(name.casefold(), 0)
        if 1 <= month <= 12 and (day or not name.isdecimal()):
            return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    return value


class PartialDateField(models.CharField):
    """A date as precise as it is known: "2014", "2025-12" or "2014-02-05"; empty when unknown."""

    default_validators = [validate_partial_date]

    def to_python(self, value: object) -> str | None:
        return in_order(digits(value)) if isinstance(value, str) else super().to_python(value)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        """A field that takes a date as documents write it, too: nothing of “14 March 2025” is cut off."""
        return super().formfield(**{"max_length": None, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = digits(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        # What is no date is told once, by its own validator: none is longer.
        self.validators = [each for each in self.validators if not isinstance(each, MaxLengthValidator)]
