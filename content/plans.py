"""What is planned for a page: called off or kept when something else is published, and how it is told."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import clock
from .anchors import own_anchors, public_anchors
from .cleaning import clean
from .models import Address, Decision, Edition, Listing, Page, SearchPage, SetMember
from .problems import moved_anchors


def decide_on_plans(edition: Edition, at: datetime | None, by, keep: Collection[int], cancel: Collection[int]) -> None:
    """Cancel or keep what is planned for a page; name what nobody decided on, and what is planned for that moment."""
    plans = list(Edition.objects.planned().filter(page=edition.page_id).exclude(pk=edition.pk).order_by("published_at"))
    if open_ones := [plan for plan in plans if plan.pk not in {*keep, *cancel}]:
        told = ", ".join(map(plan_label, open_ones))
        message = _("For “%(page)s” something is planned: %(plans)s. Say whether it stays or is cancelled.")
        raise ValidationError(message % {"page": edition.page, "plans": told}, code="planned")
    for plan in plans:
        if plan.pk not in keep:
            call_off_set(plan, by, keep=keep)
        elif plan.published_at == at:
            raise ValidationError(_("For that very moment something is planned already. Choose another one."))
        elif not (plan.is_withdrawn or edition.is_withdrawn):
            later = at is not None and at > plan.published_at
            first, then = (plan, edition) if later else (edition, plan)
            if wrong := moved_anchors(then.read(), public_anchors(edition.page_id) | own_anchors(first.read())):
                raise ValidationError([*wrong, _("This is planned, so it cannot stay: cancel it.")])


def plans_of(page: Page) -> list[Edition]:
    """What is planned for a page, the first first; asked once for a page that was read."""
    known = vars(page)
    if "plans" not in known:
        planned = Edition.objects.planned().filter(page=page.pk).order_by("published_at")
        known["plans"] = list(planned) if page.pk else []
    return known["plans"]


def plan_label(plan: Edition) -> str:
    """What is planned, and for when."""
    when = date_format(timezone.localtime(plan.published_at), "j F Y, H:i")
    return (_("withdrawal on %(when)s") if plan.is_withdrawn else _("new version on %(when)s")) % {"when": when}


def companions(edition: Edition) -> list[Edition]:
    """The other editions of the set that an edition is in: they were submitted together, and need each other."""
    key = SetMember.objects.filter(edition=edition.pk).values("key")
    others = Edition.objects.filter(set_member__key__in=key).exclude(pk=edition.pk)
    return list(others.select_related("page", "submitted_by").order_by("pk"))


def call_off_set(plan: Edition, by, reason: str = "", keep: Collection[int] = ()) -> None:
    """Cancel a plan, with what is planned together with it; ValidationError where some of that is to be kept."""
    plans = [each for each in (plan, *companions(plan)) if each.is_plan]
    if kept := [each for each in plans if each.pk in keep]:
        message = _("“%(page)s” is planned together with this: keep both, or cancel both.")
        raise ValidationError([message % {"page": each.page} for each in kept])
    for each in plans:
        call_off(each, by, reason)


def call_off(plan: Edition, by, reason: str) -> Edition:
    """Cancel a plan, and free the addresses that only it had reserved."""
    close(plan, Decision.Act.CANCELLED, by, reason)
    others = Edition.objects.planned().filter(page=plan.page_id)
    needed = {path for paths in others.values_list("path_nl", "path_en") for path in paths}
    Address.objects.filter(page=plan.page_id, publication=None).exclude(path__in=needed).delete()
    Listing.objects.filter(edition=plan).delete()
    SearchPage.objects.filter(edition=plan).delete()
    return plan


def close(edition: Edition, act: str, by, reason: str = "") -> Edition:
    """End the way of an edition that is not going to be public, and write down who did so."""
    rejected = act == Decision.Act.REJECTED
    edition.state = Edition.State.REJECTED if rejected else Edition.State.CANCELLED
    edition.approved_by, edition.review_note = by, clean(reason).strip()
    edition.save(update_fields=["state", "approved_by", "review_note"])
    decided(edition, act, by)
    return edition


def decided(edition: Edition, act: str, by) -> None:
    Decision.objects.create(edition=edition, act=act, by=by, at=clock.now(), moment=edition.published_at)
