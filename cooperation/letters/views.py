"""Which letters somebody wants: a screen of their account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import modelform_factory
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import writing
from .models import Wishes

WishesForm = modelform_factory(Wishes, fields=["waiting", "returned", "approved", "language"])


@never_cache
@login_required
def account_letters(request):
    """Choose which letters one gets, and in which language."""
    wishes = Wishes.objects.filter(user=request.user).first() or Wishes(user=request.user)
    form = WishesForm(request.POST or None, instance=wishes)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice was saved."))
        return redirect("account_letters")
    return render(request, "account/letters.html", {"form": form, "are_sent": writing.are_sent()})
