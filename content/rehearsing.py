"""The site as it would be with another edition of a page: published for the length of a look, and undone.

What is read of it meanwhile may be kept by its state alone, which no later state is like; nothing of it may be kept by
the keys of its rows, because these are given out again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from . import record
from .addresses import reserve
from .freezing import freeze, lock
from .lists import enlist
from .models import Edition, Page
from .record import State
from .search.indexing import index


class Rehearsed(NamedTuple):
    """The state of the site before, and as it would be; and the edition that would make it so."""

    before: State
    after: State
    edition: Edition


@contextmanager
def rehearsed(page: Page, document: dict | None) -> Iterator[Rehearsed]:
    """Publish a document of a page, or withdraw the page where there is none, until the block is left.

    Raises ValidationError where that cannot be done. Nobody else publishes meanwhile, so the block is to be short.
    """
    with transaction.atomic():
        lock([page.pk])
        before = record.newest()
        current = Edition.objects.in_force(before.moment).filter(page=page.pk).first()
        if document is None and (current is None or current.is_withdrawn):
            raise ValidationError(_("This page is not public, so there is nothing to withdraw."))
        said = document or current.document  # there is one, as was just seen
        try:
            edition = publish(page, said, current, is_withdrawn=document is None)
        except IntegrityError:
            raise ValidationError(_("The page cannot be published as it is.")) from None
        if edition.publication is None:
            raise ValueError("What was published has no place in the record.")
        yield Rehearsed(before, State(edition.publication.serial, edition.publication.moment), edition)
        transaction.set_rollback(True)


def publish(page: Page, document: dict, current: Edition | None, *, is_withdrawn: bool) -> Edition:
    edition = freeze(page, document, based_on=current, by=None, change_note={"nl": "…", "en": "…"})
    edition.state = Edition.State.WITHDRAWN if is_withdrawn else Edition.State.APPROVED
    if not is_withdrawn:
        enlist([edition])
        index([edition])
    with record.locked() as moment:
        reserve([edition])
        record.publish_at(moment, [edition])
    return edition
