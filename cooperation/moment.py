"""The moment that a visitor looks at. No view asks a clock: it asks here."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from content import clock
from content.kept import turn_to
from content.record import State, live


def moment_of(request: HttpRequest) -> State:
    """The state of the site that a request is about: one for the whole of it, whatever is published meanwhile."""
    known = vars(request)
    if "state" not in known:
        known["state"] = live()
        turn_to(known["state"])
    return known["state"]


def day_of(request: HttpRequest) -> date:
    """The day on which somebody asks, where the site is at home."""
    return timezone.localdate(clock.now())
