"""Search: the page with results, suggestions while typing, and the description for browsers."""

from uuid import UUID

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import in_each_language
from content.reading import pages_with
from content.record import live
from content.rendering.text import Reader
from content.search.finding import find, places, suggest

from ..frame import alternates, origin, standing_pages
from ..lists.rows import described
from ..search.narrowing import chosen, groups, link, referred_to
from ..search.results import facet, result

PAGE_SIZE = 10
PLACES = 2  # of each page, that answer best
SUGGESTIONS = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The pages that answer `?q=`, which may be narrowed down; every choice is a link."""
    language, moment = get_language(), live().moment
    narrowed = chosen(request.GET)
    found = find(request.GET.get("q", ""), language, moment, narrowed)
    paginator = Paginator(found.hits, PAGE_SIZE)
    try:
        page_obj = paginator.page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    hits = list(page_obj)
    answers = places(found, hits, PLACES)
    others = {UUID(other) for answer in answers.values() for *_place, other in answer if other}
    wanted = {hit.page for hit in hits} | others | referred_to(found, narrowed)
    pages = {page.pk: page for page in pages_with(wanted, moment)}
    reader = Reader(language)
    query = found.query.text
    paths = addresses(query)
    context = {
        "title": _("Search results for “%(query)s”") % {"query": query} if query else _("Search"),
        "query": query,
        "found": found,
        "rows": [
            result(pages[hit.edition], answers[hit.edition], pages.values(), found.ranking, reader)
            for hit in hits
            if hit.edition in pages
        ],
        "facets": [facet(group, language) for group in groups(found, narrowed, pages.values(), reader)],
        "corrected_url": link(found.corrected, {}),
        "query_url": link(query, {}),
        "more_url": link(query, narrowed),
        "page_obj": page_obj,
        "breadcrumbs": [{"label": _("Home"), "url": f"/{language}/"}, {"label": _("Search"), "url": None}],
        "alternates": alternates(paths, language),
        "canonical": "" if query else origin(request) + paths[language],
        "standing_pages": standing_pages([e for e in pages.values() if e.page_type == "infopage"], language),
    }
    return render(request, "search.html", context)


def addresses(query: str) -> dict[str, str]:
    """The same question in each language."""
    return in_each_language(lambda _language: reverse("search") + (link(query, {}) if query else ""))


@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    """Pages whose names begin like `?q=`, for the list below the search box."""
    language, moment = get_language(), live().moment
    hits = suggest(request.GET.get("q", ""), language, moment, SUGGESTIONS)
    pages = {page.pk: page for page in pages_with({hit.page for hit in hits}, moment)}
    reader = Reader(language)
    rows = [described(pages[hit.edition], reader) for hit in hits if hit.edition in pages]
    shown = ("title", "abbreviation", "type_label", "url")
    return JsonResponse({"suggestions": [{name: each[name] for name in shown} for each in rows]})


@require_safe
def search_description(request: HttpRequest) -> HttpResponse:
    """Tells browsers how this site is searched (OpenSearch)."""
    return render(request, "search.xml", content_type="application/opensearchdescription+xml")
