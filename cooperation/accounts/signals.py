"""What follows from what Django and allauth tell: somebody signed in, was asked again, or has another second factor."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_noop

from .logbook import note
from .signing_in import begin, credentials_changed, is_unfinished, show_again
from .tidying import tidy

NAMES = {
    "totp": gettext_noop("authenticator app"),
    "webauthn": gettext_noop("passkey"),
    "recovery_codes": gettext_noop("recovery codes"),
}


def connect() -> None:
    user_logged_in.connect(signed_in)
    authentication_step_completed.connect(shown)
    authenticator_added.connect(added)
    authenticator_removed.connect(removed)
    authenticator_reset.connect(added)


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


def added(sender, request, user, authenticator, **kwargs):
    """A second factor ends all other sessions, and finishes one that began with a password alone."""
    note(request.user, user, "added", NAMES[authenticator.type])
    if is_unfinished(request) and authenticator.type != "recovery_codes":
        begin(request, strong=True)
    credentials_changed(request, user)


def removed(sender, request, user, authenticator, **kwargs):
    note(request.user, user, "deleted", NAMES[authenticator.type])
    credentials_changed(request, user)
