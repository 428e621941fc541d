"""From what stands in a cell to what a field of a file of content says, and back."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from ..dates import PartialDateField
from .opening import Cell

YES, NO = {"true", "yes", "ja", "1", "x"}, {"false", "no", "nee", "0"}
SEPARATED = re.compile(r"[\n;,]")  # between references


def value_in(cell: Cell, field: Any) -> Any:
    """What a cell says for a field; ValidationError tells why it can say nothing."""
    if cell.is_formula:
        raise ValidationError(gettext_lazy("this is a formula. Paste its result as a value"))
    if cell.is_error:
        raise ValidationError(
            gettext_lazy("this is an error of the spreadsheet: %(value)s"), params={"value": cell.value}
        )
    if isinstance(cell.value, date | time | timedelta):
        return date_in(cell, field)
    if isinstance(field, models.BooleanField):
        return yes_or_no(cell.value)
    if field.is_relation or field.many_to_many:
        return references(cell.value, several=field.many_to_many)
    if isinstance(cell.value, bool):
        raise ValidationError(gettext_lazy("a text is needed, not %(value)r"), params={"value": cell.value})
    if isinstance(cell.value, float):
        return whole(cell.value)
    return cell.value


def date_in(cell: Cell, field: Any) -> str:
    """A date of the spreadsheet as it is shown: a day, or only its month or its year."""
    value = cell.value
    is_day = isinstance(value, date) and (not isinstance(value, datetime) or value.time() == time())
    if not is_day or not isinstance(field, models.DateField | PartialDateField):
        raise ValidationError(gettext_lazy("this is a date or a time. Format the cell as text"))
    day = value.date() if isinstance(value, datetime) else value
    shown = re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", cell.number_format).lower()
    if isinstance(field, PartialDateField) and "d" not in shown:
        return f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
    return day.isoformat()


def yes_or_no(value: Any) -> bool:
    said = str(value if value is not None else "no").strip().lower()
    said = said.removesuffix(".0")
    if said not in YES | NO:
        raise ValidationError(gettext_lazy("write TRUE or FALSE, not “%(value)s”"), params={"value": value})
    return said in YES


def references(value: Any, *, several: bool) -> Any:
    """The natural keys that a cell names, each with its parts between slashes; with `several` one on each line."""
    said = str(whole(value) if isinstance(value, float) else value) if value is not None else ""
    keys = [[part.strip() for part in each.split("/")] for each in SEPARATED.split(said) if each.strip()]
    if several:
        return keys
    if len(keys) > 1:
        raise ValidationError(gettext_lazy("only one can stand here"))
    return keys[0] if keys else None


def whole(value: float) -> int | str:
    """A number without the decimals that a spreadsheet gives it: 2014, not 2014.0."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else repr(value)


def shown(value: Any) -> Any:
    """What stands in a cell for what a field says."""
    if isinstance(value, list):
        keys = value if value and isinstance(value[0], list) else [value] if value else []
        return "\n".join("/".join(key) for key in keys)
    return value
