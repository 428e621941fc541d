"""The sessions of one account, as their holder is shown them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils import timezone

from .attempts import digest
from .models import Session
from .sessions import ADDRESS, DEVICE, SINCE, USED

# What browsers and systems call themselves, the more special before what all of them claim to be.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


@dataclass(frozen=True)
class OwnSession:
    row: Session
    is_this: bool
    since: datetime
    used: datetime
    address: str
    device: str

    @property
    def mark(self) -> str:
        """What names it in an address, without being its key."""
        return digest("session", self.row.session_key)[:16]

    def end(self) -> None:
        self.row.delete()


def sessions_of(request: HttpRequest) -> list[OwnSession]:
    """The sessions of whoever asks, this one first and then those that were used last."""
    rows = Session.objects.filter(user=request.user.pk, expire_date__gt=timezone.now())
    found = [shown(row, request) for row in rows]
    return sorted(found, key=lambda each: (not each.is_this, -each.used.timestamp()))


def shown(row: Session, request: HttpRequest) -> OwnSession:
    held = row.get_decoded()
    return OwnSession(
        row=row,
        is_this=row.session_key == request.session.session_key,
        since=datetime.fromtimestamp(held.get(SINCE, 0), UTC),
        used=datetime.fromtimestamp(held.get(USED, 0), UTC),
        address=held.get(ADDRESS) or "",
        device=called(held.get(DEVICE, "")),
    )


def called(agent: str) -> str:
    """What a browser calls itself, in the words that people know it by."""
    browser = next((name for sign, name in BROWSERS.items() if re.search(rf"\b{sign}", agent)), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return " · ".join(filter(None, [browser, system])) or agent[:40]
