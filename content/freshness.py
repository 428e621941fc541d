"""What costs a look at the whole site is made once after each publication, and kept until the next."""

from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache

from .models import Edition

DAY = 24 * 3600


def since_publication(name: str, moment: datetime, make: Callable):
    """Return what `make` returned after the publication that was the newest at a moment."""
    newest = Edition.objects.in_force(moment).order_by("-published_at", "-pk").values_list("pk", "published_at").first()
    return cache.get_or_set(f"{name}.{newest[0]}.{newest[1].timestamp()}", make, DAY) if newest else make()
