"""What programs ask of the site: is it up, and may they read it."""

import posixpath
from datetime import timedelta
from errno import ENAMETOOLONG
from hashlib import sha256

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..circuit import Circuit
from ..frame import origin
from ..moment import day_of, moment_of
from ..outage import unavailable
from ..sitemaps import sitemaps

YEAR = 365 * 24 * 3600  # seconds
NO_FILE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
_pictures = Circuit("What MEDIA_STORE names", ConnectionError)


def favicon(request: HttpRequest) -> HttpResponse:
    """Where programs look for the site's icon that read none of its pages."""
    return redirect(static("icons/favicon.ico"))


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {origin(request)}{reverse('sitemap_index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness, for half a year from the day on which it is read (RFC 9116)."""
    if not settings.SITE_EMAIL:
        raise Http404
    lines = [
        f"Contact: mailto:{settings.SITE_EMAIL}",
        f"Expires: {day_of(request) + timedelta(days=180)}T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {origin(request)}{reverse('security_txt')}",
        f"Policy: {origin(request)}{reverse('security_policy')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security_policy(request: HttpRequest) -> HttpResponse:
    """How to report a weakness, and what to expect then: in both languages, as long as there is who reads it."""
    if not settings.SITE_EMAIL:
        raise Http404
    return HttpResponse(render_to_string("security_policy.html", {"address": settings.SITE_EMAIL}))


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Where the files of the sitemap are."""
    own, found = origin(request), []
    for section, sitemap in sitemaps(own, moment_of(request)).items():
        path = own + reverse("sitemap_file", args=[section])
        found += [{"location": path + (f"?p={page}" if page > 1 else "")} for page in sitemap.paginator.page_range]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


def sitemap_file(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the sitemap, or with `?p=` the next of its kind."""
    if not request.GET.get("p", "1").isascii():
        raise Http404
    if request.GET.get("p") == "":  # none, as everywhere on this site
        request.GET = QueryDict()
    return django_sitemap(request, {**sitemaps(origin(request), moment_of(request))}, section)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that editors uploaded, whose name is its own for ever. One that no file can have is that of none."""
    if not path.isprintable():  # which no name is that we give
        raise Http404
    try:
        file = _pictures.attempt(lambda: default_storage.open(posixpath.normpath(path).lstrip("/")))
    except OSError as error:
        if not isinstance(error, NO_FILE) and error.errno != ENAMETOOLONG:
            raise
        raise Http404 from None
    if file is None:
        return unavailable(request)
    tag = f'"{sha256(path.encode()).hexdigest()[:32]}"'
    if same := get_conditional_response(request, etag=tag):
        file.close()
    response: HttpResponseBase = same or FileResponse(file)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"  # RFC 8246
    response.headers["ETag"] = tag
    return response
