"""Passwords are hashed one after the other in each process, and no more than a few requests wait for it.

A hash costs a quarter of a second of CPU time by intent. Those who guess must keep neither the processor nor the
threads that answer readers. A lower priority would not do: such a thread keeps Python's own lock while
it waits for its turn.
"""

import threading

from django.contrib.auth.hashers import verify_password

STRANGERS = 2  # who hash or wait for it at once; four threads answer in each process

_places = threading.Semaphore(STRANGERS)
_hashing = threading.Lock()


class Busy(Exception):
    """As many wait for a hash as may."""


def look_at(password: str, encoded: str, *, may_wait: bool) -> tuple[bool, bool]:
    """Whether a password is that of a hash, and whether the hash is older than it should be.

    Where the hash is that of no password it takes as long. Raises Busy for who may not wait behind others.
    """
    if may_wait:
        with _hashing:
            return verify_password(password, encoded)
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        with _hashing:
            return verify_password(password, encoded)
    finally:
        _places.release()
