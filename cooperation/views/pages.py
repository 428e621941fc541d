"""The page behind an address: what the site says there now, what it said before, and where it went."""

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404, render
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
from content.languages import in_each_language
from content.models import Edition, Page, page_types
from content.reading import surroundings
from content.record import State, live
from content.rendering.periods import date_label
from content.rendering.text import Reader, isolated

from ..frame import alternates, origin, standing_pages
from ..pages.facts import about
from ..pages.values import page_values
from .routes import path_of, route_of_page


class HttpResponseSeeOther(HttpResponseRedirectBase):
    """303: the thing itself is not a document; here is one about it (RFC 9110, 15.4.4)."""

    status_code = 303


@route_of_page
def page_detail(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """Any page, at its address: as it is now, or withdrawn."""
    if edition.is_withdrawn:
        return withdrawn(request, edition, state)
    return render_document(request, edition.read(), edition.page_id, state, edition=edition, paths=edition.paths())


def withdrawn(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """410 for a page that was taken off the site: since when, and why."""
    reader = Reader(get_language())
    title = reader.text(edition.summary["title"])
    context = {
        "page": {"title": title},
        "breadcrumbs": [*trail(edition.page_type, reader.language), {"label": title, "url": None}],
        "since": edition.published_at,
        "reason": reader.text(edition.change_note()),
        "history_url": path_of(edition, "page_history"),
        "alternates": alternates(edition.paths(), reader.language),
    }
    return render(request, "withdrawn.html", context, status=410)


@require_safe
@staff_member_required
def page_preview(request: HttpRequest, content_id) -> HttpResponse:
    """The working copy of a page as it would look when published, for editors only."""
    page = get_object_or_404(Page, content_id=content_id).specific
    app, model = page._meta.app_label, page._meta.model_name
    if not any(request.user.has_perm(f"{app}.{action}_{model}") for action in ("view", "change")):
        raise PermissionDenied
    banner = {
        "kind": "preview",
        "text": _("Preview of the working copy. Readers do not see this yet."),
        "url": reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_change", args=[page.pk]),
        "link_label": _("Back to the form"),
    }
    paths = in_each_language(lambda _language: reverse("page_preview", args=[content_id]))
    state = live()
    document = build_document(page, Public(state.moment))
    response = render_document(request, document, page.pk, state, paths=paths, banner=banner)
    add_never_cache_headers(response)
    return response


@require_safe
def page_permalink(request: HttpRequest, content_id) -> HttpResponse:
    """The permanent id of a page: to wherever it lives now, in the reader's language."""
    edition = get_object_or_404(Edition.objects.in_force(live().moment), page__content_id=content_id)
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
    language = get_language()
    around = surroundings(document, page_id, state.moment)
    values = page_values(document, around, language)
    own = origin(request)
    values["permalink"] = f"{own}/id/{document['content_id']}"
    if edition:
        reader = Reader(language)
        day = timezone.localtime(edition.published_at).date().isoformat()
        values |= {
            "number": edition.number,
            "published_on": day,
            "change_note": reader.text(edition.change_note()),
            "history_url": path_of(edition, "page_history"),
            "is_removed": edition.is_removed,
        }
        cited = reverse("page_cited", args=[short(document["content_id"]), state.serial])
        values["citation_text"] = citation_text(values, own + cited)
        if has_picture:
            values["share_picture"] = reverse("share_picture", args=[document["content_id"], edition.number])
    values["about"] = about(values)
    context = {
        "page": values,
        "banner": banner,
        "breadcrumbs": [*trail(document["page_type"], language), {"label": values["title"], "url": None}],
        "alternates": alternates(paths, language),
        "canonical": own + paths[language],
        "standing_pages": standing_pages(around.standing, language),
    }
    return render(request, f"{document['page_type']}_detail.html", context)


def banner_of(told: str, edition: Edition, now: Edition) -> dict:
    """What stands above a page as it was: which state that is, what became of its words, and where it is now."""
    if edition.redaction_id:
        told += " " + _("Words were removed from it later: where they stood, it says so.")
    label = _("To the page as it is now")
    if now.is_withdrawn:
        day = date_format(timezone.localtime(now.published_at), "j F Y")
        told, label = told + " " + _("This page was withdrawn on %(since)s.") % {"since": day}, _("Read why")
    return {"kind": "version", "text": told, "url": now.path(get_language()), "link_label": label}


def trail(page_type: str, language: str) -> list[dict]:
    """From the front page to the list in which a page stands."""
    crumbs, model = [{"label": _("Home"), "url": f"/{language}/"}], page_types().get(page_type)
    if model and model.section:
        crumbs.append({"label": model._meta.verbose_name_plural.capitalize(), "url": f"/{language}/{model.section}"})
    return crumbs


def citation_text(values: dict, address: str) -> str:
    """How to cite what one reads now: with the version, so that it can be found again."""
    return _("“%(title)s”, %(site)s, version %(number)d, %(date)s, %(address)s") % {
        "title": isolated(values["title"]),
        "site": _("Who works with whom"),
        "number": values["number"],
        "date": date_label(values["language"], values["published_on"]),
        "address": address,
    }
