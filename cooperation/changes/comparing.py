"""Any two states of a page beside each other: what it said in the one and not in the other, claim by claim."""

from typing import NamedTuple

from content.models import Edition
from content.record import State

from ..citing.absence import explained
from ..citing.said import Change, Said, all_said_on, changes
from ..pages.values import shown_page
from .reading import by_others


class Step(NamedTuple):
    """A publication since which a page shows something else: its own edition, or those of other pages."""

    state: State
    own: Edition | None
    others: list[Edition]


class Compared(NamedTuple):
    """What differs between two states of a page, and what is the same in both."""

    changes: list[Change]
    same: list[Said]


def steps_of(page: int, present: State, language: str) -> list[Step]:
    """The publications by which a page, by its key, came to show something else, the newest first."""
    own = Edition.objects.shown_by(present.moment).filter(page=page).with_summary()
    found = [Step(State(each.publication_id, each.published_at), each, []) for each in own]
    found += [Step(State(each.serial, each.moment), None, each.editions) for each in by_others(page, present, language)]
    return sorted(found, key=lambda step: step.state.serial, reverse=True)


def compared(before: tuple[State, Edition], after: tuple[State, Edition], language: str) -> Compared:
    """What a page said in two states of the site, matched by the permanent ids of its claims."""
    one, other = (said_then(state, edition, language) for state, edition in (before, after))
    found = changes(one, other)
    if not after[1].is_withdrawn:  # which is why all of it has gone
        found = explained(found, after[0], language)
    return Compared(found, [said for key, said in other.items() if one.get(key) == said])


def said_then(state: State, edition: Edition, language: str) -> dict[str, Said]:
    """All that a page said in a state of the site: nothing while it was withdrawn."""
    if edition.is_withdrawn:
        return {}
    return all_said_on(shown_page(edition.read(), edition.page_id, state.moment, language))
