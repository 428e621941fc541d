"""What an address to cite is about: a page in one state of the site, and what became of all that it said."""

from django.utils.translation import override

from content.identity import short
from content.models import Edition, Publication
from content.reading import editions_of
from content.record import State, state_of

from ..pages.values import shown_page
from .absence import explained
from .said import all_said_on, changes, said_in
from .telling import since_then


class NeverShown(LookupError):
    """No such page was there in that state of the site, or there was no such state."""


def shown(page: str, serial: int) -> tuple[State, Edition]:
    """A state of the site, and the edition of a page that was in force in it. Raises NeverShown."""
    try:
        state = state_of(serial)
    except (Publication.DoesNotExist, OverflowError):
        raise NeverShown from None
    edition = editions_of(page, state.moment).order_by("page_id").first()
    if edition is None:
        raise NeverShown
    return state, edition


def became(edition: Edition, state: State, now: Edition, present: State, own: str, language: str) -> dict:
    """What became of all that a page says since it was cited; `own` is the address to cite it by."""
    then = said_in(edition, state, language, present)
    with override(language):
        found = changes(
            all_said_on(shown_page(edition.read(), edition.page_id, state.moment, language)),
            all_said_on(shown_page(now.read(), now.page_id, present.moment, language)),
        )
    found = explained(found, present, language)
    return since_then(found, {key: f"{own}/{short(key)}" for key in then}, language)
