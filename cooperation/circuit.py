"""What the site can do without for a while: a cache server, a folder. What fails rests for some seconds."""

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)
REST = 2.0  # seconds in which what failed is not tried again
SILENCE = 60.0  # seconds between two lines in the log


class Circuit:
    """Tries something that may fail, and tells the log once a minute that it does, unless it has no name.

    Once it has failed one caller at a time finds out whether it works again; nobody else waits for that.
    """

    def __init__(self, what: str, *errors: type[Exception]):
        self.what = what
        self.errors = errors
        self.is_failing = False
        self.rests_until = self.silent_until = 0.0  # by the monotonic clock
        self._lock = Lock()

    def attempt(self, do: Callable[[], T]) -> T | None:
        """What was done, or None where it fails, or failed a moment ago."""
        if self.is_failing and not self.may_try():
            return None
        return self._attempt(do)

    def attempt_apart(self, do: Callable[[], object]) -> None:
        """Find out whether what failed works again, in a thread of its own, for which nobody waits."""
        if self.may_try():
            Thread(target=self._attempt, args=[do], daemon=True).start()

    def _attempt(self, do: Callable[[], T]) -> T | None:
        try:
            done = do()
        except self.errors as error:
            self.fail(error)
            return None
        self.is_failing = False
        return done

    def may_try(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if now < self.rests_until:
                return False
            self.rests_until = now + REST
            return True

    def fail(self, error: object = "") -> None:
        """Leave it alone for a while."""
        now = time.monotonic()
        self.is_failing, self.rests_until = True, now + REST
        if self.what and now >= self.silent_until:
            self.silent_until = now + SILENCE
            reason = str(error).partition("\n")[0] or type(error).__name__
            log.warning("%s cannot be used, and is done without: %s", self.what, reason)
