"""What is made of the whole site, and carried over from one state to the next: only the pages between them are read.

Between two states, what is public differs in the pages that were published in between, and in nothing else. So what
takes a look at every page is looked up once in each process, however large the site is.
"""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from .kept import CARRIED, is_present, kept, lasting, turns
from .models import Edition
from .record import State

T = TypeVar("T")
MOST = 500  # pages: where more were published in between, all are looked at again


def carried(
    state: State,
    key: Hashable,
    make: Callable[[datetime], T],
    update: Callable[[T, set[int], datetime, datetime], T],
) -> T:
    """Return what `make` returns of a moment; or what `update` does of an earlier value, of the keys of the pages that
    were published since, and of the moments before and after. It leaves that value as it is, for who still reads it.

    What has words that were removed by law, or is of another record, is made anew; and so is what is of the past.
    """
    if not is_present(state):
        return kept(state, key, lambda: unweighed(make(state.moment)))()
    turn = turns()
    lasting()
    before = CARRIED.get(key)
    if before and before[0] == state:
        return before[1]
    pages = published(before[0], state) if before else None
    value = update(before[1], pages, before[0].moment, state.moment) if before and pages is not None else None
    if value is None:
        value = make(state.moment)
    if turn == turns():
        CARRIED[key] = state, value
    return value


def unweighed(value: T) -> Callable[[], T]:
    """What gives a value that a shelf need not weigh: there are few, however many states are asked for."""
    return lambda: value


def published(since: State, until: State) -> set[int] | None:
    """The keys of the pages that were published between two states; None where these are too many."""
    between = Edition.objects.final().filter(publication__gt=since.serial, publication__lte=until.serial)
    pages = set(between.order_by().values_list("page_id", flat=True)[: MOST + 1])
    return pages if since.serial <= until.serial and len(pages) <= MOST else None
