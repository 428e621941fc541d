"""Confirming: somebody has read the sources of claims again, and these still say what the page says.

It moves the day on which the claims were last checked, and nothing else. It is a step of the public record, so that an
older state of the site shows what it showed then.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import record
from .freezing import lock
from .models import Confirmation, Edition, Page
from .upkeep import TendedPage, read


class Shown(NamedTuple):
    """What somebody saw who confirms: the state of the site, the edition of the page, the versions of its sources."""

    serial: int
    edition: int
    sources: dict[str, int]  # by content id


@transaction.atomic
def confirm(page: Page, claims: Collection[str], *, by, shown: Shown) -> Confirmation:
    """Write down that claims of a page were checked, as somebody was shown them and their sources.

    Raises ValidationError where these are not what is public any more, and where somebody else was first: then there is
    nothing left to confirm.
    """
    lock([page.pk])
    with record.locked() as moment:
        tended = read(moment, [page.pk]).get(page.pk)
        if tended is None:
            raise ValidationError(_("This page is not public, so there is nothing to confirm."))
        there = versions_of(moment, (source for part in tended.parts for source in part.sources))
        check_shown(tended, claims, shown, there)
        left = [part for part in tended.parts if part.id in claims and part.id not in since(page, shown.serial)]
        if not left:
            raise ValidationError(_("Somebody else confirmed this meanwhile."), code="confirmed")
        checked = [
            {"claim": part.id, "sources": [{"page": each, "number": there[each]} for each in part.sources]}
            for part in left
        ]
        publication = record.publish_at(moment, [])
        return Confirmation.objects.create(
            publication=publication, edition_id=tended.page.pk, confirmed_by=by, checked=checked
        )


def check_shown(tended: TendedPage, claims: Collection[str], shown: Shown, there: dict[str, int]) -> None:
    """Refuse what is not what somebody saw, and what rests on a source that is gone."""
    chosen = [part for part in tended.parts if part.id in claims]
    if tended.page.pk != shown.edition or len(chosen) < len(set(claims)):
        message = _("Another version of this page was published meanwhile. Look at it again, and confirm that.")
        raise ValidationError(message, code="overtaken")
    sources = {source for part in chosen for source in part.sources}
    if sources - there.keys():
        raise ValidationError(_("A source of this is not public any more, so it cannot be confirmed against it."))
    if any(shown.sources.get(source) != there[source] for source in sources):
        message = _("Another version of a source was published meanwhile. Look at it again, and confirm that.")
        raise ValidationError(message, code="overtaken")
    if not chosen:
        raise ValidationError(_("Tick what you have checked."), code="nothing")


def since(page: Page, serial: int) -> set[str]:
    """The claims of a page that were confirmed after a publication."""
    later = Confirmation.objects.filter(edition__page=page.pk, publication__gt=serial)
    return {each["claim"] for checked in later.values_list("checked", flat=True) for each in checked}


def versions_of(moment, sources: Iterable[str]) -> dict[str, int]:
    """The numbers of the versions of sources that are public at a moment, by content id."""
    found = Edition.objects.at(moment).filter(page__content_id__in=set(sources))
    return {str(content_id): number for content_id, number in found.values_list("page__content_id", "number")}
