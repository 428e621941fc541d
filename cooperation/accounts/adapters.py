"""What allauth asks of a site: here, how somebody's name and password are looked at, and how things are called."""

import base64
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .attempts import Attempt, address_of
from .hashing import Busy
from .models import What
from .signing_in import is_recent, is_unfinished

TOO_MANY = gettext_lazy(
    "There were too many tries. Wait a few minutes, or use a passkey. On a device where you signed in before, "
    "the tries of others do not count."
)
TOLD = {
    "mfa/messages/webauthn_added.txt": gettext_lazy("You can sign in with this passkey from now on."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey no longer opens this account."),
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is asked for a code from now on."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is no longer asked for a code."),
}


def keys() -> MultiFernet:
    """What secrets of second factors are encrypted with in the database: made of the secret keys of the site."""
    made = [salted_hmac("cooperation.accounts.keys", "", each, algorithm="sha256").digest() for each in secret_keys()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in made])


def secret_keys() -> list[str | bytes]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, without signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("This name and this password do not belong together."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials: Any):
        """Look at a name and a password, if that may be tried. A closed account is as none at all."""
        attempt = Attempt(request, What.PASSWORD, name=credentials["username"], again=request.user.is_authenticated)
        if not attempt.allowed():
            raise self.validation_error("too_many_login_attempts")
        try:
            user = authenticate(request, **credentials, may_wait=attempt.known)
        except Busy:
            attempt.not_now()
            raise self.validation_error("too_many_login_attempts") from None
        attempt.passed() if user else attempt.failed()
        return user

    def get_reauthentication_methods(self, user):
        """The ways to be asked again, a passkey before a code, and a code before a password."""
        order = ["mfa_reauthenticate:webauthn", "mfa_reauthenticate", "reauthenticate"]
        names = {order[0]: _("Use a passkey"), order[1]: _("Use a code"), order[2]: _("Use your password")}
        ways = super().get_reauthentication_methods(user)
        ways.sort(key=lambda way: order.index(way["id"]))
        return [way | {"description": names[way["id"]]} for way in ways]

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whether to ask again. Whoever has no second factor yet comes from showing a password or a link."""
        return not (is_recent(self.request) or is_unfinished(self.request))

    def is_safe_url(self, url):
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request):
        return address_of(request) or ""

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Say what is to be said in words of our own, and leave out the rest."""
        if told := message or TOLD.get(message_template or ""):
            messages.add_message(request, level, told)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys and codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not right, or it was used before. Try again with the next code."),
    }

    def encrypt(self, text):
        return keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """What was encrypted; under a secret key that is gone it is nothing that a code could be right for."""
        try:
            return keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_issuer(self):
        return _("Who works with whom")

    def build_totp_svg(self, url):
        """The picture, as it may stand in a page."""
        return super().build_totp_svg(url).partition("?>")[2]

    def get_public_key_credential_rp_entity(self):
        """Of which host a passkey is: the one that the admin has."""
        host = urlsplit(settings.BASE_URL or f"//{self.request.get_host()}").hostname
        return {"id": host or "", "name": _("Who works with whom")}

    def generate_authenticator_name(self, user, type):
        return _("My passkey")
