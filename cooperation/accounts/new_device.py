"""A letter to whoever has an account, when it was opened on a device where it was not before."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from content.clock import now
from cooperation.letters import writing

from . import devices
from .attempts import address_of, device_of
from .own_sessions import called


def tell_of(request: HttpRequest, user) -> None:
    """Write to somebody who has just signed in, if this device is new to their account and the site sends letters."""
    if not user.email or not writing.are_sent() or devices.is_known(request, user):
        return
    told = {
        "name": user.get_full_name() or user.get_username(),
        "moment": now(),
        "device": called(device_of(request)),
        "address": address_of(request) or "",
        "account": request.build_absolute_uri(reverse("mfa_index")),
    }
    writing.send("account_new_device", user.email, get_language() or "", told)
