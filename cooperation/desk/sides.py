"""The states of a page that an editor can lay beside each other: what is public, what is written, sent or planned."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.documents.building import build
from content.documents.taking import Public
from content.freezing import not_public
from content.models import Edition, Page
from content.record import State

NAMES = ("live", "working", "submitted", "planned")


class Side(NamedTuple):
    """One state of a page: what it is called, and its document; none where it says nothing to readers."""

    name: str  # in an address
    label: str
    document: dict | None = None
    why: str = ""  # it has none
    note: str = ""  # of who made it
    edition: Edition | None = None
    is_there: bool = True  # or nothing is submitted, or planned
    missing: tuple[str, ...] = ()  # the sources that have to be public first


def side_of(page: Page, name: str, state: State) -> Side | None:
    """A state of a page by its name in an address; None where no page has one of that name."""
    if name == "working":
        document, missing = build(page, Public(state.moment))
        return Side(name, _("Working copy"), document, missing=tuple(dict.fromkeys(map(not_public, missing))))
    if name == "withdrawn":
        return Side(name, _("Withdrawn"), why=_("Readers find the page no more, but why it was withdrawn."))
    if name in NAMES:
        edition = editions_of(page, name, state).select_related("submitted_by").first()
        return of_edition(name, edition) if edition else nothing(name)
    edition = page.editions.filter(pk=name).first() if name.isascii() and name.isdecimal() and len(name) < 19 else None
    return of_edition(name, edition) if edition else None


def editions_of(page: Page, name: str, state: State) -> QuerySet:
    """The editions of a page that are public, wait or are planned: the first of each is the one that is meant."""
    found = page.editions.all()
    if name == "live":
        return found.in_force(state.moment)
    return found.waiting() if name == "submitted" else found.planned().order_by("published_at")


def nothing(name: str) -> Side:
    labels = {
        "live": (_("Public"), _("The page is not public yet.")),
        "submitted": (_("Submitted"), _("Nothing of this page is submitted now.")),
        "planned": (_("Planned"), _("Nothing is planned for this page.")),
    }
    label, why = labels[name]
    return Side(name, label, why=why, is_there=name == "live")


def of_edition(name: str, edition: Edition) -> Side:
    note = edition.change_note().get(get_language()) or edition.change_note_nl
    if edition.is_withdrawn:
        told = _("The page is withdrawn: “%(reason)s”") % {"reason": note}
        return Side(name, label_of(edition), why=told, edition=edition)
    return Side(name, label_of(edition), edition.read(), note=note, edition=edition)


def label_of(edition: Edition) -> str:
    """What an edition is called where one is chosen."""
    is_decided = edition.number is not None or edition.is_plan
    when = edition.published_at if is_decided else edition.submitted_at  # a plan that was cancelled keeps its moment
    values = {
        "number": edition.number,
        "when": date_format(timezone.localtime(when), "j F Y, H:i"),
        "state": edition.get_state_display(),
        "person": edition.submitted_by or _("Someone"),
    }
    if edition.is_plan:
        told = _("Planned withdrawal: %(when)s") if edition.is_withdrawn else _("Planned for %(when)s")
    elif edition.number is None:
        told = _("Submitted on %(when)s by %(person)s (%(state)s)")
    elif edition.is_withdrawn:
        told = _("Version %(number)d, withdrawn: %(when)s")
    else:
        told = _("Version %(number)d: %(when)s")
    return told % values


def choices(page: Page, state: State) -> list[tuple[str, str]]:
    """All states of a page that can be chosen, each by its name in an address and its label; the newest first."""
    editions = list(page.editions.with_summary().select_related("submitted_by").order_by("-submitted_at", "-pk"))
    named = [("working", _("Working copy")), ("live", _("Public now"))]
    named += [("submitted", _("Submitted now"))] if any(e.state == Edition.State.SUBMITTED for e in editions) else []
    named += [("withdrawn", _("Withdrawn"))] if editions_of(page, "live", state).exists() else []
    named += [("planned", _("Planned first"))] if any(edition.is_plan for edition in editions) else []
    return named + [(str(edition.pk), label_of(edition)) for edition in editions]
