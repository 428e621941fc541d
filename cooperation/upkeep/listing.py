"""What is due, as the list of the editors has it: first what is overdue, then what will be soon."""

from datetime import date
from typing import NamedTuple

from content.models import Edition, Link
from content.record import State
from content.upkeep import SOON, TendedPage, upkeep_at

from ..kinds import THEME

MOST = 100  # pages that are listed at once


class Choice(NamedTuple):
    """Which pages an editor asks for; without a `when`, those that are due or will be soon."""

    when: str = ""  # "due", "soon" or "all"
    kind: str = ""
    theme: str = ""  # its content id


def chosen_pages(choice: Choice, state: State, day: date) -> list[TendedPage]:
    """The pages that somebody asks for, those first that were due the longest."""
    filed = pages_under(choice.theme, state) if choice.theme else None
    found = [
        page
        for page in upkeep_at(state).values()
        if is_at(page.due, choice.when, day)
        and choice.kind in ("", page.page.page_type)
        and (filed is None or page.page.page_id in filed)
    ]
    return sorted(found, key=lambda page: (page.due, page.page.sort_key_nl, page.page.pk))


def is_at(due: date, when: str, day: date) -> bool:
    """Whether something that is due on a day is what is asked for."""
    return {"due": due < day, "soon": day <= due <= day + SOON, "all": True}.get(when, due <= day + SOON)


def pages_under(theme: str, state: State) -> set[int]:
    """The keys of a theme and of the pages that are filed under it."""
    links = Link.objects.at(state.moment).filter(role=THEME.name, target__content_id=theme)
    own = Edition.objects.at(state.moment).filter(page__content_id=theme)
    return {*links.values_list("edition__page", flat=True), *own.values_list("page", flat=True)}


def numbers(state: State, day: date) -> dict[str, int]:
    """How many pages are due, and how many will be soon."""
    dues = [page.due for page in upkeep_at(state).values()]
    return {when: sum(is_at(due, when, day) for due in dues) for when in ("due", "soon")}
