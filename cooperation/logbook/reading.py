"""Reading the logbook from any place: so many acts of each source, put in one order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import itemgetter, or_

from django.contrib.auth import get_user_model
from django.db.models import Model, Q
from django.utils import timezone

from .acts import SOURCES, Act, Source, pages_as_logged

Key = tuple[datetime, int, int]


@dataclass(frozen=True)
class Choice:
    """Which acts somebody asks for; `own` is the one whose acts and what is public are all that they may see."""

    person: int | None = None
    pages: list[int] | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None
    own: int | None = None


def acts(choice: Choice, count: int, before: Key | None = None) -> list[Act]:
    """The newest acts before a place, so many at most.

    Each source gives no more than that many, by its own index, so it costs the same at any place.
    """
    found = [each for number in range(len(SOURCES)) for each in rows_of(number, choice, count, before)]
    found.sort(key=itemgetter(0), reverse=True)
    chosen = found[:count]
    names = names_of({person_of(key, row) for key, row in chosen})
    return [
        Act(moment=key[0], key=key, who=names.get(person_of(key, row), ""), **SOURCES[key[1]].tell(row))
        for key, row in chosen
    ]


def person_of(key: Key, row: Model) -> int | None:
    return getattr(row, f"{SOURCES[key[1]].person}_id")


def names_of(people: set[int | None]) -> dict[int | None, str]:
    found = get_user_model().objects.filter(pk__in=people - {None})
    return {user.pk: user.get_full_name() or user.get_username() for user in found}


def all_acts(choice: Choice, at_once: int = 500) -> Iterator[Act]:
    """Every act, the newest first."""
    before: Key | None = None
    while found := acts(choice, at_once, before):
        yield from found
        before = found[-1].key


def rows_of(number: int, choice: Choice, count: int, before: Key | None) -> Iterator[tuple[Key, Model]]:
    """The newest rows of one source, each with its place."""
    source = SOURCES[number]
    kinds = [rule for name, rule in source.kinds.items() if not choice.kinds or name in choice.kinds]
    if not kinds or (choice.pages is not None and not source.page):
        return
    rows = source.rows().filter(asked_of(source, choice)).order_by(f"-{source.moment}", "-pk")
    if len(kinds) < len(source.kinds):
        rows = rows.filter(reduce(or_, kinds))
    if before:
        moment, other, pk = before
        earlier = Q(**{f"{source.moment}__lt": moment})
        rows = rows.filter(**{f"{source.moment}__lte": moment})  # which the index begins with
        if number >= other:
            rows = rows.filter(earlier | Q(pk__lt=pk) if number == other else earlier)
    for row in rows[:count]:
        yield (moment_of(source, row), number, row.pk), row


def moment_of(source: Source, row: Model) -> datetime:
    """When an act was; a field of another table is named with its way there."""
    return reduce(getattr, source.moment.split("__"), row)  # type: ignore[return-value]


def asked_of(source: Source, choice: Choice) -> Q:
    asked = Q(**{f"{source.moment}__isnull": False})
    if choice.person is not None:
        asked &= Q(**{source.person: choice.person})
    if choice.pages is not None:
        is_log = source.page == "object_id"
        asked &= pages_as_logged(choice.pages) if is_log else Q(**{f"{source.page}__in": choice.pages})
    if choice.since:
        asked &= Q(**{f"{source.moment}__gte": midnight(choice.since)})
    if choice.until:
        asked &= Q(**{f"{source.moment}__lt": midnight(choice.until + timedelta(days=1))})
    if choice.own is not None and source.public is None:
        asked &= Q(**{source.person: choice.own})
    return asked


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
