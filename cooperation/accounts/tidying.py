"""What is over is forgotten, each time that somebody signs in."""

from datetime import timedelta

from content.clock import now

from .models import Allowance, OneTimeLink, SignInAttempt
from .sessions import SessionStore


def tidy() -> None:
    time = now()
    Allowance.objects.filter(until__lt=time.timestamp()).delete()
    SessionStore.clear_expired()
    OneTimeLink.objects.filter(expires_at__lt=time - timedelta(days=30)).delete()
    SignInAttempt.objects.filter(moment__lt=time - timedelta(days=SignInAttempt.KEPT_DAYS)).delete()
