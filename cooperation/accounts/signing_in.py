"""When somebody has shown all that is asked of them, and for how long that counts."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from .attempts import address_of, device_of
from .sessions import ADDRESS, DEVICE, SHOWN, SINCE, STRONG, TOUCHED, USED, end_sessions

RECENT = 10 * 60  # seconds in which what somebody showed is not asked for again


def is_whole(request: HttpRequest) -> bool:
    """Whether a session opens the admin: it is somebody's, who showed more than a password where that is asked for."""
    session = request.session
    return SINCE in session and (session.get(STRONG, False) or settings.PASSWORD_ALONE)


def is_unfinished(request: HttpRequest) -> bool:
    """Whether a password was right, and nothing more was shown yet, because there is nothing more to show."""
    return SESSION_KEY in request.session and not is_whole(request)


def is_recent(request: HttpRequest) -> bool:
    return is_whole(request) and time.time() - request.session.get(SHOWN, 0) < RECENT


def begin(request: HttpRequest, *, strong: bool) -> None:
    """Let a session open the admin from now on."""
    now = time.time()
    request.session.update({SINCE: now, SHOWN: now, USED: now, STRONG: strong})
    request.session.update({ADDRESS: address_of(request), DEVICE: device_of(request)})
    request.session.cycle_key()
    request.is_device_of = request.user  # type: ignore[attr-defined]  # the middleware hands out the cookie


def show_again(request: HttpRequest, *, strong: bool) -> None:
    """Somebody was asked again, and it was them."""
    request.session[SHOWN] = time.time()
    request.session[STRONG] = strong or request.session.get(STRONG, False)
    request.session.cycle_key()


def touch(request: HttpRequest) -> None:
    """Write down that a session is used, though not each time."""
    now = time.time()
    if now - request.session.get(USED, 0) > TOUCHED:
        request.session[USED] = now


def credentials_changed(request: HttpRequest, user) -> None:
    """End all other sessions of an account; this one gets another key."""
    request.session.cycle_key()
    end_sessions(user, but=request.session.session_key)
