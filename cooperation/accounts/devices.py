"""Devices on which somebody signed in before: an attack on their account does not keep them out there.

The cookie says which accounts, signed. It says nothing of who asks, and opens nothing: it lets tries be counted apart.
It ends with the password that it was made under.
"""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

AGE = 180 * 24 * 3600  # seconds
MOST = 5  # accounts on one device
SALT = "cooperation.accounts.devices"


def mark_of(user) -> str:
    """What tells the password of an account from the one before, and gives nothing of it away."""
    return salted_hmac(SALT, user.get_session_auth_hash()).hexdigest()[:16]


def read(request: HttpRequest) -> dict:
    """What the cookie says: the device, and a mark for each account."""
    try:
        found = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        found = {}
    return {"id": secrets.token_hex(8), "accounts": {}} | found


def is_known(request: HttpRequest, user) -> bool:
    """Whether somebody signed in to this account here before; as long to say of one that is not there."""
    mark = mark_of(user or get_user_model()())
    return user is not None and read(request)["accounts"].get(str(user.pk)) == mark


def remember(request: HttpRequest, response: HttpResponse, user) -> None:
    device = read(request)
    others = {key: mark for key, mark in device["accounts"].items() if key != str(user.pk)}
    accounts = dict(list(others.items())[1 - MOST :]) | {str(user.pk): mark_of(user)}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(device | {"accounts": accounts}, salt=SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
