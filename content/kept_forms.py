"""What was typed in the admin and is not saved yet, kept for whoever typed it and for nobody else.

Somebody who has to sign in again gets it back once they have, however many steps that takes. And while somebody types,
a draft of the form is kept, for when they come back without having saved: it changes nothing of a page.

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
DRAFTS_FOR = timedelta(days=30)
MOST_DRAFTS = 50  # of one person; the oldest goes
BEFORE = "~"  # after the name of a form: its draft of the opening before
PAUSE = timedelta(seconds=1)  # a draft is replaced no sooner


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
    KeptForm.objects.filter(form="", kept_at__lt=clock.now() - KEPT_FOR).delete()
    user = typed_by(request) or (request.user if request.user.is_staff else None)
    if user is None or KeptForm.objects.filter(user=user, form="").count() >= MOST:
        return None
    return KeptForm.objects.create(
        user=user,
        path=request.get_full_path(),
        values=storable_values(data),
        had_files=bool(request.FILES),
        kept_at=clock.now(),
    )


def storable_values(data: QueryDict) -> list:
    return [[storable(name), [storable(value) for value in values]] for name, values in data.lists()]


def storable(text: str) -> str:
    """A text without the one sign that PostgreSQL stores in none; no form takes it either."""
    return text.replace("\0", "")


def let_go(request: HttpRequest) -> None:
    """Forget what was kept, once whoever typed it has sent it on its way again."""
    try:
        key = uuid.UUID(request.POST.get(KEPT, ""))
    except ValueError:
        return
    KeptForm.objects.filter(pk=key, user=request.user.pk, form="").delete()


# Drafts


def keep_draft(user, form: str, opening: str, data: QueryDict, *, path: str, title: str) -> KeptForm | None:
    """Keep what somebody has typed in a form by now, in the place of what they had; None if that was this moment.

    What they had typed in another opening of the form, and not thrown away, steps aside: whoever has the form open
    twice loses nothing either.
    """
    now = clock.now()
    KeptForm.objects.exclude(form="").filter(kept_at__lt=now - DRAFTS_FOR).delete()
    own = KeptForm.objects.select_for_update().filter(user=user)
    draft = own.filter(form=form).defer("values").first()
    if draft and draft.opening == opening and now - draft.kept_at < PAUSE:
        return None
    if draft and draft.opening != opening:
        own.filter(form=form + BEFORE).delete()
        own.filter(form=form).update(form=form + BEFORE)
    values = {"path": path, "title": storable(title)[:200], "values": storable_values(data), "kept_at": now}
    draft, is_new = KeptForm.objects.update_or_create(
        user=user, form=form, defaults={"opening": opening[:40], **values}
    )
    if is_new:
        drafts = own.exclude(form="").order_by("-kept_at").values_list("pk", flat=True)
        KeptForm.objects.filter(pk__in=list(drafts[MOST_DRAFTS:])).delete()
    return draft


def drafts_of(form: str):
    """All drafts of a form, without what was typed."""
    return KeptForm.objects.filter(form__in=[form, form + BEFORE]).defer("values")


def data_of(draft: KeptForm) -> QueryDict:
    """What was typed, as it would have been sent."""
    data = QueryDict(mutable=True)
    for name, values in draft.values:
        data.setlist(name, values)
    return data
