"""Who comes with a one-time link: they set their password, and are in."""

from django import forms
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import links
from .attempts import Attempt, address_of, digest, neighbourhood
from .limits import CHALLENGES, spend
from .models import What


class PasswordForm(SetPasswordForm):
    """A new password, typed twice. Long is better than odd."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = _("New password"), _("The same once more")
        first.help_text = _("At least 12 characters. A few words that do not belong together are easy to remember.")
        second.help_text = ""
        for field in (first, second):
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})


@sensitive_post_parameters()
@never_cache
def account_welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password of the account that a link is for. Looking at the page does not use the link up."""
    if not spend(digest("link", neighbourhood(address_of(request))), CHALLENGES):
        return HttpResponse(status=429)
    link = links.find(token)
    if link is None:
        if request.method == "POST":
            Attempt(request, What.LINK).failed()
        return render(request, "account/link_gone.html", status=410)
    form = PasswordForm(link.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/welcome.html", {"form": form, "link": link})
    attempt = Attempt(request, What.LINK, user=link.user)
    if not links.redeem(link, form.cleaned_data["new_password1"]):
        attempt.failed()
        return render(request, "account/link_gone.html", status=410)
    attempt.passed()
    login(request, link.user)
    return redirect("account_set_up")
