"""Letters about pages on their way: something waits for somebody, came back to them, or was approved.

Each goes to whoever wants it (`Wishes`), and never for what they did themselves. Without a mail server there is none.
"""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from content import signals
from content.models import Decision, Edition

from . import writing
from .models import Wishes

# What is written of a decision, by the wish for it and the stem of its letter.
TOLD = {
    "approved": ("approved", "version_approved"),
    Decision.Act.PLANNED: ("approved", "version_approved"),
    Decision.Act.MOVED: ("approved", "version_moved"),
    Decision.Act.REJECTED: ("returned", "version_returned"),
    Decision.Act.CANCELLED: ("returned", "version_returned"),
}


def connect() -> None:
    signals.submitted.connect(waits)
    signals.decided.connect(decided)


def waits(sender, edition: Edition, **kwargs) -> None:
    """Tell those who may decide on what somebody submitted."""
    right = {"content_type__app_label": "content", "codename": "publish_edition"}
    may = Q(is_superuser=True)
    for way in ("user_permissions", "groups__permissions"):
        may |= Q(**{f"{way}__{name}": value for name, value in right.items()})
    people = get_user_model().objects.filter(may, is_active=True, is_staff=True).distinct()
    others = [person for person in people if person.pk != edition.submitted_by_id]
    tell("version_waits", "waiting", others, edition, edition.submitted_by)


def decided(sender, edition: Edition, by, act: str, **kwargs) -> None:
    """Tell whoever submitted something what became of it, if somebody else decided so."""
    author = edition.submitted_by
    if act in TOLD and author and author.is_active and author != by:
        wish, template = TOLD[act]
        tell(template, wish, [author], edition, by)


def tell(template: str, wish: str, people: Iterable, edition: Edition, by) -> None:
    """Write to those of some people who want to know; an address that is none keeps nobody from their work."""
    if not writing.are_sent():
        return
    people = [person for person in people if person.email]
    wishes = {each.user_id: each for each in Wishes.objects.filter(user__in=people)}
    for person in people:
        wished = wishes.get(person.pk) or Wishes(user=person)
        if getattr(wished, wish):
            with override(wished.language):
                told = facts(edition, by, person)
            try:
                writing.send(template, person.email, wished.language, told)
            except ValidationError:
                continue


def facts(edition: Edition, by, person) -> dict[str, object]:
    when = date_format(timezone.localtime(edition.published_at), "j F Y, H:i") if edition.is_plan else ""
    return {
        "name": called(person),
        "by": called(by),
        "page": str(edition.page),
        "reason": edition.review_note,
        "when": when,
        "address": settings.BASE_URL + reverse("admin:content_edition_review", args=[edition.pk]),
        "wishes": settings.BASE_URL + reverse("account_letters"),
    }


def called(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
