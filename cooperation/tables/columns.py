"""What a table is made of: columns that say what they mean, of what type they are, and how a value is read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from content.identity import short
from content.languages import LANGUAGES, Label, in_each_language, once_per_language
from content.record import State

from ..licence import LICENCE
from ..moment import written

BETWEEN = " | "  # several values in one cell

# The types of columns, as programs are told of them.
TEXT, IDENTITY, ADDRESS, DATE, MOMENT, FLAG, NUMBER = "text", "id", "address", "date", "moment", "flag", "number"
TYPES = {
    TEXT: _("words; empty where there are none in this language"),
    IDENTITY: _("a permanent id (UUID), or a name that never changes"),
    ADDRESS: _("a whole address on the web"),
    DATE: _("a year, a month or a day (ISO 8601); empty where it is not known"),
    MOMENT: _("a moment in UTC, to the microsecond (RFC 3339)"),
    FLAG: _("true or false"),
    NUMBER: _("a whole number"),
}
IN_LANGUAGE = {"nl": _("in Dutch"), "en": _("in English")}


@once_per_language
def path_to_cite(page: str, serial: int) -> str:
    return reverse("page_cited", args=[page, serial])


class Where(NamedTuple):
    """Of which site and of which state of it a table is: its addresses are whole ones, and stay in that state."""

    origin: str
    state: State

    def cite(self, language: str, page: str, claim: str = "") -> str:
        """The address to cite a page by, or what stands on it; by their permanent ids."""
        own = self.origin + path_to_cite(language, short(page), self.state.serial)
        return f"{own}/{short(claim)}" if claim else own


class Column(NamedTuple):
    """A column: its name, its type, what it means, and its value in a row of its table."""

    name: str
    type: str
    meaning: Label
    value: Callable[[Any, Where], str | int]
    language: str = ""

    def told(self) -> str:
        """What it means, in the active language, and in which language its words are."""
        return f"{self.meaning}, {IN_LANGUAGE[self.language]}" if self.language else str(self.meaning)

    def told_values(self) -> str:
        """What its values are, in the active language."""
        return str(TYPES[self.type])


class Table(NamedTuple):
    """A table: how its file is called, what is in it, and its columns."""

    name: str
    label: Label
    columns: list[Column]

    def rows(self, found: list, where: Where) -> list[list[str | int]]:
        return [[column.value(each, where) for column in self.columns] for each in found]


def in_each(name: str, meaning: Label, value: Callable[[Any, Where, str], str], type_: str = TEXT) -> list[Column]:
    """A column for each language: its value is also asked for by language."""

    def of(language: str) -> Column:
        return Column(f"{name}_{language}", type_, meaning, lambda row, where: value(row, where, language), language)

    return [of(language) for language in LANGUAGES]


def in_both(tell: Callable[[], str]) -> list[str]:
    """Words of the interface in each language."""
    return list(in_each_language(lambda _language: tell()).values())


def flag(value: object) -> str:
    return "true" if value else "false"


# Of when a row is and by which licence: it stands in each row of a file that is nothing but a table.
STATE: list[Column] = [
    Column("serial", NUMBER, _("The number of the state of the site"), lambda _row, of: of.state.serial),
    Column("moment", MOMENT, _("Since when the site was in that state"), lambda _row, of: written(of.state.moment)),
    Column("licence", ADDRESS, _("The licence of all this"), lambda _row, _of: LICENCE),
]
