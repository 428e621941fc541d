"""What happens to a page on its way to the public: submit, approve, reject, cancel, withdraw.

Everything that publishes goes through these functions (the admin, the `publish` command, tests). They lock, read again,
and then check; they say what is wrong in the editor's words, and the database holds the same rules (`rules`).
The order of locks is always the same: first the pages, last the record.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import record, signals
from .addresses import reserve
from .cleaning import clean
from .freezing import freeze, lock, prepare
from .languages import LANGUAGES
from .lists import enlist
from .models import Decision, Edition, Link, Page, Policy
from .plans import call_off_set, companions, decide_on_plans, decided
from .problems import no_passage
from .search.indexing import index
from .sets import check_whole, close_all, hold, join, refresh


@transaction.atomic
def submit(page: Page, *, by=None, change_note: dict[str, str] | None = None, change: str = "") -> Edition:
    """Freeze the working copy of a page into an edition that waits for approval; one that waits is overtaken."""
    return submit_set([page], by=by, change_note=change_note, change=change)[0]


@transaction.atomic
def submit_set(
    pages: Iterable[Page],
    *,
    by=None,
    change_note: dict[str, str] | None = None,
    change: str = "",
    chosen: dict[int, Collection[str]] | None = None,
) -> list[Edition]:
    """Submit pages that need each other: they are approved, sent back and taken back together.

    Raises ValidationError with everything that keeps them from being published.

    Of a page that has its key in `chosen` only those parts of its changes go along (`documents/choosing.py`).
    """
    editions = join(prepare(list(pages), by=by, change_note=change_note, change=change, chosen=chosen))
    for edition in editions[-1:]:  # the sources of a set stand before what needs them
        signals.submitted.send(Edition, edition=edition)
    return editions


@transaction.atomic
def approve(
    edition: Edition,
    *,
    by=None,
    at: datetime | None = None,
    keep: Collection[int] = (),
    cancel: Collection[int] = (),
) -> Edition:
    """Make a submitted edition, with its set, part of the public site: now, or as a plan for a moment to come.

    `keep` and `cancel` say of every plan that there is for this page what is to become of it, by their keys.
    """
    editions = hold(edition, _("Only a submitted edition can be approved."))
    check_whole(editions)
    for each in editions:
        each.state = Edition.State.APPROVED
    take_effect(editions, by=by, at=at, keep=keep, cancel=cancel)
    signals.decided.send(Edition, edition=edition, by=by, act=Decision.Act.PLANNED if at else "approved")
    return edition


@transaction.atomic
def reject(edition: Edition, *, by, reason: str) -> Edition:
    """Send a submitted edition back, with its set; the working copy stays as it is."""
    editions = hold(edition, _("Only a submitted edition can be rejected."))
    if not clean(reason).strip():
        raise ValidationError(_("Say why it is rejected: whoever submitted it wants to know."))
    return close_all(editions, Decision.Act.REJECTED, by, reason)


@transaction.atomic
def take_back(edition: Edition, *, by) -> Edition:
    """Take back what one submitted oneself, before anybody decides on it; the working copy stays as it is."""
    editions = hold(edition, _("Only a submitted edition can be taken back."))
    if by.pk != edition.submitted_by_id:
        raise ValidationError(_("Only whoever submitted it can take it back."))
    return close_all(editions, Decision.Act.TAKEN_BACK, by)


@transaction.atomic
def cancel_plan(plan: Edition, *, by=None, reason: str = "") -> Edition:
    """Call off what was planned, with its set; its addresses are free again."""
    plans = [plan, *companions(plan)]
    lock(each.page_id for each in plans)
    with record.locked():
        refresh(plans)
        if not plan.is_plan:
            raise ValidationError(_("Only what is planned can be cancelled."))
        call_off_set(plan, by, reason)
    signals.decided.send(Edition, edition=plan, by=by, act=Decision.Act.CANCELLED)
    return plan


@transaction.atomic
def publish(
    page: Page,
    *,
    by=None,
    change_note: dict[str, str] | None = None,
    change: str = "",
    keep: Collection[int] = (),
    cancel: Collection[int] = (),
) -> Edition:
    """Submit and approve at once: for whoever may do both."""
    [edition] = prepare([page], by=by, change_note=change_note, change=change)
    edition.state = Edition.State.APPROVED
    return take_effect([edition], by=by, keep=keep, cancel=cancel)[0]


@transaction.atomic
def publish_set(
    pages: Iterable[Page],
    *,
    by=None,
    change_note: dict[str, str] | None = None,
    change: str = "",
    keep: Collection[int] = (),
    cancel: Collection[int] = (),
) -> list[Edition]:
    """Publish pages that need each other in one step: each is frozen as the others are going to be."""
    editions = prepare(list(pages), by=by, change_note=change_note, change=change)
    for edition in editions:
        edition.state = Edition.State.APPROVED
    return take_effect(editions, by=by, keep=keep, cancel=cancel)


@transaction.atomic
def withdraw(
    page: Page,
    *,
    by=None,
    reason: dict[str, str],
    at: datetime | None = None,
    keep: Collection[int] = (),
    cancel: Collection[int] = (),
    aware: bool = False,
) -> Edition:
    """Take a page off the public site: its address then answers 410, and says since when and why.

    A withdrawal is an edition as well, so that the history and every old link stay whole. Pages that cite this one, or
    relate to it, are named first, unless the caller says to be `aware` of them.
    """
    missing = [language for language in LANGUAGES if not clean(reason.get(language) or "", lines=False)]
    if missing:
        raise ValidationError({f"reason_{language}": _("Tell the reader why.") for language in missing})
    lock([page.pk])
    moment = record.newest().moment
    current = Edition.objects.at(moment).filter(page=page.pk).first()
    if current is None:
        raise ValidationError(_("This page is not public, so there is nothing to withdraw."))
    edition = freeze(page, current.document, based_on=current, by=by, change_note=reason)
    edition.state = Edition.State.WITHDRAWN
    return take_effect([edition], by=by, at=at, keep=keep, cancel=cancel, aware=aware)[0]


def check_leaning(edition: Edition, moment: datetime) -> None:
    """Name the pages that lean on one that is to be withdrawn."""
    if leaning := leaning_on(edition.page_id, moment):
        titles = ", ".join(str(each.page) for each in leaning)
        message = _("These pages cite this one, relate to it or link to it: %(pages)s. Withdraw it all the same?")
        raise ValidationError(message % {"pages": titles}, code="leaned_on")


def leaning_on(page: int, moment: datetime) -> list[Edition]:
    """The editions of other pages, live or planned, that cite a page, relate or link to it, or are filed under it."""
    links = Link.objects.filter(target=page).exclude(role=Link.GONE)
    concerned = Edition.objects.at(moment) | Edition.objects.planned().filter(state=Edition.State.APPROVED)
    found = concerned.filter(pk__in=links.values("edition")).exclude(page=page)
    return list(found.with_summary().select_related("page").order_by("sort_key_nl"))


def take_effect(editions: list[Edition], *, by, at=None, keep=(), cancel=(), aware=True) -> list[Edition]:
    """Let editions, with the state that they are to have, go live: now, or as plans for a moment to come.

    What is checked is checked under the lock: so nothing that somebody else does meanwhile goes unseen.
    """
    if not editions:
        return editions
    for edition in editions:
        if not edition.is_withdrawn:
            check_approver(edition, by)
        edition.approved_by = by
    approved = [edition for edition in editions if not edition.is_withdrawn]
    enlist(approved)
    index(approved)
    with record.locked() as moment:
        if at and at <= moment:
            raise ValidationError(_("This moment has passed. Choose one that is to come."))
        for edition in editions:
            check_base(edition)
            if not aware:
                check_leaning(edition, moment)
            decide_on_plans(edition, at, by, keep, cancel)
        check_sources(approved)
        reserve(editions)
        if at:
            for edition in editions:
                edition.published_at = at
                edition.save(update_fields=["state", "published_at", "approved_by"])
                decided(edition, Decision.Act.PLANNED, by)
        else:
            record.publish_at(moment, editions)
    return editions


def check_approver(edition: Edition, by) -> None:
    alone = by is None or by.pk == edition.submitted_by_id
    if alone and Policy.asks_two_people():
        raise ValidationError(_("On this site, whoever approves a page is somebody else than whoever submitted it."))


def check_base(edition: Edition) -> None:
    """Refuse an edition that was made when the page said something else: it would undo what came since."""
    current = Edition.objects.final().filter(page=edition.page_id, superseded_at=None).first()
    if current and current.pk != edition.based_on_id:
        message = _("Version %(number)d of this page was published after this was submitted. Submit it anew.")
        raise ValidationError(message % {"number": current.number}, code="overtaken")


def check_sources(editions: list[Edition]) -> None:
    """Refuse to cite what is not public any more: a source, or a passage of it; what goes live in the same step is."""
    cited = {
        (entry["source"], entry["passage"]): entry for edition in editions for entry in edition.read()["citations"]
    }
    live = Edition.objects.final().filter(state=Edition.State.APPROVED, superseded_at=None)
    live = live.filter(page__content_id__in={source for source, _passage in cited})
    public = {edition.summary["content_id"]: edition.read().get("passages", ()) for edition in [*live, *editions]}
    there = {(source, passage["key"]) for source, passages in public.items() for passage in passages}
    if gone := {entry["title"].get("nl", "") for entry in cited.values() if entry["source"] not in public}:
        message = _("These sources are not public any more: %(sources)s.")
        raise ValidationError(message % {"sources": ", ".join(sorted(gone))})
    if lost := [entry for place, entry in cited.items() if place not in there]:
        raise ValidationError([no_passage(entry) for entry in lost])
