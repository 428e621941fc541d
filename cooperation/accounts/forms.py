"""The forms of signing in: allauth's, with each try paid for and written down, and no word but ours."""

import re
import struct

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .attempts import Attempt, digest
from .limits import ONCE, spend
from .models import What

# What a credential that no browser made brings the libraries to.
MADE_UP = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, struct.error, InvalidSignature)
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label = _("E-mail address or username"), _("Password")
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}

    @property
    def is_limited(self) -> bool:
        return self.has_error("__all__", "too_many_login_attempts")


class TriedCode(forms.Form):
    """A code of an app, or a recovery code. What was right once is wrong from then on, in any process."""

    again = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of your app, or a recovery code")
        self.fields["code"].widget.attrs = CODE

    def clean_code(self):
        attempt = Attempt(context.request, What.CODE, user=self.user, again=self.again)
        if not attempt.allowed():
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code = super().clean_code()
            if not spend(digest("used", self.user.pk, re.sub(r"\W", "", code)), ONCE):
                raise get_mfa_adapter().validation_error("incorrect_code")
        except ValidationError:
            attempt.failed()
            raise
        attempt.passed()
        return code


class CodeForm(TriedCode, AuthenticateForm):
    pass


class CodeAgainForm(TriedCode, ReauthenticateForm):
    again = True


class TriedPasskey(forms.Form):
    """What a passkey signed. There is nothing to guess, so it is written down and not limited."""

    again = False

    def clean_credential(self):
        try:
            authenticator = super().clean_credential()
        except (ValidationError, *MADE_UP):
            Attempt(context.request, What.PASSKEY, user=self.user, again=self.again).failed()
            raise get_mfa_adapter().validation_error("incorrect_code") from None
        is_right = authenticator.user.is_active
        attempt = Attempt(context.request, What.PASSKEY, user=authenticator.user, again=self.again)
        attempt.passed() if is_right else attempt.failed()
        if not is_right:
            raise get_mfa_adapter().validation_error("incorrect_code")
        return authenticator


class PasskeySignInForm(TriedPasskey, LoginWebAuthnForm):
    pass


class PasskeyForm(TriedPasskey, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(TriedPasskey, ReauthenticateWebAuthnForm):
    again = True


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey asks its holder for a PIN, a finger or a face: it is two factors by itself."""

    passwordless = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].max_length = 100
        self.fields["name"].widget.attrs = {"maxlength": 100, "autocomplete": "off"}

    def clean(self):
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except MADE_UP:
            raise get_mfa_adapter().validation_error("incorrect_code") from None


class AppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs = CODE
