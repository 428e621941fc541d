"""Where somebody signs in and keeps their account: allauth's views that the site needs, and no other."""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import authenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.webauthn.views import reauthenticate_webauthn
from django.urls import path

from ..letters.views import account_letters
from .credentials import add_app, add_passkey, make_codes, remove_app, remove_passkey
from .views import account_logout, account_session_end, account_set_up, mfa_index, passkey_sign_in, sign_in
from .welcome import account_welcome

urlpatterns = [
    # Signing in: a passkey, or a password and then a code or a passkey
    path("login/", sign_in, name="account_login"),
    path("login/passkey/", passkey_sign_in, name="mfa_login_webauthn"),
    path("login/second/", authenticate, name="mfa_authenticate"),
    path("login/cancel/", account_logout, name="account_logout"),
    # One's own account
    path("account/", mfa_index, name="mfa_index"),
    path("account/letters/", account_letters, name="account_letters"),
    path("account/set-up/", account_set_up, name="account_set_up"),
    path("account/passkeys/add/", add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("account/passkeys/", mfa_index, name="mfa_list_webauthn"),
    path("account/app/", add_app, name="mfa_activate_totp"),
    path("account/app/remove/", remove_app, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", make_codes, name="mfa_generate_recovery_codes"),
    path("account/sessions/<str:key>/end/", account_session_end, name="account_session_end"),
    # A one-time link
    path("account/welcome/<str:token>/", account_welcome, name="account_welcome"),
    # Asked once more
    path("account/again/", reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", reauthenticate_by_code, name="mfa_reauthenticate"),
    path("account/again/passkey/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
