"""Search: the page with results, suggestions while typing, and the description for browsers."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.rendering.plain import Named
from content.rendering.text import Reader, Text
from content.search.answering import Answer, answer, suggestions
from content.search.stopwords import STOPWORDS

from ..frame import paths_to, show
from ..lists.rows import row_of
from ..moment import day_of, moment_of, staying
from ..search.narrowing import REFERRING, chosen, facets, link
from ..search.results import facet, result
from ..twin.asking import TWIN
from ..twin.listing import all_pages
from ..upkeep import unfound

PAGE_SIZE = 10
PLACES = 2  # of each page, that answer best
SUGGESTIONS = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The pages that answer `?q=`, which may be narrowed down; every choice is a link."""
    reader, narrowed = Reader(get_language()), chosen(request.GET)
    if request.META.get(TWIN):
        return search_in_twin(request, reader)
    try:
        answered = asked(request, reader, narrowed)
    except InvalidPage:
        raise Http404 from None
    found, query = answered.found, answered.found.query.text
    content = {
        "title": _("Search results for “%(query)s”") % {"query": query} if query else _("Search"),
        "query": query,
        "found": found,
        "rows": [result(each, found.ranking, reader) for each in answered.results] if found.ranking else [],
        "facets": [facet(each, reader.language) for each in facets(answered, narrowed, reader)],
        "corrected_url": link(found.corrected, {}),
        "query_url": link(query, {}),
        "more_url": link(query, narrowed),
        "page_obj": answered.stretch,
    }
    own = link(query, {}) if query else ""
    paths = {language: path + own for language, path in paths_to("search").items()}
    trail = [Named(Text(_("Search")))]
    data = reverse("search_data") + link(query, narrowed) if query else ""
    response = show(
        request, "search.html", content, trail=trail, paths=paths, is_canonical=not query, is_view=True, data=data
    )
    if query and not found.hits and set(request.GET) == {"q"} and unfound.is_reader(request):
        unfound.note(query, day_of(request))
        response["Cache-Control"] = "private, max-age=0"  # so that each reader counts
    return response


def search_in_twin(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All pages, of which a script shows those with the words that are looked for: for a copy without a server."""
    content = {"pages": all_pages(moment_of(request).moment, reader), "aside": sorted(STOPWORDS)}
    return show(request, "twin_search.html", content, trail=[Named(Text(_("Search")))], paths=paths_to("search"))


def asked(request: HttpRequest, reader: Reader, narrowed: dict[str, str]) -> Answer:
    """The answer to what a request asks for, narrowed down. Raises InvalidPage."""
    return answer(
        request.GET.get("q", ""),
        reader,
        moment_of(request).moment,
        narrowed,
        referring=REFERRING,
        number=request.GET.get("page") or 1,
        size=PAGE_SIZE,
        most_places=PLACES,
    )


@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    """Pages whose names begin like `?q=`, for the list below the search box."""
    reader = Reader(get_language())
    pages = suggestions(request.GET.get("q", ""), reader.language, moment_of(request).moment, SUGGESTIONS)
    rows = [row_of(page, reader) for page in pages]
    shown = [
        {
            "title": row.title.text,
            "abbreviation": row.abbreviation,
            "type_label": row.type_label,
            "url": staying(request, row.title.url),
        }
        for row in rows
    ]
    return JsonResponse({"suggestions": shown})


@require_safe
def search_description(request: HttpRequest) -> HttpResponse:
    """Tells browsers how this site is searched (OpenSearch)."""
    return render(request, "search.xml", content_type="application/opensearchdescription+xml")
