"""What the site can do without for a while: a cache server, a folder. What fails rests for some seconds."""

import logging
import time

log = logging.getLogger(__name__)
REST = 2.0  # seconds in which what failed is not asked again
SILENCE = 60.0  # seconds between two lines in the log


class Circuit:
    """Says whether something may be asked, and tells the log once a minute that it fails."""

    def __init__(self, what: str):
        self.what = what
        self.rests_until = self.silent_until = 0.0  # by the monotonic clock

    def is_closed(self) -> bool:
        return time.monotonic() >= self.rests_until

    def fail(self, error: object) -> None:
        """Leave it alone for a while."""
        now = time.monotonic()
        self.rests_until = now + REST
        if now >= self.silent_until:
            self.silent_until = now + SILENCE
            reason = str(error).partition("\n")[0] or type(error).__name__
            log.warning("%s cannot be used, and is done without: %s", self.what, reason)
