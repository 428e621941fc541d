"""Links for readers without an account: the screen where they are made and revoked, and the page that each shows."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from content import reader_links as links
from content.models import Page, ReaderLink
from content.record import State

from ..frame import origin, paths_to
from ..moment import moment_of
from ..replicas import from_primary
from ..views.errors import not_found
from ..views.pages import render_document
from .going_in import has_right, page_for, screen
from .sides import side_of


def days() -> list[tuple[str, str]]:
    return [(str(each), ngettext("%(count)d day", "%(count)d days", each) % {"count": each}) for each in links.DAYS]


class LinkForm(forms.Form):
    """What somebody is to see, and for how long."""

    side = forms.ChoiceField(
        label=gettext_lazy("What they see"),
        choices=[
            ("working", gettext_lazy("the working copy as it is saved now")),
            ("submitted", gettext_lazy("what is submitted")),
        ],
    )
    days = forms.TypedChoiceField(label=gettext_lazy("For how long"), choices=days, coerce=int, initial="7")

    def chosen(self, page: Page, state: State) -> dict | None:
        """The document that was chosen; None, with what is wrong, where there is none to show."""
        side = side_of(page, self.cleaned_data["side"], state)
        if side is None or side.document is None:
            self.add_error("side", side.why if side else "")
            return None
        for told in side.missing:  # the words of a source that nobody may see yet
            self.add_error("side", told)
        return None if side.missing else side.document


@require_http_methods(["GET", "HEAD", "POST"])
def reader_links(request: HttpRequest, page: int) -> HttpResponse:
    """The links of a page: made, shown once, listed and revoked by whoever may change it."""
    found = page_for(request, page)
    if not has_right(request, found, "change"):
        raise PermissionDenied
    if request.method == "POST" and "revoke" in request.POST:
        return revoked(request, found)
    form, made = LinkForm(request.POST or None), {}
    if request.method == "POST" and form.is_valid() and (document := form.chosen(found, moment_of(request))):
        _link, key = links.make(found, document, by=request.user, days=form.cleaned_data["days"])
        made = {language: origin(request) + path for language, path in paths_to("reader_preview", key=key).items()}
    context = {
        **screen(request, found, _("Links for readers: %(page)s") % {"page": found}),
        "form": form,
        "made": made,
        "links": links.of(found),
    }
    return TemplateResponse(request, "admin/desk/reader_links.html", context)


def revoked(request: HttpRequest, page: Page) -> HttpResponse:
    key = request.POST["revoke"]
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    links.revoke(get_object_or_404(ReaderLink, pk=key, page=page.pk), by=request.user)
    messages.success(request, _("The link was revoked: it leads nowhere any more."))
    return HttpResponseRedirect(reverse("admin:reader_links", args=[page.pk]))


@require_safe
@from_primary
def reader_preview(request: HttpRequest, key: str) -> HttpResponse:
    """The page that a link shows to whoever has it; 404, as anywhere, for one that is unknown, over or revoked."""
    link = links.opened_by(key)
    response = shown(request, link, key) if link else not_found(request, Http404())
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def shown(request: HttpRequest, link: ReaderLink, key: str) -> HttpResponse:
    when = date_format(timezone.localtime(link.until), "j F Y, H:i")
    told = _("This page is not public. You see it by a link that was made for you, until %(when)s.") % {"when": when}
    paths = paths_to("reader_preview", key=key)
    banner = {"kind": "preview", "text": told}
    return render_document(request, link.read(), link.page_id, moment_of(request), paths=paths, banner=banner)
