"""Undo: makes the working copy of a page what it was when it was saved, or what an edition says."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .addresses import belongs_elsewhere, owners
from .documents.building import build_document, digest
from .documents.restoring import restore
from .documents.taking import TakenBefore
from .freezing import lock
from .models import Edition, Page, SavedCopy
from .saving import Origin, keep, keep_what_is_there

Earlier = SavedCopy | Edition


def standing_beside(page: Page, document: dict) -> dict:
    """The document of a working copy as it is stored, with what it takes from sources as an earlier one has it."""
    return build_document(Page.objects.get(pk=page.pk), TakenBefore(document))


@transaction.atomic
def bring_back(page: Page, earlier: Earlier, *, by, seen: str) -> None:
    """Let the working copy say again what it said; nothing that is public changes, and it can be undone as any save.

    `seen` is the digest of what it says now (`standing_beside`), as it was shown to whoever decided. ValidationError
    says that somebody saved meanwhile (its code is "outdated"), or what is gone that it needs: nothing is done then.
    """
    lock([page.pk])
    document = earlier.read()
    if digest(standing_beside(page, document)) != seen:
        told = _("Somebody saved this page after you opened this screen. Look at what would change now.")
        raise ValidationError(told, code="outdated")
    check_addresses(page.pk, document)
    keep_what_is_there(page.pk)
    restore(document)
    came_from = {"edition": earlier} if isinstance(earlier, Edition) else {"earlier": earlier}
    keep(page.pk, by=by, origin=Origin.BACK, **came_from)


@transaction.atomic
def bring_back_deleted(copy: SavedCopy, *, by) -> Page:
    """Make a page anew that was deleted, with its permanent id and what was kept of it.

    ValidationError says what is gone that it needs, or that somebody did so before.
    """
    document = copy.read()
    if Page.objects.filter(content_id=copy.content_id).exists():
        raise ValidationError(_("“%(page)s” is there again.") % {"page": name_of(document)})
    check_addresses(None, document)
    page = restore(document)
    SavedCopy.objects.filter(content_id=copy.content_id).update(page=page)
    keep(page.pk, by=by, origin=Origin.BACK, earlier=copy)
    return page


def check_addresses(page: int | None, document: dict) -> None:
    """Refuse an address that another page was public at, or is going to be."""
    owner = owners(list(document["path"].values()))
    if taken := [path for path in document["path"].values() if owner.get(path, page) != page]:
        raise ValidationError([belongs_elsewhere(path) for path in taken])


def name_of(document: dict) -> str:
    """What a page was called."""
    title = document["title"]
    return title.get("nl") or title.get("en") or document["content_id"]
