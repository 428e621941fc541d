"""What somebody signs in with beside a password: added, taken away, made anew. Each ends all other sessions."""

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.utils.translation import gettext_noop

from .logbook import note
from .signing_in import begin, credentials_changed, is_unfinished


class Changing:
    """A view that changes how an account is entered. It finishes a session that began with a password alone."""

    did = "added"
    what = ""

    def form_valid(self, form):
        user = self.request.user
        response = super().form_valid(form)
        note(user, user, self.did, self.what)
        if is_unfinished(self.request):
            begin(self.request, strong=True)
        credentials_changed(self.request, user)
        return response


class AddPasskey(Changing, AddWebAuthnView):
    what = gettext_noop("passkey")


class RemovePasskey(Changing, RemoveWebAuthnView):
    did, what = "deleted", gettext_noop("passkey")


class AddApp(Changing, ActivateTOTPView):
    what = gettext_noop("authenticator app")


class RemoveApp(Changing, DeactivateTOTPView):
    did, what = "deleted", gettext_noop("authenticator app")


class MakeCodes(Changing, GenerateRecoveryCodesView):
    what = gettext_noop("recovery codes")


add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
add_app = AddApp.as_view()
remove_app = RemoveApp.as_view()
make_codes = MakeCodes.as_view()
