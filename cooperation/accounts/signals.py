"""What follows from what Django and allauth tell: somebody signed in, or was asked again."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in

from .signing_in import begin, show_again
from .tidying import tidy


def connect() -> None:
    user_logged_in.connect(signed_in)
    authentication_step_completed.connect(shown)


def signed_in(sender, request, user, **kwargs):
    """A session opens the admin at once where a password is enough, or where a second factor was shown."""
    strong = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    if strong or settings.PASSWORD_ALONE:
        request.user = user
        begin(request, strong=strong)
    tidy()


def shown(sender, request, user, method, reauthenticated=False, **kwargs):
    if reauthenticated:
        show_again(request, strong=method == "mfa")
