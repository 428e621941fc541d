"""The site of the editors: Django's admin, but that nothing which somebody typed is lost on the way.

Whoever was signed out meanwhile, or whose form has expired, gets what was sent back, to send it once more.
Who somebody is they show at the one door for it, in another window: nothing here asks for a password.
"""

import re
from functools import update_wrapper
from urllib.parse import urlsplit

from django.contrib.admin import AdminSite, site
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

OURS = {"csrfmiddlewaretoken"}
ROW_KEY = re.compile(r"-\d+-(?:id|page|source)$")


class EditorsSite(AdminSite):
    """Django's admin site."""

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def kept(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request) and view != self.logout:
                return send_again(request, _("You were signed out. Nothing was saved yet."), door=sign_in())
            try:
                return inner(request, *args, **kwargs)
            except OverflowError:  # a number in the address that no database has
                raise Http404 from None

        return update_wrapper(kept, view)


def sign_in() -> tuple[str, str]:
    """Where somebody signs in who has something to send, and what the way there is called."""
    return reverse("admin:login"), _("Sign in")


def without_ours(data: QueryDict) -> QueryDict:
    """What was sent, without what is there for sending it."""
    kept = data.copy()
    for name in OURS & kept.keys():
        del kept[name]
    return kept


def without_passwords(data: QueryDict) -> QueryDict:
    """The same, without what is shown to nobody."""
    kept = without_ours(data)
    for name in [name for name in kept if "password" in name]:
        del kept[name]
    return kept


def send_again(
    request: HttpRequest, told: str, *, door: tuple[str, str] | None = None, data=None, action: str = ""
) -> HttpResponse:
    """Give back what was sent to the admin, to be sent once more: where it was sent to, or to another address.

    A door is where somebody has to go first, in another window, and what the way there is called.
    """
    context = {
        **site.each_context(request),
        "title": _("What you typed is still here"),
        "told": told,
        "values": list(without_passwords(request.POST if data is None else data).lists()),
        "had_files": bool(request.FILES),
        "door": door,
        "action": action or request.get_full_path(),
    }
    response = render(request, "admin/send_again.html", context, status=403)
    add_never_cache_headers(response)
    return response


def as_new(data: QueryDict) -> QueryDict:
    """What was typed on something that is there no more, as it is typed on something new."""
    made = data.copy()
    for name in data:
        if ROW_KEY.search(name) or name in ("seen", "_publish"):
            del made[name]
        elif name.endswith("-INITIAL_FORMS"):
            made[name] = "0"
    made["_continue"] = "1"
    return made


def is_of_this_site(request: HttpRequest) -> bool:
    """Whether a page of this very site sent a request: then what is in it may be sent back."""
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.get_host() != ""
