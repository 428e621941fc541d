"""What costs a look at the whole site is made once for each state of it, and kept until the next publication."""

from collections.abc import Callable
from datetime import datetime

_kept = {}


def since_publication(name: str, moment: datetime, make: Callable):
    """Return what `make` returned for the state of the site at a moment: that of a publication (`record.live()`).

    Each process has its own, of the state that was asked for last.
    """
    known = _kept.get(name)
    if not known or known[0] != moment:
        known = _kept[name] = moment, make()
    return known[1]
