"""Still so? What became of a claim since the state of the site in which somebody cites it."""

from enum import StrEnum
from typing import NamedTuple

from .history import Stretch


class Standing(StrEnum):
    """What became of a claim."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"  # other words, or of another time
    SOURCE = "source"  # the same words by other passages, or by a source that is called otherwise now
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"  # its page was


class StillSo(NamedTuple):
    """What became of a claim: what it said when it was cited, and what it says now and since when."""

    standing: Standing
    then: Stretch
    now: Stretch


def still_so(stretches: list[Stretch], serial: int) -> StillSo | None:
    """What became of a claim since a publication; nothing if it did not stand there then."""
    earlier = [stretch for stretch in stretches if stretch.serial <= serial]
    if not earlier or earlier[-1].said is None:
        return None
    return StillSo(standing(earlier[-1], stretches[-1]), earlier[-1], stretches[-1])


def standing(then: Stretch, now: Stretch) -> Standing:
    if now.said is None or then.said is None:
        return Standing.WITHDRAWN if now.is_withdrawn else Standing.REMOVED
    if (then.said.words, then.said.period) != (now.said.words, now.said.period):
        return Standing.CHANGED
    return Standing.UNCHANGED if then.said.sources == now.said.sources else Standing.SOURCE
