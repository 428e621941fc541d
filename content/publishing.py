"""What happens to a page on its way to the public: submit, approve, reject, withdraw.

Everything that publishes goes through these functions (the admin, the `publish` command, tests). They say what is
wrong in the editor's words; the database holds the same rules (`migrations/0002_edition_rules.py`).
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .documents import build_document, build_summary, links_of
from .languages import LANGUAGES
from .lists import enlist
from .models import Edition, Link, Page
from .search.indexing import close, index
from .sorting import sort_key

SCHEDULED = gettext_lazy("Another edition of this page is scheduled for %(moment)s. Withdraw that one first.")


@transaction.atomic
def submit(page: Page, *, by=None, change_note: dict[str, str] | None = None) -> Edition:
    """Freeze the working copy of a page into an edition that waits for approval.

    Raises ValidationError with everything that keeps the page from being published.
    """
    page = Page.objects.get(pk=page.pk)  # as it is stored, whatever the caller has in hand
    document = build_document(page)
    if found := problems(page, document):
        raise ValidationError(found)
    return freeze(page, document, state=Edition.State.SUBMITTED, by=by, change_note=change_note)


@transaction.atomic
def approve(edition: Edition, *, by=None, at: datetime | None = None) -> Edition:
    """Make a submitted edition part of the public site from a moment on: now, or later."""
    if edition.state != Edition.State.SUBMITTED:
        raise ValidationError(_("Only a submitted edition can be approved."))
    check_paths(edition)
    edition.state = Edition.State.APPROVED
    return take_effect(edition, by=by, at=at)


@transaction.atomic
def reject(edition: Edition, *, by, reason: str) -> Edition:
    """Send a submitted edition back; the working copy stays as it is."""
    if edition.state != Edition.State.SUBMITTED:
        raise ValidationError(_("Only a submitted edition can be rejected."))
    edition.state, edition.approved_by, edition.review_note = Edition.State.REJECTED, by, reason
    edition.save(update_fields=["state", "approved_by", "review_note"])
    return edition


def publish(page: Page, *, by=None, change_note: dict[str, str] | None = None) -> Edition:
    """Submit and approve at once: for whoever may do both."""
    with transaction.atomic():
        return approve(submit(page, by=by, change_note=change_note), by=by)


@transaction.atomic
def withdraw(page: Page, *, by=None, reason: dict[str, str], at: datetime | None = None) -> Edition:
    """Take a page off the public site: its address then answers 410, and says since when and why.

    A withdrawal is an edition as well, so that the history and every old link stay whole.
    """
    missing = [language for language in LANGUAGES if not reason.get(language)]
    if missing:
        raise ValidationError({f"reason_{language}": _("Tell the reader why.") for language in missing})
    current = Edition.objects.at(timezone.now()).filter(page=page).first()
    if current is None:
        raise ValidationError(_("This page is not public, so there is nothing to withdraw."))
    edition = freeze(page, current.document, state=Edition.State.SUBMITTED, by=by, change_note=reason)
    edition.state = Edition.State.WITHDRAWN
    return take_effect(edition, by=by, at=at)


def has_unpublished_changes(page: Page, live: Edition | None) -> bool:
    """Whether the working copy says anything else than the edition that is public."""
    return live is None or live.is_withdrawn or build_document(page) != live.document


def problems(page: Page, document: dict) -> list[str]:
    """Return, in the editor's words, everything that keeps a document from being published."""
    found = []
    if not document["title"].get("nl"):
        found.append(_("The page has no Dutch title."))
    if not page.specific.cites_sources:
        return found
    for claim in document["statements"] + document["relations"]:
        if not claim["citations"]:
            found.append(_("“%(anchor)s” does not say where it is written: choose a passage.") % claim)
    if not document["citations"]:
        found.append(_("The page cites no source. Add a statement with its passage."))
    return found


def freeze(page: Page, document: dict, *, state, by, change_note) -> Edition:
    """Store an edition of a document, with its links."""
    note = change_note or {}
    edition = Edition.objects.create(
        page_id=page.pk,
        page_type=document["page_type"],
        state=state,
        document=document,
        summary=build_summary(document),
        path_nl=document["path"]["nl"],
        path_en=document["path"]["en"],
        sort_key_nl=sort_key(document["title"], "nl"),
        sort_key_en=sort_key(document["title"], "en"),
        change_note_nl=note.get("nl", ""),
        change_note_en=note.get("en", ""),
        submitted_by=by,
        submitted_at=timezone.now(),
    )
    links = list(links_of(document))
    targets = dict(Page.objects.filter(content_id__in={link[1] for link in links}).values_list("content_id", "pk"))
    targets = {str(content_id): pk for content_id, pk in targets.items()}
    Link.objects.bulk_create(
        Link(edition=edition, role=role, target_id=targets[target], anchor=anchor, data=data)
        for role, target, anchor, data in links
    )
    return edition


def take_effect(edition: Edition, *, by, at) -> Edition:
    """Close what was in force at that moment, and let the edition follow it."""
    # Locks the page, so that two people who publish it at once come one after the other.
    Page.objects.select_for_update().get(pk=edition.page_id)
    at = at or timezone.now()
    earlier = Edition.objects.filter(page=edition.page_id, state__in=Edition.FINAL).order_by("published_at")
    last = earlier.last()
    if last and last.published_at >= at:
        raise ValidationError(SCHEDULED % {"moment": timezone.localtime(last.published_at).strftime("%Y-%m-%d %H:%M")})
    if last:
        last.superseded_at = at
        last.save(update_fields=["superseded_at"])
        close(last)
    edition.number = (last.number if last else 0) + 1
    edition.published_at, edition.approved_by = at, by
    edition.save(update_fields=["number", "state", "published_at", "approved_by"])
    if not edition.is_withdrawn:
        enlist([edition])
        index([edition])
    return edition


def check_paths(edition: Edition) -> None:
    """Refuse an address at which another page is public, or is going to be."""
    for language in LANGUAGES:
        others = Edition.objects.filter(state=Edition.State.APPROVED, superseded_at__isnull=True)
        if others.on_path(edition.path(language), language).exclude(page=edition.page_id).exists():
            message = _("Another public page lives at %(path)s.") % {"path": edition.path(language)}
            raise ValidationError({f"slug_{language}": message})
