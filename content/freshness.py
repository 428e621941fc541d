"""What costs a look at the whole site is made once after each publication, and kept until the next."""

from collections.abc import Callable
from datetime import datetime

from .models import Edition
from .prepared import Prepared
from .reading import MOMENT

NEWEST = Prepared(
    Edition.objects.in_force(MOMENT).order_by("-published_at", "-pk").values_list("pk", "published_at")[:1]
)
_kept = {}


def newest_publication(moment: datetime) -> tuple[int, datetime] | None:
    """Return which edition came into force last, and when: the site has been the same ever since."""
    return next(iter(NEWEST.rows(moment=moment)), None)


def since_publication(name: str, moment: datetime, make: Callable):
    """Return what `make` returned after the publication that was the newest at a moment. Each process has its own."""
    newest = newest_publication(moment)
    known = _kept.get(name)
    if not known or known[0] != newest:
        known = _kept[name] = newest, make()
    return known[1]
