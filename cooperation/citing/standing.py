"""Still so? What became of a claim since the state of the site in which somebody cites it."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from .history import Stretch


class Standing(StrEnum):
    """What became of a claim."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"  # other words, of another time, or with another remark
    SOURCE = "source"  # the same words by other passages, or by a source that is called otherwise now
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"  # its page was
    HIDDEN = "hidden"  # a relation, because the page at its other end was withdrawn
    REDACTED = "redacted"  # its words went by law, from all that the site ever said


class StillSo(NamedTuple):
    """What became of a claim: what it said when it was cited, what it says now, and since when that is so.

    `was_otherwise` says of one that is unchanged that it was gone or different in between.
    """

    standing: Standing
    then: Stretch
    now: Stretch
    since: Stretch
    was_otherwise: bool = False


def still_so(stretches: list[Stretch], serial: int) -> StillSo | None:
    """What became of a claim since a publication; nothing if it did not stand there then."""
    earlier = [stretch for stretch in stretches if stretch.serial <= serial]
    if not earlier or earlier[-1].said is None:
        return None
    return compared(earlier[-1], stretches)


def compared(then: Stretch, stretches: list[Stretch]) -> StillSo:
    """What became of what was said then, by the stretches until now."""
    now = stretches[-1]
    found = standing(then, now)
    if then.is_redacted or now.is_redacted:
        return StillSo(Standing.REDACTED, then, now, now)
    later = [stretch for stretch in stretches if stretch.serial > then.serial]
    since = first_of_run(stretches, SAME[found])
    between = later[: later.index(since)] if since in later else []
    return StillSo(found, then, now, since, found == Standing.UNCHANGED and bool(between))


def standing(then: Stretch, now: Stretch) -> Standing:
    if now.said is None or then.said is None:
        return Standing.WITHDRAWN if now.is_withdrawn else Standing.HIDDEN if now.hidden else Standing.REMOVED
    if then.said.wording != now.said.wording:
        return Standing.CHANGED
    return Standing.UNCHANGED if then.said.sources == now.said.sources else Standing.SOURCE


# By what a stretch is told from the one before, of what became of a claim.
SAME: dict[Standing, Callable[[Stretch], object]] = {
    Standing.UNCHANGED: lambda stretch: stretch.said,
    Standing.CHANGED: lambda stretch: stretch.said and stretch.said.wording,
    Standing.SOURCE: lambda stretch: stretch.said and stretch.said.sources,
    Standing.REMOVED: lambda stretch: stretch.said is None and not stretch.is_withdrawn and not stretch.hidden,
    Standing.HIDDEN: lambda stretch: stretch.hidden,
    Standing.WITHDRAWN: lambda stretch: stretch.is_withdrawn,
}


def first_of_run(stretches: list[Stretch], same: Callable[[Stretch], object]) -> Stretch:
    """From when it is as it is now; a withdrawal in between is no change of what was said."""
    found = stretches[-1]
    for stretch in reversed(stretches[:-1]):
        if same(stretch) == same(stretches[-1]):
            found = stretch
        elif not stretch.is_withdrawn:
            break
    return found
