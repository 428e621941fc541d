"""The page behind an address: what the site says there now, what it said before, and where it went."""

from datetime import datetime, timedelta

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.documents import build_document
from content.languages import in_each_language
from content.models import Edition, Page, page_types
from content.periods import date_label
from content.reading import Moved, edition_at, surroundings
from content.text import Reader

from ..context import alternates, origin, standing_pages
from ..facts import about
from ..pages import page_values


class HttpResponseSeeOther(HttpResponseRedirectBase):
    """303: the thing itself is not a document; here is one about it (RFC 9110, 15.4.4)."""

    status_code = 303


@require_safe
def page_detail(request: HttpRequest, path: str) -> HttpResponse:
    """Any page, at its address: as it is now, moved, withdrawn or unknown."""
    moment = timezone.now()
    try:
        edition = edition_at(request.path, get_language(), moment)
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.path)
    except Edition.DoesNotExist:
        raise Http404 from None
    if edition.is_withdrawn:
        return withdrawn(request, edition)
    return render_document(request, edition.document, edition.page_id, moment, edition=edition, paths=edition.paths())


def withdrawn(request: HttpRequest, edition: Edition) -> HttpResponse:
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
def page_version(request: HttpRequest, path: str, number: int) -> HttpResponse:
    """One version of a page, with all around it as it was when that version was last shown."""
    now = timezone.now()
    current = current_edition(path, now)
    versions = Edition.objects.filter(page=current.page_id, state=Edition.State.APPROVED, published_at__lte=now)
    edition = get_object_or_404(versions, number=number)
    moment = edition.superseded_at - timedelta(microseconds=1) if edition.superseded_at else now
    published = date_format(timezone.localtime(edition.published_at), "j F Y")
    banner = {
        "kind": "version",
        "text": _("This is version %(number)d of this page, published on %(date)s.")
        % {"number": number, "date": published},
        "url": current.path(get_language()),
        "link_label": _("To the page as it is now"),
    }
    paths = paths_of(current, "page_version", number)
    return render_document(
        request,
        edition.document,
        edition.page_id,
        moment,
        edition=edition,
        paths=paths,
        banner=banner,
        has_picture=not current.is_withdrawn,
    )


@require_safe
def page_history(request: HttpRequest, path: str) -> HttpResponse:
    """All versions of a page, the newest first."""
    now = timezone.now()
    current = current_edition(path, now)
    reader = Reader(get_language())
    editions = Edition.objects.filter(page=current.page_id, state__in=Edition.FINAL, published_at__lte=now)
    page = {"title": reader.text(current.summary["title"]), "url": current.path(reader.language)}
    context = {
        "page": page,
        "breadcrumbs": [
            *trail(current.page_type, reader.language),
            {"label": page["title"], "url": page["url"]},
            {"label": _("Versions"), "url": None},
        ],
        "editions": [
            {
                "number": edition.number,
                "url": path_of(current, "page_version", edition.number),
                "published_at": edition.published_at,
                "superseded_at": edition.superseded_at,
                "change_note": reader.text(edition.change_note()),
                "withdrawn": edition.is_withdrawn,
            }
            for edition in editions.with_summary().order_by("-number")
        ],
        "alternates": alternates(paths_of(current, "page_history"), reader.language),
    }
    return render(request, "page_history.html", context)


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
    response = render_document(request, build_document(page), page.pk, timezone.now(), paths=paths, banner=banner)
    add_never_cache_headers(response)
    return response


@require_safe
def page_permalink(request: HttpRequest, content_id) -> HttpResponse:
    """The permanent id of a page: to wherever it lives now, in the reader's language."""
    edition = get_object_or_404(Edition.objects.in_force(timezone.now()), page__content_id=content_id)
    return HttpResponseSeeOther(edition.path(get_language()))


def render_document(
    request: HttpRequest,
    document: dict,
    page_id: int,
    moment: datetime,
    *,
    paths: dict[str, str],
    edition: Edition | None = None,
    banner: dict | None = None,
    has_picture: bool = True,
) -> HttpResponse:
    """Render a document with all around it at a moment: the live page, an old version, or a preview."""
    language = get_language()
    around = surroundings(document, page_id, moment)
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
        }
        values["citation_text"] = citation_text(values, own + path_of(edition, "page_version", edition.number))
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


def trail(page_type: str, language: str) -> list[dict]:
    """From the front page to the list in which a page stands."""
    crumbs, model = [{"label": _("Home"), "url": f"/{language}/"}], page_types()[page_type]
    if model.section:
        crumbs.append({"label": model._meta.verbose_name_plural.capitalize(), "url": f"/{language}/{model.section}"})
    return crumbs


def citation_text(values: dict, address: str) -> str:
    """How to cite what one reads now: with the version, so that it can be found again."""
    return _("“%(title)s”, %(site)s, version %(number)d, %(date)s, %(address)s") % {
        "title": values["title"],
        "site": _("Who works with whom"),
        "number": values["number"],
        "date": date_label(values["language"], values["published_on"]),
        "address": address,
    }


def current_edition(path: str, moment: datetime) -> Edition:
    """The edition in force of the page whose versions are asked for, or 404."""
    try:
        return edition_at(reverse("page_detail", args=[path]), get_language(), moment)
    except (Moved, Edition.DoesNotExist):
        raise Http404 from None


def path_of(edition: Edition, name: str, *args) -> str:
    """The path of a view of a page (its history, a version) in the active language."""
    return reverse(name, args=[edition.path(get_language()).strip("/").partition("/")[2], *args])


def paths_of(edition: Edition, name: str, *args) -> dict[str, str]:
    """The same in each language."""
    return in_each_language(lambda _language: path_of(edition, name, *args))
