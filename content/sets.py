"""Editions that were submitted together: a page, and the sources that it needs. They are decided on as one."""

from collections.abc import Iterable
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import signals
from .freezing import lock
from .models import Edition, SetMember
from .plans import close, companions


def join(editions: list[Edition]) -> list[Edition]:
    """Let editions be a set from now on, if they are more than one."""
    if len(editions) > 1:
        key = uuid4()
        SetMember.objects.bulk_create(SetMember(edition=edition, key=key) for edition in editions)
    return editions


def hold(edition: Edition, refusal: str) -> list[Edition]:
    """Let others who decide on these pages wait: what was submitted together, as it is stored, with this one first.

    What does not wait any more is refused.
    """
    others = companions(edition)
    lock(each.page_id for each in (edition, *others))
    refresh([edition, *others])
    if not edition.is_waiting:
        raise ValidationError(refusal, code="decided")
    return [edition, *others]


def refresh(editions: Iterable[Edition]) -> None:
    for edition in editions:
        edition.refresh_from_db()


def check_whole(editions: list[Edition]) -> None:
    """Refuse a set of which something does not wait any more: the rest may need it."""
    if lost := [edition for edition in editions if not edition.is_waiting]:
        raise ValidationError([ValidationError(no_more(each), code="decided") for each in lost])


def no_more(edition: Edition) -> str:
    """Why a set cannot be decided on any more of which this edition does not wait, and what to do."""
    told = _("“%(page)s” was submitted together with this, and does not wait any more. Submit this page anew.")
    return told % {"page": edition.page}


def close_all(editions: list[Edition], act: str, by, reason: str = "") -> Edition:
    """End the way of a set, as far as it waits; returns the first of it."""
    for edition in editions:
        if edition.is_waiting:
            close(edition, act, by, reason)
    signals.decided.send(Edition, edition=editions[0], by=by, act=act)
    return editions[0]
