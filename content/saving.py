"""Keeps every working copy that was saved, as a document, so that any of them can be brought back.

All of the last 90 days are kept, then the last of each day, for two years; the newest always. A page that was deleted,
which none can be that was ever submitted or public, is kept for 30 days.
"""

from datetime import date, datetime, timedelta

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
    last = SavedCopy.objects.of(page).select_related("page").first()
    store(last, working_copy(last.page if last else Page.objects.get(pk=page), last), page, by, origin, **came_from)


def kept_and_now(page: Page) -> tuple[SavedCopy | None, dict]:
    """The last that was kept of a page, and the document that would be kept of it now."""
    last = SavedCopy.objects.of(page).first()
    return last, working_copy(page, last)


def working_copy(page: Page, last: SavedCopy | None) -> dict:
    # What it takes from sources is what it took before: they change without the working copy.
    return build_document(page, TakenBefore(last.read()) if last else Taken())


def store(last: SavedCopy | None, document: dict, page: int, by, origin, **came_from) -> None:
    """Keep a document after the last that was kept of its page, unless that is the same."""
    before = last.read() if last else None
    if before and digest(before) == digest(document) and origin != Origin.DELETED:
        return
    now = clock.now()
    SavedCopy.objects.create(
        page_id=page,
        content_id=document["content_id"],
        document=document,
        changes=counted(differences_of(before, document)) if before else {},
        origin=origin,
        saved_by=by,
        saved_at=now,
        **came_from,
    )
    if last is None or day_of(last.saved_at) < day_of(now):
        tidy(page)


def keep_what_is_there(page: int, known: tuple[SavedCopy | None, dict] | None = None) -> None:
    """Keep a working copy before it is overwritten, if something has written it that kept nothing.

    What is `known` of it was read in the same transaction, before anything was typed into it (`kept_and_now`).
    """
    if known:
        store(*known, page, None, Origin.THERE)
    else:
        keep(page, origin=Origin.THERE)


def day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def tidy(page: int) -> None:
    """Let go of what is older than it is kept for, with the first save of a day: of this page, and of deleted ones."""
    now = clock.now()
    old = SavedCopy.objects.of(page).filter(saved_at__lt=now - ALL_FOR).values_list("pk", "saved_at")
    newest, days, gone = SavedCopy.objects.of(page).values_list("pk", flat=True)[:1], set(), []
    for pk, moment in old.exclude(pk__in=list(newest)):
        if (day := day_of(moment)) in days or moment < now - DAYS_FOR:
            gone.append(pk)
        days.add(day)
    SavedCopy.objects.filter(pk__in=gone).delete()
    SavedCopy.objects.filter(page=None).exclude(content_id__in=deleted().values("content_id")).delete()


def deleted():
    """Pages that were deleted and can still be brought back: their permanent ids, and when they went."""
    gone = SavedCopy.objects.filter(page=None).order_by().values("content_id").annotate(last=Max("saved_at"))
    return gone.filter(last__gte=clock.now() - DELETED_FOR)
