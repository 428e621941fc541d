"""Pages as rows of a list, out of the summaries of their editions."""

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from itertools import groupby

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.dates import partial_date_label
from content.languages import once_per_language
from content.lists import Entry
from content.models import Edition, page_types
from content.rendering.markup import joined, row_item
from content.rendering.periods import date_label
from content.rendering.text import Reader
from content.sorting import newest_first

from ..models import Level


def row(edition: Edition | Entry, reader: Reader) -> dict:
    """A page in a list, and its markup there."""
    values = described(edition, reader)
    return values | {"item": row_item(values)}


def described(edition: Edition | Entry, reader: Reader) -> dict:
    """What a list tells of a page."""
    summary = edition.summary
    level = summary.get("level", "")
    type_label, kind_label, level_label = labels(reader.language, edition.page_type, summary.get("kind"), level)
    values = name(edition, reader) | {
        "lead": reader.text(summary["lead"]),
        "type_label": type_label,
        "kind_label": kind_label,
        "level": level,
        "level_label": level_label,
    }
    if edition.page_type == "source":
        values |= {
            "publisher": reader.text(summary.get("publisher", {})),
            "date_label": date_label(reader.language, summary.get("date", "")),
        }
    return values


def name(edition: Edition | Entry, reader: Reader) -> dict:
    """What a page is called, and where it lives."""
    return {
        "title": reader.text(edition.summary["title"]),
        "abbreviation": edition.summary.get("abbreviation", ""),
        "url": edition.path(reader.language),
    }


@once_per_language
def labels(page_type: str, kind: str | None, level: str) -> tuple[str, str, str]:
    """What the type, the kind and the level of a page are called."""
    model = page_types().get(page_type)
    type_label = model._meta.verbose_name if model else page_type
    return str(type_label), choice_label(getattr(model, "Kind", None), kind), choice_label(Level, level)


def choice_label(choices: type[TextChoices] | None, value: str | None) -> str:
    """What a value is called; one that is no longer among the choices is shown as it stands."""
    if not value:
        return ""
    return str(choices(value).label) if choices and value in choices.values else value.replace("_", " ")


def items(editions: Iterable[Edition | Entry], reader: Reader) -> SafeString:
    """The markup of pages in a list."""
    return joined([row(edition, reader) for edition in editions])


def by_type(editions: list[Edition], reader: Reader) -> list[dict]:
    """Rows under the plural name of their type, in the order of the site's sections."""
    order = list(page_types())
    editions = [edition for edition in editions if edition.page_type in order]
    editions.sort(key=lambda e: (order.index(e.page_type), getattr(e, f"sort_key_{reader.language}")))
    return [
        {"label": page_types()[page_type]._meta.verbose_name_plural, "items": items(group, reader)}
        for page_type, group in groupby(editions, key=lambda edition: edition.page_type)
    ]


def by_place(entries: list[Entry], order: str, reader: Reader) -> list[dict]:
    """Rows of a list under what their places have in common: a letter, the month of a change, or the year of a date."""
    groups = groupby(entries, key=lambda entry: HEADINGS[order](entry.place))
    return [
        {"label": heading, "item": group_item(number, heading, items(group, reader), by_time=order != "name")}
        for number, (heading, group) in enumerate(groups, start=1)
    ]


def group_item(number: int, heading: str, rows: str, *, by_time: bool) -> str:
    return (
        f'<section class="letter{" letter--time" * by_time}" aria-labelledby="group-{number}">'
        f'<h2 class="letter__name" id="group-{number}">{escape(capfirst(heading))}</h2>'
        f'<ul class="rows">{rows}</ul></section>'
    )


def letter(place: str) -> str:
    """The letter that a name begins with; what starts with no letter stands under "#"."""
    first = place[:1].upper()
    return first if first.isalpha() else "#"


def month(place: str) -> str:
    """The month of a change; its key is in UTC."""
    moment = datetime.fromisoformat(newest_first(place)[:19]).replace(tzinfo=UTC)
    return partial_date_label(f"{timezone.localtime(moment):%Y-%m}")


def year(place: str) -> str:
    first = newest_first(place)[:4]
    return first if first.isdecimal() else _("undated")


HEADINGS = {"name": letter, "changed": month, "date": year}
