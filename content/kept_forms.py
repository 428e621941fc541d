"""What was typed in the admin by somebody who has to sign in again: kept until they have, however many steps it takes.

A form carries a mark of whom it was shown to, which only this site can make. So a form that meets no session is still
known by who typed it: nothing is kept for whoever never had a session, and nobody saves under somebody else's name
what they did not type themselves, unless they say so.
"""

import uuid
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, QueryDict

from . import clock
from .models import KeptForm

MARK, KEPT = "typed_by", "kept"  # names in a form
SALT = "content.kept_forms"
SHOWN_FOR = timedelta(days=14)  # a form that was opened longer ago is known no more
KEPT_FOR = timedelta(days=2)
MOST = 20  # forms of one person


def mark_of(user) -> str:
    """The mark in a form that is shown to somebody."""
    return signing.dumps(user.pk, salt=SALT) if user.is_authenticated else ""


def typed_by(request: HttpRequest):
    """Whom a form was shown to, of which a request is sent; None where it does not say so truly."""
    try:
        key = signing.loads(request.POST.get(MARK, ""), salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    return get_user_model().objects.filter(pk=key, is_active=True, is_staff=True).first()


def keep(request: HttpRequest, data: QueryDict) -> KeptForm | None:
    """Keep what was sent, for whoever typed it; None where that is nobody, or much is kept for them already."""
    KeptForm.objects.filter(kept_at__lt=clock.now() - KEPT_FOR).delete()
    user = typed_by(request) or (request.user if request.user.is_staff else None)
    if user is None or KeptForm.objects.filter(user=user).count() >= MOST:
        return None
    values = [[storable(name), [storable(value) for value in values]] for name, values in data.lists()]
    return KeptForm.objects.create(
        user=user, path=request.get_full_path(), values=values, had_files=bool(request.FILES), kept_at=clock.now()
    )


def storable(text: str) -> str:
    """A text without the one sign that PostgreSQL stores in none; no form takes it either."""
    return text.replace("\0", "")


def let_go(request: HttpRequest) -> None:
    """Forget what was kept, once whoever typed it has sent it on its way again."""
    try:
        key = uuid.UUID(request.POST.get(KEPT, ""))
    except ValueError:
        return
    KeptForm.objects.filter(pk=key, user=request.user.pk).delete()
