"""What programs ask of the site: is it up, and may they read it."""

from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from ..context import origin
from ..sitemaps import sitemaps


def favicon(request: HttpRequest) -> HttpResponse:
    """Where programs look for the site's icon that read none of its pages."""
    return redirect(static("icons/favicon.ico"))


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {origin(request)}{reverse('sitemap_index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Where the files of the sitemap are."""
    own, found = origin(request), []
    for section, sitemap in sitemaps(own).items():
        path = own + reverse("sitemap_file", args=[section])
        found += [{"location": path + (f"?p={page}" if page > 1 else "")} for page in sitemap.paginator.page_range]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


def sitemap_file(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the sitemap, or with `?p=` the next of its kind."""
    return django_sitemap(request, sitemaps(origin(request)), section)
