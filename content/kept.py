"""What is made once for each state of the site, and kept until the next publication: each process has its own.

Three shelves, each with room for so many bytes; from a full one, what was not asked for the longest goes first.
- What stands at addresses that are few.
- What readers can ask for without end (a focus, a choice of filters), which cannot push out the former.
- What was asked of an earlier state of the site, which can push out nothing of the present.

A fourth holds what no publication changes, under the keys of the rows that it was made of, until words are removed by
law or the record is another one.
"""

import gc
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import UTC, datetime
from threading import Lock
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, TypeVar

from django.db.models import Exists
from django.utils.functional import Promise

from .models import Publication, Redaction
from .record import State

T = TypeVar("T")
REMOVALS = "removals by law"
K = TypeVar("K", bound=Hashable)
CODE = (type, ModuleType, FunctionType, Promise)


class _Kept(NamedTuple):
    value: Any
    size: int


class Shelf:
    """Keeps values by key, as many as there is room for."""

    def __init__(self, room: int):
        self.room = room  # bytes
        self.used = 0
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> _Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value, unless it takes more than a quarter of all the room."""
        size = size_of(value)
        with self._lock:
            self._drop(key)
            if size * 4 > self.room:
                return
            self._kept[key] = _Kept(value, size)
            self.used += size
            while self.used > self.room:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.used = 0

    def _drop(self, key: Hashable) -> None:
        if found := self._kept.pop(key, None):
            self.used -= found.size


FEW, ENDLESS, PAST, LASTING = Shelf(96 << 20), Shelf(24 << 20), Shelf(24 << 20), Shelf(24 << 20)
_present: list[State] = [State(-1, datetime.min.replace(tzinfo=UTC))]
_turns: list[int] = [0]  # how often the shelves were emptied
_seen: list[State] = [_present[0]]  # a state in which all that lasts was right
CARRIED: dict[Hashable, tuple[State, Any]] = {}  # what `content/carrying.py` takes along from one state to the next


def turn_to(state: State) -> None:
    """Let go of all that was kept, when the site is in another state than before: whoever reads it says so.

    What was said in the past goes as well, because words that are removed by law are removed there too.
    """
    if state != _present[0]:
        _present[0] = state
        _turns[0] += 1
        for shelf in (FEW, ENDLESS, PAST):
            shelf.clear()


def kept(state: State, key: Hashable, make: Callable[[], T], *, endless: bool = False) -> T:
    """Return what `make` returned for a state of the site; `endless` says that readers can make up such keys.

    What was still being made while the shelves were emptied is not kept: it may hold what had to go.
    """
    turn, shelf = turns(), (ENDLESS if endless else FEW) if state == _present[0] else PAST
    if found := shelf.get((state, key)):
        return found.value
    value = make()
    if turn == turns():
        shelf.put((state, key), value)
    return value


def is_present(state: State) -> bool:
    """Whether a state is the one that was read last."""
    return state == _present[0]


def turns() -> int:
    """How often the shelves were emptied: what is begun in one turn may not be kept in the next."""
    return _turns[0]


def kept_for_good(key: Hashable, make: Callable[[], T], turn: int | None = None) -> T:
    """Return what `make` returned of something that publications leave as it is, such as what one of them changed.

    Where it is made of what was read before, `turn` is the one in which that was begun.
    """
    turn = turns() if turn is None else turn
    lasting()
    if found := LASTING.get(key):
        return found.value
    value = make()
    if turn == turns():
        LASTING.put(key, value)
    return value


def all_kept_for_good(kind: str, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, T]]) -> dict[K, T]:
    """The same of many rows: those that are not kept are read together; what is not there is left out."""
    turn, wanted = turns(), list(keys)
    lasting()
    found = {key: known.value for key in wanted if (known := LASTING.get((kind, key)))}
    missing = [key for key in wanted if key not in found]
    made = read(missing) if missing else {}
    for key, value in made.items() if turn == turns() else ():
        LASTING.put((kind, key), value)
    found |= made
    return {key: found[key] for key in wanted if key in found}


def lasting() -> bool:
    """See once for each state that all that lasts is still right."""
    return kept(_present[0], "what lasts", let_go)


def let_go() -> bool:
    """Let go of what lasts where words were removed by law since, or where the record is another one: of a backup."""
    present, seen = _present[0], _seen[0]
    removed = Redaction.objects.carried_out().filter(publication__gt=seen.serial)
    if not Publication.objects.filter(pk=seen.serial, moment=seen.moment).exclude(Exists(removed)).exists():
        LASTING.clear()
        CARRIED.clear()
    _seen[0] = present
    return True


def removals() -> int:
    """How many removals of words by law were carried out: what was made before one of them may hold these words."""
    return kept(_present[0], REMOVALS, Redaction.objects.carried_out().count)


def known_removals() -> int | None:
    """The same without asking the database, or None where it was not asked in this state of the site."""
    found = FEW.get((_present[0], REMOVALS))
    return found.value if found else None


def size_of(value: object) -> int:
    """How many bytes a value takes with all that it refers to, but for code."""
    seen: set[int] = set()
    todo, size = [value], 0
    while todo:
        each = todo.pop()
        if id(each) not in seen and not isinstance(each, CODE):
            seen.add(id(each))
            size += sys.getsizeof(each)
            todo += gc.get_referents(each)
    return size
