"""The site of the editors: Django's admin, but that nothing which somebody typed is lost on the way.

Whoever was signed out meanwhile, or whose form has expired, gets what was sent back, to send it once more. Who somebody
is they show at the one door for it, in as many steps as that takes: what they typed is kept meanwhile (`kept_forms`).
"""

import re
from functools import update_wrapper
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin import AdminSite, site
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from . import kept_forms
from .models import KeptForm
from .unwritten import ERRORS, why_unwritten

OURS = {"csrfmiddlewaretoken", kept_forms.MARK, kept_forms.KEPT}
ROW_KEY = re.compile(r"-\d+-(?:id|page|source)$")


class EditorsSite(AdminSite):
    """Django's admin site."""

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def sent(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request) and view != self.logout:
                return send_again(request, _("You were signed out. Nothing was saved yet."), door=sign_in())
            if request.method == "POST":
                author = kept_forms.typed_by(request)
                if author and author != request.user and self.has_permission(request):
                    return send_again(request, _("Nothing was saved yet."))
                kept_forms.let_go(request)
            return inner(request, *args, **kwargs)

        def kept(request, *args, **kwargs):
            try:
                return sent(request, *args, **kwargs)
            except OverflowError:  # a number in the address that no database has
                raise Http404 from None
            except ERRORS as error:
                if request.method == "POST" and (told := why_unwritten(error)):
                    return send_again(request, told, status=503)
                raise

        return update_wrapper(kept, view)

    def each_context(self, request):
        return {**super().each_context(request), "typed_by": kept_forms.mark_of(request.user)}

    def index(self, request, extra_context=None):
        """The first page, with what was kept of what somebody typed and did not send since."""
        kept = KeptForm.objects.filter(user=request.user.pk).order_by("-kept_at").defer("values")
        from .admin.workflow.inbox import counts_for  # whose modules need this one

        own = {"kept_forms": kept, "inbox": counts_for(request.user)}
        return super().index(request, own | (extra_context or {}))

    def i18n_javascript(self, request, extra_context=None):
        from .admin.words import ScriptWords

        return ScriptWords.as_view(packages=["django.contrib.admin"])(request)

    def get_urls(self):
        from .admin.sheets.addresses import addresses
        from .admin.workflow.inbox import inbox

        return [
            *addresses(self.admin_view),
            path("kept/<uuid:key>/", self.admin_view(self.kept_form), name="kept_form"),
            path("inbox/", self.admin_view(inbox), name="inbox"),
            *super().get_urls(),
        ]

    def kept_form(self, request, key):
        """What was kept while somebody signed in, to be sent on its way: for whoever typed it, and nobody else."""
        kept = KeptForm.objects.select_related("user").filter(pk=key).first()
        if kept is None:
            messages.warning(request, _("What you had typed is not kept any more: it was saved since, or thrown away."))
            return HttpResponseRedirect(reverse("admin:index"))
        is_own = kept.user == request.user
        if is_own and kept.form:
            return HttpResponseRedirect(f"{kept.path}?{urlencode({'draft': str(kept.pk)})}")
        told = _("Nothing was saved yet.") if is_own else kept_for(kept.user, request.user)
        context = {"action": kept.path, "values": kept.values, "had_files": kept.had_files, "kept": kept.pk}
        return answer(request, told, status=200 if is_own else 403, **(context if is_own else {}))


def told_of_another(author, user) -> str:
    """What is said to whoever is about to save what somebody else typed."""
    told = _("%(author)s opened this form, and you are signed in as %(user)s. Send it, and it is saved in your name.")
    return told % {"author": author, "user": user}


def kept_for(author, user) -> str:
    told = _("%(author)s typed this, and you are signed in as %(user)s. It is kept for %(author)s.")
    return told % {"author": author, "user": user}


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
    request: HttpRequest, told: str, *, door: tuple[str, str] | None = None, data=None, action: str = "", status=403
) -> HttpResponse:
    """Give back what was sent to the admin, to be sent once more: where it was sent to, or to another address.

    A door is where somebody has to go first, and what the way there is called. What they typed waits behind it; or in
    this page, with the door in another window, where it is not known who typed it.
    """
    values = without_passwords(request.POST if data is None else data)
    if door and (kept := kept_forms.keep(request, values)):
        there = reverse("admin:kept_form", args=[kept.pk])
        return answer(request, told, way=(f"{door[0]}?{urlencode({REDIRECT_FIELD_NAME: there})}", door[1]))
    author = kept_forms.typed_by(request)
    if not door and author and author != request.user:
        told = f"{told} {told_of_another(author, request.user)}"
    action = action or request.get_full_path()
    content = {"values": list(values.lists()), "had_files": bool(request.FILES), "door": door, "action": action}
    return answer(request, told, status=status, **content)


def answer(request: HttpRequest, told: str, *, status: int = 403, **context: object) -> HttpResponse:
    """The page that says what becomes of what was typed."""
    context = {**site.each_context(request), "title": _("What you typed is still here"), "told": told, **context}
    response = render(request, "admin/send_again.html", context, status=status)
    response.is_given_back = True  # type: ignore[attr-defined]  # nothing was refused
    add_never_cache_headers(response)
    return response


def as_new(data: QueryDict) -> QueryDict:
    """What was typed on something that is there no more, as it is typed on something new."""
    made = data.copy()
    for name in data:
        if ROW_KEY.search(name) or name in ("seen", "_publish", "_submit"):
            del made[name]
        elif name.endswith("-INITIAL_FORMS"):
            made[name] = "0"
    made["_continue"] = "1"
    return made


def is_of_this_site(request: HttpRequest) -> bool:
    """Whether a page of this very site sent a request: then what is in it may be sent back."""
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.get_host() != ""
