"""Sending letters in the running site: a thread in each of gunicorn's workers.

They need not know of each other (`sending.take`). A letter that was just put in the queue goes at once; one that waits
for its next try, or that another process wrote, within a minute.
"""

import logging
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

logger = logging.getLogger(__name__)
EVERY = 60  # seconds
_bell = Event()
_stopped = Event()
_rounds: list[Thread] = []


def ring() -> None:
    """Tell the postman of this process that a letter was written."""
    _bell.set()


def start() -> None:
    """Begin to send letters in this process, if the site has a mail server."""
    if settings.SENDS_LETTERS and not _rounds:
        _rounds.append(Thread(target=go_round, name="postman", daemon=True))
        _rounds[0].start()


def stop(seconds: float = 10) -> None:
    """Take no other letter, and wait for the one that is under way: what is cut off would be sent again later."""
    _stopped.set()
    _bell.set()
    for each in _rounds:
        each.join(seconds)


def go_round(every: float = EVERY) -> None:
    """Send what is due, again and again, whatever happens."""
    from .sending import deliver_due

    while not _stopped.is_set():
        _bell.clear()
        try:
            deliver_due(go_on=lambda: not _stopped.is_set())
        except (DatabaseError, InterfaceError):
            pass  # it is away; whoever asks for a page has it in the log
        except Exception:
            logger.exception("Sending letters failed.")
        finally:
            connections.close_all()  # of this thread: none is held while nothing is to be done
        _bell.wait(every)
