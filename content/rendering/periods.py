"""Tells of when a claim or a source is, in the language of the reader."""

from django.utils.translation import gettext as _

from ..dates import partial_date_label
from ..languages import once_per_language
from .plain import Period


@once_per_language
def date_label(date: str) -> str:
    """Tell the date of a source; one without a date says so."""
    return partial_date_label(date) if date else _("undated")


def period_of(period: dict, dates: list[str], language: str) -> Period:
    """Tell of when a claim is: its own period, or else the newest date of its sources."""
    own = dated(language, period.get("since", ""), period.get("until", ""), period.get("as_of", ""))
    if own or not dates:
        return Period(own)
    newest = max(dates)
    return Period(dated(language, "", "", newest)) if newest else Period(undated(language), is_undated=True)


@once_per_language
def dated(since: str, until: str, as_of: str) -> str:
    """Tell a period, as far as it is known."""
    labels = []
    if since and until:
        labels.append(f"{within(until[:4], since)}–{partial_date_label(until)}")
    elif since:
        labels.append(_("since %(date)s") % {"date": partial_date_label(since)})
    elif until:
        labels.append(_("until %(date)s") % {"date": partial_date_label(until)})
    if as_of:
        labels.append(_("as of %(date)s") % {"date": partial_date_label(as_of)})
    return ", ".join(labels)


def within(year: str, date: str) -> str:
    """Tell a date before another one of this year, which need not be said twice."""
    label = partial_date_label(date)
    return label.removesuffix(f" {year}") if date.startswith(year) else label


@once_per_language
def undated() -> str:
    return _("undated source")
