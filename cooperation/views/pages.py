"""The page behind an address: what the site says there now, what it said before, and where it went."""

from uuid import UUID

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.documents.building import build_document
from content.documents.taking import Public
from content.identity import short
from content.models import Edition, Page
from content.record import State
from content.rendering.plain import Named

from ..frame import origin, paths_to, show
from ..moment import at, moment_of, staying
from ..pages.about import about
from ..pages.about_markup import about_markup
from . import share
from .article import article_of
from .paths import path_of
from .routes import route_of_page
from .withdrawn import trail_to


class HttpResponseSeeOther(HttpResponseRedirectBase):
    """303: the thing itself is not a document; here is one about it (RFC 9110, 15.4.4)."""

    status_code = 303


@route_of_page
def page_detail(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """Any page, at its address."""
    return render_document(request, edition.read(), edition.page_id, state, edition=edition, paths=edition.paths())


@require_safe
@staff_member_required
def page_preview(request: HttpRequest, content_id: UUID) -> HttpResponse:
    """The working copy of a page, or what was submitted of it, as it would look when published; for editors only."""
    page = get_object_or_404(Page, content_id=content_id).specific
    app, model = page._meta.app_label, page._meta.model_name
    if not any(request.user.has_perm(f"{app}.{action}_{model}") for action in ("view", "change")):
        raise PermissionDenied
    edition = submitted(page, request.GET.get("edition", ""))
    told = _("Preview of the working copy. Readers do not see this yet.")
    banner = {
        "kind": "preview",
        "text": _("Preview of what was submitted. Readers do not see this yet.") if edition else told,
        "url": reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_change", args=[page.pk]),
        "link_label": _("Back to the form"),
    }
    paths, state = paths_to("page_preview", content_id=content_id), moment_of(request)
    document = edition.read() if edition else build_document(page, Public(state.moment))
    response = render_document(request, document, page.pk, state, paths=paths, banner=banner)
    add_never_cache_headers(response)
    return response


def submitted(page: Page, key: str) -> Edition | None:
    """The edition of a page that a preview is asked of, by its key. Raises Http404 where the page has none such."""
    if not key:
        return None
    return get_object_or_404(page.editions, pk=int(key) if key.isdecimal() and len(key) < 19 else None)


@require_safe
def page_permalink(request: HttpRequest, content_id: UUID) -> HttpResponse:
    """The permanent id of a page: to wherever it lives now, in the reader's language."""
    edition = get_object_or_404(Edition.objects.in_force(moment_of(request).moment), page__content_id=content_id)
    return HttpResponseSeeOther(edition.path(get_language()))


def render_document(
    request: HttpRequest,
    document: dict,
    page_id: int,
    state: State,
    *,
    paths: dict[str, str],
    edition: Edition | None = None,
    banner: dict | None = None,
    has_picture: bool = True,
) -> HttpResponse:
    """Render a document with all around it in a state of the site: the live page, an old version, or a preview."""
    language, own = get_language(), origin(request)
    article = article_of(document, page_id, state, language, edition)
    page = article.page
    permalink, cited, history, picture, data = f"{own}/id/{page.id}", "", "", "", {}
    if edition:
        cited, history = reverse("page_cited", args=[short(page.id), state.serial]), path_of(edition, "page_history")
        data = data_addresses(request, edition, state if banner else None)
        picture = share.address(page.id, state, article.picture) if has_picture else ""
    told = about(
        page,
        language,
        permalink,
        edition=edition,
        cited=own + cited,
        shown=timezone.localdate(state.moment),
        history_url=history,
    )
    content = {
        "page": page,
        "article": article.cited_by(cited),
        "about": told,
        "cite": about_markup(page, told, data.get("link", ""), language),
        "share_picture": picture,
        "banner": banner,
        "data": data,
    }
    templates = [f"{page.type}_detail.html", "page_detail.html"]
    trail = [*trail_to(page.type, language), Named(page.title)]
    return show(request, templates, content, trail=trail, paths=paths, state=state)


def data_addresses(request: HttpRequest, edition: Edition, state: State | None) -> dict[str, str]:
    """Where the data of a page is: of the state that is shown, if that is not the one that the request is about.

    A link in the text is kept in the moment of the request like all others; those in the head are not.
    """
    json, linked = path_of(edition, "page_data"), path_of(edition, "page_linked_data")
    if state:
        json, linked = at(json, state.moment), at(linked, state.moment)
        return {"link": json, "json": json, "linked": linked}
    return {"link": json, "json": staying(request, json), "linked": staying(request, linked)}


def banner_of(told: str, edition: Edition, now: Edition) -> dict:
    """What stands above a page as it was: which state that is, what became of its words, and where it is now."""
    if edition.redaction_id:
        told += " " + _("Words were removed from it later: where they stood, it says so.")
    label = _("To the page as it is now")
    if now.is_withdrawn:
        day = date_format(timezone.localtime(now.published_at), "j F Y")
        told, label = told + " " + _("This page was withdrawn on %(since)s.") % {"since": day}, _("Read why")
    return {"kind": "version", "text": told, "url": now.path(get_language()), "link_label": label}
