"""Signing in, and one's own account. What is not here is allauth's own: see urls.py."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .admin_site import way_to_be_asked
from .attempts import address_of, digest, neighbourhood
from .limits import CHALLENGES, spend
from .own_sessions import sessions_of
from .sessions import end_sessions
from .signing_in import is_recent, is_unfinished


class SignIn(LoginView):
    """A name and a password, or the way to a passkey."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 429 if form.is_limited else 200
        return response


class PasskeySignIn(LoginWebAuthnView):
    """A passkey, which says whose it is."""

    def dispatch(self, request, *args, **kwargs):
        if not spend(digest("challenge", neighbourhood(address_of(request))), CHALLENGES):
            return HttpResponse(status=429)
        return super().dispatch(request, *args, **kwargs)


class Account(IndexView):
    """One's own passkeys, codes and sessions."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"sessions": sessions_of(self.request)}


sign_in = SignIn.as_view()
passkey_sign_in = PasskeySignIn.as_view()
mfa_index = never_cache(Account.as_view())


@require_POST
def account_logout(request):
    """Forget a password that was right, for whoever does not go on to show a second factor."""
    clear_login(request)
    return redirect("account_login")


@never_cache
@login_required
def account_set_up(request):
    """Choose a second factor, before the admin opens."""
    there = request.GET.get("next", "")
    there = there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) else reverse("admin:index")
    if not is_unfinished(request):
        return HttpResponseRedirect(there)
    return render(request, "account/set_up.html", {})


@require_POST
@login_required
def account_session_end(request, key):
    """End one session of one's own, or with “others” all but this one."""
    own = [each for each in sessions_of(request) if each.mark == key and each.is_this]
    if not own and not is_recent(request):
        return HttpResponseRedirect(way_to_be_asked(request, reverse("mfa_index")))
    if key == "others":
        end_sessions(request.user, but=request.session.session_key)
        return redirect("mfa_index")
    found = [each for each in sessions_of(request) if each.mark == key]
    if not found:
        raise Http404
    found[0].end()
    return redirect("account_login" if found[0].is_this else "mfa_index")
