"""The moment that a visitor looks at. No view asks a clock: it asks here."""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from content import clock
from content.kept import turn_to
from content.record import NOTHING, State, live, state_at

# A day, or a moment of one: to the minute, the second or closer (RFC 3339; the zone may be left out).
WRITTEN = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(\.\d{1,6})?)?\s*(Z|[+-]\d\d:\d\d)?)?", re.ASCII | re.IGNORECASE
)
TICK = timedelta(microseconds=1)
STATE = "cooperation.state"  # in the environment of a request: the state of the site, where it was read already


class NoMoment(ValueError):
    """What was asked for is no moment that the site can be seen at; `problem` is "unclear", "ahead" or "before"."""

    def __init__(self, problem: str):
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Asked:
    """A moment of the site that somebody asks to see."""

    text: str  # as it is written in the address
    begins: datetime  # the day, minute or second that is written
    moment: datetime  # its end, or now if that is to come
    is_day: bool
    state: State
    is_present: bool  # whether nothing has changed since


def moment_of(request: HttpRequest) -> State:
    """The state of the site that a request is about: one for the whole of it, whatever is published meanwhile."""
    known = vars(request)
    if "state" not in known:
        known["state"] = request.META.get(STATE) or present()
    return known["state"]


def present() -> State:
    """The state of the site now."""
    state = live()
    turn_to(state)
    return state


def asked_of(request: HttpRequest) -> Asked | None:
    """The moment that a request asks for by `?at=`, if it does."""
    return vars(request).get("asked")


def ask(request: HttpRequest, text: str) -> None:
    """Let a request be about a moment. Raises NoMoment, and it stays about the present."""
    asked = asked_at(text, moment_of(request))
    vars(request).update(asked=asked, state=asked.state)


def asked_at(text: str, now: State) -> Asked:
    """The moment that a text names: the end of the day, minute or second that is written. Raises NoMoment."""
    begins, lasts = parse(text)
    latest = max(clock.now(), now.moment)  # publications that follow at once are given a moment each
    if begins > latest:
        raise NoMoment("ahead")
    moment = min(begins + lasts - TICK, latest)
    state = state_at(moment)
    if state == NOTHING:
        raise NoMoment("before")
    return Asked(text, begins, moment, lasts >= timedelta(hours=20), state, state == now)


def parse(text: str) -> tuple[datetime, timedelta]:
    """When the day, minute or second that a text names begins, and how long it lasts. Raises NoMoment."""
    # A plus in an address is a space, unless it was written out.
    found = WRITTEN.fullmatch(re.sub(r" (?=\d\d:\d\d$)", "+", text.strip()) if "T" in text.upper() else text.strip())
    if not found:
        raise NoMoment("unclear")
    day, minute, second, fraction, zone = found.groups()
    try:
        begins = datetime.fromisoformat(f"{day}T{minute or '00:00'}{second or ''}{(zone or '').upper()}")
        if not begins.tzinfo:
            begins = timezone.make_aware(begins)
        if minute is None:
            following = timezone.make_aware(datetime.fromisoformat(day) + timedelta(days=1))
            return begins.astimezone(UTC), following - begins.astimezone(UTC)
        return begins.astimezone(UTC), TICK if fraction else timedelta(seconds=1 if second else 60)
    except ValueError:
        raise NoMoment("unclear") from None
    except OverflowError:  # at the ends of what a date can be
        raise NoMoment("before" if day < "1970" else "ahead") from None


def original(request: HttpRequest) -> str:
    """The address of what a request asks for, without a moment."""
    query = request.GET.copy()
    query.pop("at", None)
    return escape_uri_path(request.path) + (f"?{query.urlencode()}" if query else "")


def at(path: str, moment: datetime) -> str:
    """The address of what stands at a path, at a moment to the microsecond."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'at': written(moment)})}"


def written(moment: datetime) -> str:
    """A moment to the microsecond (RFC 3339)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def staying(request: HttpRequest, path: str) -> str:
    """A path of the site at the moment that a request is about."""
    asked = asked_of(request)
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'at': asked.text})}" if asked else path


def standing_still(state: State) -> AbstractContextManager[None]:
    """Let the clock stand still at a state, while a copy of the site is made that is to be the same on any day."""
    return clock.set_to(state.moment)


def day_of(request: HttpRequest) -> date:
    """The day on which somebody asks, or about which, where the site is at home."""
    asked = asked_of(request)
    return timezone.localdate(asked.moment if asked else clock.now())
