"""Pages as rows of a list, out of the summaries of their editions."""

from itertools import groupby

from django.utils.translation import gettext as _

from content.dates import partial_date_label
from content.markup import row_item
from content.models import Edition, page_types
from content.rendering import date_label
from content.sorting import newest_first
from content.text import Reader

from .models import Level


def row(edition: Edition, reader: Reader) -> dict:
    summary = edition.summary
    model = page_types()[edition.page_type]
    values = {
        "title": reader.text(summary["title"]),
        "abbreviation": summary.get("abbreviation", ""),
        "url": edition.path(reader.language),
        "lead": reader.text(summary["lead"]),
        "type_label": model._meta.verbose_name,
        "kind_label": model.Kind(summary["kind"]).label if "kind" in summary else "",
        "level": summary.get("level", ""),
        "level_label": Level(summary["level"]).label if "level" in summary else "",
    }
    if edition.page_type == "source":
        values |= {
            "publisher": reader.text(summary["publisher"]),
            "date_label": date_label(reader.language, summary["date"]),
        }
    return values | {"item": row_item(values)}


def by_type(editions: list[Edition], reader: Reader) -> list[dict]:
    """Rows under the plural name of their type, in the order of the site's sections."""
    order = list(page_types())
    editions = sorted(editions, key=lambda e: (order.index(e.page_type), getattr(e, f"sort_key_{reader.language}")))
    return [
        {
            "label": page_types()[page_type]._meta.verbose_name_plural,
            "rows": [row(edition, reader) for edition in group],
        }
        for page_type, group in groupby(editions, key=lambda edition: edition.page_type)
    ]


def by_place(editions: list[Edition], order: str, reader: Reader) -> list[dict]:
    """Rows of a list under what their places have in common: a letter, the month of a change, or the year of a date."""
    return [
        {"label": key, "rows": [row(edition, reader) for edition in group]}
        for key, group in groupby(editions, key=lambda edition: HEADINGS[order](edition.place))
    ]


def letter(place: str) -> str:
    """The letter that a name begins with; what starts with no letter stands under "#"."""
    first = place[:1].upper()
    return first if first.isalpha() else "#"


def month(place: str) -> str:
    return partial_date_label(newest_first(place)[:7])


def year(place: str) -> str:
    first = newest_first(place)[:4]
    return first if first.isdecimal() else _("undated")


HEADINGS = {"name": letter, "changed": month, "date": year}
