"""Tells programs of the moments at which a page can be seen: Memento (RFC 7089)."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from .frame import origin
from .moment import asked_of, original

GATE, MAP = "/moment/timegate", "/moment/timemap"
FORMAT = "application/link-format"  # RFC 6690


def mark(request: HttpRequest, response: HttpResponse) -> None:
    """Say where the other moments of a page are; of the past also which one it is, and that it is not for robots."""
    own, path = origin(request), original(request)
    links = [f'<{own}{GATE}{path}>; rel="timegate"', f'<{own}{MAP}{path}>; rel="timemap"; type="{FORMAT}"']
    if asked := asked_of(request):
        links.insert(0, f'<{own}{path}>; rel="original"')
        response["Memento-Datetime"] = http_date(asked.state.moment.timestamp())
        response["X-Robots-Tag"] = "noindex"
    response["Link"] = ", ".join(links)
