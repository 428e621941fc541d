"""Links by which somebody without an account sees a page that is not public: made, found by their key, and revoked."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.db import transaction

from . import clock
from .models import Page, ReaderLink

DAYS = (1, 7, 30)
BYTES = 24  # of chance in a key: 192 bits


@transaction.atomic
def make(page: Page, document: dict, *, by, days: int) -> tuple[ReaderLink, str]:
    """Keep a document of a page for whoever gets the key, which is returned with it and stored nowhere."""
    forget_over()
    key, now = secrets.token_urlsafe(BYTES), clock.now()
    link = ReaderLink.objects.create(
        page_id=page.pk,
        digest=digest(key),
        document=document,
        made_by=by,
        made_at=now,
        until=now + timedelta(days=days),
    )
    LogEntry.objects.log_actions(by.pk, [link], ADDITION)
    return link, key


def digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def opened_by(key: str) -> ReaderLink | None:
    """What a key opens now; None for one that is unknown, whose time is over, or that was revoked."""
    return ReaderLink.objects.open(clock.now()).filter(digest=digest(key)).select_related("page").first()


def of(page: Page) -> list[tuple[ReaderLink, bool]]:
    """The links of a page, the newest first, and whether each still leads somewhere."""
    found, moment = ReaderLink.objects.filter(page=page.pk).select_related("made_by").defer("document"), clock.now()
    return [(link, link.revoked_at is None and link.until > moment) for link in found.order_by("-pk")]


@transaction.atomic
def revoke(link: ReaderLink, *, by) -> None:
    """Let a link lead nowhere from now on; what was kept for it goes."""
    if ReaderLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now(), document={}):
        LogEntry.objects.log_actions(by.pk, [link], DELETION)


def forget_over() -> None:
    """Let go of what was kept for links whose time is over."""
    ReaderLink.objects.filter(until__lte=clock.now()).exclude(document={}).update(document={})
