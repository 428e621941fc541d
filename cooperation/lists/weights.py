"""How many relations each body has, which is its weight in a list."""

from collections import Counter
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from content.kept import kept
from content.lists import Entry, Stretch, part, whole
from content.models import Edition, Link
from content.record import State
from content.sorting import END, newest_first

from ..roles import ROLES

MOST = 1000  # pages of a list that are weighed: all relations of them are counted


def weights(state: State, page_type: str) -> Counter[int]:
    """The number of relations of each page of a type, by page, as its own page tells them; counted once for a state."""
    return kept(state, f"weights {page_type}", lambda: count(state.moment, page_type))


def count(moment: datetime, page_type: str) -> Counter[int]:
    live, links = Edition.objects.at(moment).order_by(), Link.objects.at(moment).filter(role__in=ROLES).order_by()
    own = list(live.of_type(page_type).values_list("page_id", flat=True))  # a list is asked for only where it is short
    pointing = links.filter(Exists(live.filter(page=OuterRef("target"))), edition__page__in=own)
    found: Counter[int] = Counter(dict(pointing.values_list("edition__page").annotate(Count("pk"))))
    return found + Counter(dict(links.filter(target__in=own).values_list("target").annotate(Count("pk"))))


def heaviest_first(name: str, language: str, start: str, state: State, page_type: str, size: int) -> Stretch:
    """Read a list from a place on by the number of relations; a place is such a number, with the name after it."""
    heavy = weights(state, page_type)
    entries = [
        Entry(newest_first(f"{heavy[entry.page.page_id]:05d}{END}") + entry.place, entry.page)
        for entry in whole(name, language, state.moment, MOST)
    ]
    return part(sorted(entries, key=lambda entry: entry.place), start, size)
