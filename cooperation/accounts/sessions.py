"""Sessions that end by themselves: after a working day, or when nobody has used them for a while."""

import time
from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

# What a session holds of whom it is.
SINCE = "since"  # when somebody had shown all that is asked of them: without it a session opens nothing
STRONG = "strong"  # whether that was more than a password
SHOWN = "shown"  # when they last showed it
USED = "used"  # when the admin was last asked for something
ADDRESS, DEVICE = "address", "device"

LONGEST = 10 * 3600  # seconds from signing in
IDLE = 2 * 3600  # seconds without a request to the admin
UNFINISHED = 30 * 60  # seconds for who has not shown all yet
TOUCHED = 60  # seconds within which another use is not written down


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with an end that moves with use, and not beyond a working day."""

    @classmethod
    def get_model_class(cls):
        from .models import Session

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)  # type: ignore[attr-defined]  # of our own model
        return row

    def get_expiry_age(self, **kwargs):
        """Seconds that are left."""
        if SINCE not in self:
            return UNFINISHED
        now = time.time()
        return max(0, int(min(self[SINCE] + LONGEST, self.get(USED, now) + IDLE) - now))

    def get_expiry_date(self, **kwargs):
        return timezone.now() + timedelta(seconds=self.get_expiry_age())


def end_sessions(user, but: str | None = None) -> int:
    """End the sessions of an account, but one; returns how many."""
    from .models import Session

    return Session.objects.filter(user=user).exclude(session_key=but or "").delete()[0]
