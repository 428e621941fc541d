"""Tells of when a claim or a source is, in the language of the reader."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import partial_date_label
from ..languages import once_per_language
from .plain import Period

FEW = 3  # dates of sources that are told one by one


@once_per_language
def date_label(date: str) -> str:
    """Tell the date of a source; one without a date says so."""
    return partial_date_label(date) if date else _("undated")


def period_of(period: dict, cited: list[dict], language: str) -> Period:
    """Tell of when a claim is: its own period, or else the dates of all its sources, with those that have none."""
    own = dated(language, period.get("since", ""), period.get("until", ""), period.get("as_of", ""))
    if own or not cited:
        return Period(own)
    dates = list({entry["source"]: entry["date"] for entry in cited}.values())
    known = tuple(sorted({date for date in dates if date}))
    return Period(by_sources(language, known, dates.count("")), is_undated=not known)


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
def by_sources(dates: tuple[str, ...], undated: int) -> str:
    """Tell of when sources are. A claim that rests on several may have a part from each, so none stands for all."""
    if not dates and undated == 1:
        return _("undated source")
    without = ngettext("an undated source", "%(count)d undated sources", undated) % {"count": undated}
    if not dates:
        return without
    label = as_of_dates([partial_date_label(date) for date in dates])
    return _("%(period)s, and %(undated)s") % {"period": label, "undated": without} if undated else label


def as_of_dates(labels: list[str]) -> str:
    """A few dates one by one; of many, how many they are and between which."""
    *before, last = labels
    if len(labels) > FEW:
        values = {"count": len(labels), "first": before[0], "last": last}
        return _("as of %(count)d dates from %(first)s to %(last)s") % values
    told = _("%(dates)s and %(last)s") % {"dates": ", ".join(before), "last": last} if before else last
    return _("as of %(date)s") % {"date": told}
