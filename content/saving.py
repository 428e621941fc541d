"""Keeps every working copy that was saved, as a document, so that any of them can be brought back.

All of the last 90 days are kept, then the last of each day, for two years; the newest always. A page that was deleted,
which none can be that was ever submitted or public, is kept for 30 days.
"""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from . import clock
from .comparing import counted, differences_of
from .documents.building import build_document, digest
from .documents.taking import Taken, TakenBefore
from .models import Page, SavedCopy

ALL_FOR, DAYS_FOR, DELETED_FOR = timedelta(days=90), timedelta(days=730), timedelta(days=30)
Origin = SavedCopy.Origin


def keep(page: int, *, by=None, origin=Origin.FORM, **came_from) -> None:
    """Keep the working copy of a page as it is stored now, by its key, unless the last that was kept is the same.

    It belongs into the transaction that saves: nothing is saved that is not kept.
    """
    store(Page.objects.get(pk=page), None, by=by, origin=origin, **came_from)


def kept_and_now(page: Page) -> tuple[dict | None, dict]:
    """The last document that was kept of a page, and the one that would be kept of it now."""
    last = SavedCopy.objects.of(page).first()
    before = last.read() if last else None
    # What it takes from sources is what it took before: they change without the working copy.
    return before, build_document(page, TakenBefore(before) if before else Taken())


def store(stored: Page, known: tuple[dict | None, dict] | None, *, by=None, origin=Origin.FORM, **came_from) -> None:
    """Keep a working copy, unless the last that was kept is the same."""
    before, document = known or kept_and_now(stored)
    if before and digest(before) == digest(document) and origin != Origin.DELETED:
        return
    SavedCopy.objects.create(
        page=stored,
        content_id=stored.content_id,
        document=document,
        changes=counted(differences_of(before, document)) if before else {},
        origin=origin,
        saved_by=by,
        saved_at=clock.now(),
        **came_from,
    )
    tidy(stored.pk)


def keep_what_is_there(page: int, known: tuple[dict | None, dict] | None = None) -> None:
    """Keep a working copy before it is overwritten, if something has written it that kept nothing.

    What was `known` of it may have been read before something was typed into it.
    """
    store(Page.objects.get(pk=page), known, origin=Origin.THERE)


def tidy(page: int) -> None:
    """Let go of what is older than it is kept for: of this page, and of pages that were deleted."""
    now = clock.now()
    old = SavedCopy.objects.of(page).filter(saved_at__lt=now - ALL_FOR).values_list("pk", "saved_at")
    days, gone = set(), []  # the newest was saved just now
    for pk, moment in old:
        day = timezone.localtime(moment).date()
        if day in days or moment < now - DAYS_FOR:
            gone.append(pk)
        days.add(day)
    SavedCopy.objects.filter(pk__in=gone).delete()
    SavedCopy.objects.filter(page=None).exclude(content_id__in=deleted().values("content_id")).delete()


def deleted():
    """Pages that were deleted and can still be brought back: their permanent ids, and when they went."""
    gone = SavedCopy.objects.filter(page=None).order_by().values("content_id").annotate(last=Max("saved_at"))
    return gone.filter(last__gte=clock.now() - DELETED_FOR)
