"""Pages as rows of a list, out of what others see of them: as plain values."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.dates import partial_date_label
from content.languages import DEFAULT, of_language, once_per_language
from content.lists import Entry
from content.models import Edition
from content.references import Reference
from content.rendering.periods import date_label
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text
from content.sorting import newest_first

from ..kinds import KINDS, SOURCE
from ..models import Level, abbreviation_in, is_group


class Row(NamedTuple):
    """What a list tells of a page."""

    title: Named
    abbreviation: str
    lead: Text
    type_label: str
    kind_label: str
    level: str
    level_label: str
    publisher: Text  # of a source
    date: str
    relations: int = 0  # of a body, where its list weighs them


class RowGroup(NamedTuple):
    """Rows under what they have in common; without a label there is nothing to say."""

    label: str
    rows: list[Row]


def row_of(page: Reference | Edition, reader: Reader) -> Row:
    summary, is_source = page.summary, page.page_type == SOURCE.name
    level = summary.get("level", "")
    type_label, kind_label, level_label = labels(reader.language, page.page_type, summary.get("kind"), level)
    return Row(
        title_of(page, reader),
        abbreviation_in(summary, reader.language),
        reader.text(summary["lead"]),
        type_label,
        kind_label,
        level,
        level_label,
        reader.text(summary.get("publisher", {})) if is_source else Text(),
        date_label(reader.language, summary.get("date", "")) if is_source else "",
    )


class Change(NamedTuple):
    """The latest change of a page: which version that made, and when."""

    title: Named
    note: Text
    date: str
    label: str  # of the date
    type_label: str
    number: int | None
    is_withdrawn: bool


def changed(edition: Edition, reader: Reader) -> Change:
    day = timezone.localtime(edition.published_at).date().isoformat()
    type_label, _kind, _level = labels(reader.language, edition.page_type, None, "")
    return Change(
        title_of(edition, reader),
        reader.text(edition.change_note()),
        day,
        date_label(reader.language, day),
        type_label,
        edition.number,
        edition.is_withdrawn,
    )


@once_per_language
def labels(page_type: str, kind: str | None, level: str) -> tuple[str, str, str]:
    """What the type, the kind and the level of a page are called."""
    known = KINDS.get(page_type)
    type_label = str(known.singular) if known else page_type
    return type_label, choice_label(known.sorts if known else None, kind), choice_label(Level, level)


def choice_label(choices: type[TextChoices] | None, value: str | None) -> str:
    """What a value is called; one that is no longer among the choices is shown as it stands."""
    if not value:
        return ""
    return str(choices(value).label) if choices and value in choices.values else value.replace("_", " ")


def by_type(pages: Iterable[Reference], reader: Reader) -> list[RowGroup]:
    """Rows under the plural name of their type."""
    order = list(KINDS)
    known = [page for page in pages if page.page_type in order]
    known.sort(key=lambda page: (order.index(page.page_type), page.sort_key(reader.language)))
    return [
        RowGroup(str(KINDS[page_type].plural), [row_of(page, reader) for page in group])
        for page_type, group in groupby(known, key=lambda page: page.page_type)
    ]


def by_place(entries: list[Entry], order: str, row: Callable[[Reference], Row]) -> list[RowGroup]:
    """Rows of a list under what their places have in common: a letter, the month of a change, or the year of a date."""
    groups = groupby(entries, key=lambda entry: HEADINGS[order](entry.place))
    return [RowGroup(heading, [row(entry.page) for entry in group]) for heading, group in groups]


def names_many(page: Reference) -> bool:
    """Whether a page is about a group of whom nobody counted, and not about one body: “other countries”."""
    summary, kind = page.summary, KINDS.get(page.page_type)
    is_plural = of_language(summary.get("is_plural", False), DEFAULT, False)
    return bool(kind and kind.is_actor) and is_group(summary.get("kind", ""), is_plural)


def letter(place: str) -> str:
    """The letter that a name begins with; what starts with no letter stands under "#"."""
    first = place[:1].upper()
    return first if first.isalpha() else "#"


def month(place: str) -> str:
    """The month of a change; its key is in UTC."""
    moment = datetime.fromisoformat(newest_first(place)[:19]).replace(tzinfo=UTC)
    return capfirst(partial_date_label(f"{timezone.localtime(moment):%Y-%m}"))


def year(place: str) -> str:
    first = newest_first(place)[:4]
    return first if first.isdecimal() else capfirst(_("undated"))


HEADINGS = {"name": letter, "changed": month, "date": year}
