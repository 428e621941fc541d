"""The preview of what is typed in the form of a page, before anything of it is saved."""

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.documents.building import build_document
from content.documents.taking import Public
from content.models import Edition, Page, page_types
from content.record import State
from content.rehearsing import rehearsed
from content.rendering.plain import Named
from content.rendering.text import Text

from ..frame import paths_to, show
from ..moment import moment_of
from ..views.pages import render_document
from ..views.posting import takes_forms_of_editors
from .going_in import page_for
from .sides import side_of
from .typed import typed


@takes_forms_of_editors
@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required
def typed_preview(request: HttpRequest, page_type: str, page: int | None = None) -> HttpResponse:
    """A page as it would look with what is typed in its form; or what is wrong with that. Nothing is written."""
    options = options_for(page_type)
    stored = options.get_object(request, str(page)) if page is not None else None
    if page is not None and stored is None:
        raise Http404
    may_type = options.has_change_permission(request, stored) if stored else options.has_add_permission(request)
    if not may_type:
        raise PermissionDenied
    if request.method != "POST":  # reloaded, or come to by signing in again: what was typed is not here
        return HttpResponseRedirect(way_back(page_type, stored))
    response = shown(request, options, stored)
    add_never_cache_headers(response)
    return response


@require_safe
@staff_member_required
def then_preview(request: HttpRequest, page: int, side: str, other: int) -> HttpResponse:
    """A page as it would be shown once a state of another one, or one of its own, is published; for editors."""
    found, state = page_for(request, page), moment_of(request)
    chosen = side_of(found, side, state)
    if chosen is None or (chosen.document is None and side != "withdrawn"):
        raise Http404
    try:
        with rehearsed(found, chosen.document) as stage:
            edition = get_object_or_404(Edition.objects.at(stage.after.moment), page=other)
            response = shown_then(request, found, edition, stage.after)
    except ValidationError as error:
        return mistakes_page(request, _("The page cannot be published as it is."), [("", error.messages)])
    add_never_cache_headers(response)
    return response


def shown_then(request: HttpRequest, page: Page, edition: Edition, state: State) -> HttpResponse:
    """A page in a state that is undone again. It is drawn without its edition, so nothing of it is kept."""
    told = _("Preview: this page as it would be once “%(page)s” is published so.") % {"page": page}
    banner = {"kind": "preview", "text": told, "url": reverse("admin:compare", args=[page.pk])}
    banner["link_label"] = _("Back to what changes")
    return render_document(request, edition.read(), edition.page_id, state, paths=paths_to_then(request), banner=banner)


def paths_to_then(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    return paths_to("then_preview", **match.kwargs) if match else {}


def options_for(page_type: str) -> ModelAdmin:
    model = page_types().get(page_type)
    if model is None or not admin.site.is_registered(model):
        raise Http404
    return admin.site.get_model_admin(model)


def way_back(page_type: str, stored: Page | None) -> str:
    if stored:
        return reverse("page_preview", args=[stored.content_id])
    return reverse(f"admin:{page_types()[page_type]._meta.app_label}_{page_type}_add")


def new_paths(options: ModelAdmin) -> dict[str, str]:
    return paths_to("typed_preview", page_type=options.opts.model_name)


def shown(request: HttpRequest, options: ModelAdmin, stored: Page | None) -> HttpResponse:
    found, state = typed(options, request, stored), moment_of(request)
    paths = paths_to("page_preview", content_id=stored.content_id) if stored else new_paths(options)
    if found.page is None:
        told = _("What is typed in the form cannot be saved as it is. Nothing is lost: it is all still in the form.")
        return mistakes_page(request, told, found.mistakes, paths)
    document = build_document(found.page, Public(state.moment))
    banner = {"kind": "preview", "text": _("Preview of what is typed in the form. Nothing of it is saved by this.")}
    return render_document(request, document, found.page.pk, state, paths=paths, banner=banner)


def mistakes_page(
    request: HttpRequest, told: str, mistakes: list[tuple[str, list[str]]], paths: dict[str, str] | None = None
) -> HttpResponse:
    content, trail = {"told": told, "mistakes": mistakes}, [Named(Text(_("Preview")))]
    return show(request, "typed_preview.html", content, trail=trail, paths=paths, is_canonical=False, status=422)
