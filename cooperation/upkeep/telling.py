"""When a page, or one claim of it, was last checked: told to readers where they look at what it said through time."""

from django.utils import timezone
from django.utils.translation import gettext as _

from content.record import State
from content.rendering.periods import date_label
from content.upkeep import read


def page_checked(page: int, state: State, language: str) -> str:
    """When all of a page, by its key, was last checked in a state of the site, and by when it will be again."""
    tended = read(state.moment, [page]).get(page)
    if tended is None:
        return ""
    return _("Everything on this page was checked on %(checked)s or later. It is due again by %(due)s.") % {
        "checked": date_label(language, timezone.localdate(tended.checked).isoformat()),
        "due": date_label(language, tended.due.isoformat()),
    }


def claim_checked(page: int, claim: str, state: State, language: str) -> str:
    """When one claim of a page was last checked; nothing of what does not stand on it."""
    tended = read(state.moment, [page]).get(page)
    part = next((part for part in tended.parts if part.id == claim), None) if tended else None
    if part is None:
        return ""
    day = date_label(language, timezone.localdate(part.checked).isoformat())
    return _("It was last checked against its sources on %(day)s.") % {"day": day}
