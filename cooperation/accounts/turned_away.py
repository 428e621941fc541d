"""Places from which too much was tried: turned away at the door for a few seconds, before the database is asked.

So a flood of tries costs little, and its log is a line for some seconds that says how many there were. Whoever
signed in on their device before goes by.
"""

import threading
import time
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from . import devices

DOOR = "/admin/login/"
SECONDS = 5.0
MOST = 1000  # places; more are forgotten, and found again

_lock = threading.Lock()
_places: dict[str, tuple[float, int]] = {}  # until when, by the monotonic clock, and how many were turned away


def remember(place: str) -> None:
    with _lock:
        if len(_places) >= MOST:
            _places.clear()
        _places[place] = (time.monotonic() + SECONDS, 0)


def is_turned_away(place: str) -> bool:
    """Whether somebody is not looked at now, who is counted then."""
    with _lock:
        until, count = _places.get(place, (0.0, 0))
        if time.monotonic() >= until:
            return False
        _places[place] = (until, count + 1)
        return True


def over() -> dict[str, int]:
    """How many were turned away of each place whose time is over; they are forgotten here."""
    now = time.monotonic()
    with _lock:
        found = {place: count for place, (until, count) in _places.items() if now >= until}
        for place in found:
            del _places[place]
    return {place: count for place, count in found.items() if count}


def forget() -> None:
    with _lock:
        _places.clear()


class TurnedAwayMiddleware:
    """Stands before all that asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and request.path_info == DOOR and is_to_go(request):
            return HttpResponse(page(), status=429, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        return self.get_response(request)


def is_to_go(request: HttpRequest) -> bool:
    from .attempts import address_of, neighbourhood  # which reads models

    return is_turned_away(neighbourhood(address_of(request))) and not devices.read(request)["accounts"]


@cache
def page() -> str:
    return render_to_string("account/turned_away.html")
