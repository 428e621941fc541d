"""What the site asks of allauth, whatever the environment says: a part of the settings."""

AUTHENTICATION_BACKENDS = ["cooperation.accounts.backends.NameOrEmailBackend"]
LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"
LOGOUT_REDIRECT_URL = LOGIN_URL

ACCOUNT_ADAPTER = "cooperation.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "cooperation.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}  # our own backend takes an address for e-mail as well
ACCOUNT_LOGIN_TIMEOUT = 10 * 60  # seconds between a password and a second factor
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # they count in each process apart: cooperation/accounts/limits.py
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]

MFA_ADAPTER = "cooperation.accounts.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "activate_totp": "cooperation.accounts.forms.AppForm",
    "add_webauthn": "cooperation.accounts.forms.AddPasskeyForm",
    "authenticate": "cooperation.accounts.forms.CodeForm",
    "authenticate_webauthn": "cooperation.accounts.forms.PasskeyForm",
    "login_webauthn": "cooperation.accounts.forms.PasskeySignInForm",
    "reauthenticate": "cooperation.accounts.forms.CodeAgainForm",
    "reauthenticate_webauthn": "cooperation.accounts.forms.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 0  # a code is right for its half minute (ASVS 6.5.5)
MFA_WEBAUTHN_USER_VERIFICATION = "required"
