"""Tells programs of the moments at which a page can be seen: Memento (RFC 7089)."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from .frame import origin
from .moment import asked_of, original

GATE, MAP = "/moment/timegate", "/moment/timemap"
FORMAT = "application/link-format"  # RFC 6690


def at(path: str, moment: datetime) -> str:
    """The address of what stands at a path, at a moment to the microsecond."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'at': written(moment)})}"


def written(moment: datetime) -> str:
    """A moment to the microsecond (RFC 3339)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def mark(request: HttpRequest, response: HttpResponse) -> None:
    """Say where the other moments of a page are; of the past also which one it is, and that it is not for robots."""
    own, path = origin(request), original(request)
    links = [f'<{own}{GATE}{path}>; rel="timegate"', f'<{own}{MAP}{path}>; rel="timemap"; type="{FORMAT}"']
    if asked := asked_of(request):
        links.insert(0, f'<{own}{path}>; rel="original"')
        response["Memento-Datetime"] = http_date(asked.state.moment.timestamp())
        response["X-Robots-Tag"] = "noindex"
    response["Link"] = ", ".join(links)
