"""The columns of what a body says of a claim that it disputes."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.cleaning import web_address

from .columns import ADDRESS, DATE, Column, Where, in_each


def text(name: str) -> Callable[[Any, Where, str], str]:
    return lambda row, _where, language: row.claim.get("remark", {}).get(name, {}).get(language, "")


def value(name: str) -> Callable[[Any, Where], str]:
    return lambda row, _where: row.claim.get("remark", {}).get(name, "")


REMARK: list[Column] = [
    *in_each("remark", _("What a body that disputes it says of it"), text("text")),
    *in_each("remark_by", _("Which body says that"), text("by")),
    Column("remark_date", DATE, _("When it said that"), value("date")),
    Column("remark_url", ADDRESS, _("Where it said that"), lambda row, of: web_address(value("url")(row, of))),
]
