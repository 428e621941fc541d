"""What there is to know of a page itself: how to cite it, of when it is, and what was changed last."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import Edition
from content.rendering.periods import date_label
from content.rendering.text import Reader, Text, isolated

from ..citing.formats import Cited, formats
from .values import ShownPage


class Day(NamedTuple):
    """A day as programs and as readers read it."""

    date: str
    label: str


class About(NamedTuple):
    """What is known of a page itself; of a working copy only where it will be, and when it is to be checked."""

    permalink: str
    review_by: Day | None
    number: int | None = None
    published: Day | None = None
    change_note: Text = Text()
    history_url: str = ""
    citation: str = ""
    formats: list[tuple[str, str]] = []
    is_removed: bool = False


def about(
    page: ShownPage,
    language: str,
    permalink: str,
    *,
    edition: Edition | None = None,
    cited: str = "",
    shown: date = date.min,
    history_url: str = "",
) -> About:
    """Return what is known of a page: of the `edition` that it shows, of the address to cite it by, and since when that
    has `shown` it.
    """
    review_by = Day(page.review_by, date_label(language, page.review_by)) if page.review_by else None
    if edition is None:
        return About(permalink, review_by)
    day = timezone.localtime(edition.published_at).date().isoformat()
    published = Day(day, date_label(language, day))
    return About(
        permalink,
        review_by,
        edition.number,
        published,
        Reader(language).text(edition.change_note()),
        history_url,
        citation(page.title, edition.number, published.label, cited),
        formats(Cited(page.title, "", _("Who works with whom"), cited, shown, "", (), language)),
        edition.is_removed,
    )


def citation(title: str, number: int | None, date: str, address: str) -> str:
    """How to cite what one reads now: with the version, so that it can be found again."""
    return _("“%(title)s”, %(site)s, version %(number)d, %(date)s, %(address)s") % {
        "title": isolated(title),
        "site": _("Who works with whom"),
        "number": number,
        "date": date,
        "address": address,
    }
