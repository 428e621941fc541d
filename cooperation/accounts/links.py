"""One-time links: an invitation for who is new, a recovery for who lost what they sign in with.

Whoever holds a link may set the password of an account, once. So nobody makes one for themselves, and making one ends
those before it.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from content.clock import now

from .logbook import note
from .models import OneTimeLink
from .sessions import end_sessions

Purpose = OneTimeLink.Purpose
VALID = {Purpose.INVITATION: timedelta(days=7), Purpose.RECOVERY: timedelta(days=1)}


class Issued(NamedTuple):
    """A link as it is handed over: the address is nowhere else."""

    address: str
    purpose: str
    until: datetime


def issue(user, *, by, origin: str) -> Issued:
    """Make the address that lets somebody in once; `by` is nobody on the command line.

    Raises PermissionDenied for a link of one's own.
    """
    if by == user:
        raise PermissionDenied("Somebody else makes the link for an account.")
    token, moment = secrets.token_urlsafe(32), now()
    purpose = Purpose.RECOVERY if was_used(user) else Purpose.INVITATION
    with transaction.atomic():
        OneTimeLink.objects.filter(user=user, used_at=None).delete()
        OneTimeLink.objects.create(
            user=user,
            purpose=purpose,
            digest=digest_of(token),
            made_by=by,
            made_at=moment,
            expires_at=moment + VALID[purpose],
        )
        note(by or user, user, "added", "one-time link")
    return Issued(f"{origin}{reverse('account_welcome', args=[token])}", purpose, moment + VALID[purpose])


def was_used(user) -> bool:
    """Whether somebody ever came in by an account, so that there is something to recover."""
    return user.has_usable_password() or Authenticator.objects.filter(user=user).exists()


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def find(token: str) -> OneTimeLink | None:
    """The link that somebody came with, if it still opens anything."""
    open_now = OneTimeLink.objects.filter(used_at=None, expires_at__gt=now(), user__is_active=True)
    return open_now.select_related("user").filter(digest=digest_of(token)).first()


def redeem(link: OneTimeLink, password: str) -> bool:
    """Use a link up and set the password. After a recovery all that was lost opens nothing; False when it was used."""
    with transaction.atomic():
        if not OneTimeLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now()).update(used_at=now()):
            return False
        link.user.set_password(password)
        link.user.save(update_fields=["password"])
        Authenticator.objects.filter(user=link.user).delete()
        end_sessions(link.user)
        note(link.user, link.user, "changed", "password")
    return True
