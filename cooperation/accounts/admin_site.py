"""The admin, which asks once more who somebody is before what cannot be undone or gives power away."""

import re
from functools import update_wrapper

from allauth.account.adapter import get_adapter
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from content.admin_site import EditorsSite, send_again

from .logbook import note
from .signing_in import credentials_changed, is_recent

# Rights, withdrawal, redaction; and of what is done with many rows at once, what publishes or redacts.
ASKS_AGAIN = re.compile(
    "auth_(user|group)_(?!changelist|history)|_withdraw$|_bulk_(publish|approve)$|_redaction_add$|_policy_change$|password_change$"
)
ACTIONS = re.compile("confirm|publish|approve|withdraw|delete")


class GuardedSite(EditorsSite):
    """The site of the editors, for whom a session is not enough everywhere."""

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if self.has_permission(request) and asks_again(request) and not is_recent(request):
                return ask_again(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    def password_change(self, request, extra_context=None):
        """Change one's own password, which ends all other sessions."""
        user, before = request.user, request.user.password
        response = super().password_change(request, extra_context)
        if user.password != before:
            credentials_changed(request, user)
            note(user, user, "changed", "password")
        return response


def asks_again(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match and ASKS_AGAIN.search(match.url_name or ""):
        return True
    return request.method == "POST" and bool(ACTIONS.search(request.POST.get("action", "")))


def ask_again(request: HttpRequest) -> HttpResponse:
    """The way to be asked, and back. What was sent waits meanwhile."""
    if request.method == "GET":
        return HttpResponseRedirect(way_to_be_asked(request, request.get_full_path()))
    told = _("Show once more that it is you. Nothing was saved yet.")
    return send_again(request, told, door=(first_way(request), _("Show that it is you")))


def way_to_be_asked(request: HttpRequest, back: str) -> str:
    """Where somebody shows once more who they are, and goes on from to another address."""
    return f"{first_way(request)}?{urlencode({REDIRECT_FIELD_NAME: back})}"


def first_way(request: HttpRequest) -> str:
    """The address of the first way to be asked that an account has. Raises PermissionDenied where it has none."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        raise PermissionDenied
    return methods[0]["url"]
