"""How often something may be tried: looked up and paid for in one statement, so that no two workers count it apart.

Each key has one number: until when the tries that were made are being paid for. A try moves it on by the time that one
costs, unless it lies too far ahead already (the generic cell rate algorithm, ITU-T I.371).
"""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from content.clock import now

from .models import Allowance


class Limit(NamedTuple):
    """So many tries at once, and one more after each so many seconds."""

    burst: int
    seconds: float


# Of whom nothing is known: each of these has to have something left.
BY_ADDRESS = Limit(20, 30)
BY_ACCOUNT = Limit(10, 180)
BY_ALL = Limit(5, 1.5)  # what is hashed for strangers takes a quarter of one processor at most
# On a device on which this account has signed in before.
BY_DEVICE = Limit(10, 60)
# The second of two factors, after the first was right: six digits.
CODE_BY_ACCOUNT = Limit(5, 600)
CODE_BY_DEVICE = Limit(5, 60)
# What costs no hash, but a row.
CHALLENGES = Limit(30, 2)
ONCE = Limit(1, 90)  # longer than a code of an app is taken


def spend(key: str, limit: Limit) -> bool:
    """Whether one more is allowed; it is paid for at once."""
    time = now().timestamp()
    allowed = Allowance.objects.filter(key=key, until__lte=time + limit.seconds * (limit.burst - 1))
    if allowed.update(until=Greatest(F("until"), time) + limit.seconds):
        return True
    if Allowance.objects.filter(key=key).exists():
        return False
    try:
        with transaction.atomic():
            Allowance.objects.create(key=key, until=time + limit.seconds)
    except IntegrityError:  # somebody else was first
        return bool(allowed.update(until=Greatest(F("until"), time) + limit.seconds))
    return True


def give_back(key: str, limit: Limit) -> None:
    """Let what was paid for a try that was right count for nothing."""
    Allowance.objects.filter(key=key).update(until=F("until") - limit.seconds)
