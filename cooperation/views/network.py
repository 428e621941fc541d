"""The network: who works with whom, in one picture, in a table, and in files."""

from datetime import datetime
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content import clock
from content.languages import in_each_language
from content.record import live
from content.rendering.text import Reader

from ..frame import alternates, origin, standing_pages
from ..network.choices import facets
from ..network.drawing import drawing
from ..network.exports import FORMATS, View
from ..network.filters import Filters, parse, query_string
from ..network.graph import Graph, Node, Tie, graph_since
from ..network.layout import WIDTH, lay_out
from ..network.telling import table_groups

FILE_LABELS = {"svg": "SVG", "graphml": "GraphML", "csv": "CSV"}


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The part of the network that the address asks for; a value that is unknown here is left out, with a notice."""
    language = get_language()
    graph, filters, unknown = asked(request, language, live().moment)
    paths = addresses(graph, filters)
    context = {
        "view": drawn(graph, filters, language),
        "focus": next((node for node in graph.nodes if node.content_id == filters.focus), None),
        "filtered": filters != Filters(),
        "unknown": unknown,
        "breadcrumbs": [{"label": _("Home"), "url": f"/{language}/"}, {"label": _("Network"), "url": None}],
        "alternates": alternates(paths, language),
        "canonical": origin(request) + paths[language],
        "standing_pages": standing_pages(graph.standing, language),
    }
    return render(request, "network.html", context)


@lru_cache(maxsize=32)
def drawn(graph: Graph, filters: Filters, language: str) -> SafeString:
    """A part of the network: filters, picture and table. They stay the same until a next publication."""
    reader = Reader(language)
    ties = filters.ties(graph)
    nodes = filters.nodes(graph, ties)
    layout = lay_out(nodes)
    query = query_string(filters, graph, language)
    context = {
        "width": WIDTH,
        "height": round(layout.height),
        "nodes": nodes,
        "drawing": drawing(layout, ties, reader),
        "summary": summary(graph, nodes, ties),
        "table": table_groups(graph, ties, layout, reader),
        "facets": facets(graph, filters, reader),
        "filtered": filters != Filters(),
        "whole": reverse("network"),
        "files": [
            {"label": label, "url": reverse("network_download", args=[name]) + query}
            for name, label in FILE_LABELS.items()
        ],
    }
    return render_to_string("_network_view.html", context)


@require_safe
def network_download(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same part of the network as a file."""
    if file_format not in FORMATS:
        raise Http404
    write, content_type = FORMATS[file_format]
    reader = Reader(get_language())
    graph, filters, _unknown = asked(request, reader.language, live().moment)
    ties = filters.ties(graph)
    address = origin(request) + addresses(graph, filters)[reader.language]
    day = timezone.localdate(clock.now())
    view = View(filters.nodes(graph, ties), ties, reader, origin(request), address, day)
    name = f"{_('network')}-{day.isoformat()}.{file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(view), content_type=content_type, headers=headers)


def asked(request: HttpRequest, language: str, moment: datetime) -> tuple[Graph, Filters, list[str]]:
    """The graph at a moment, and the filters in the address."""
    graph = graph_since(moment, language)
    focus = request.GET.get("focus", "").replace("\0", "")
    if focus and graph.is_a_part:
        graph = graph_since(moment, language, f"/{language}/{focus}/")
    return graph, *parse(request.GET, graph, language)


def addresses(graph: Graph, filters: Filters) -> dict[str, str]:
    """The address of a view in each language."""
    return in_each_language(lambda language: reverse("network") + query_string(filters, graph, language))


def summary(graph: Graph, nodes: list[Node], ties: list[Tie]) -> str:
    """How much is in view; and on a large site, how much is not."""
    text = _("%(bodies)s and %(relations)s in view.") % {
        "bodies": ngettext("%(count)d body", "%(count)d bodies", len(nodes)) % {"count": len(nodes)},
        "relations": ngettext("%(count)d relation", "%(count)d relations", len(ties)) % {"count": len(ties)},
    }
    if graph.is_a_part:
        text += " " + _("Of the %(total)d on this site, these have the most relations at their level.") % {
            "total": graph.total
        }
    return text
