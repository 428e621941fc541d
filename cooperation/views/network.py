"""The network: who works with whom, in one picture, in a table, and in files."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import LANGUAGES
from content.text import Reader

from ..context import alternates, origin, standing_pages
from ..network.drawing import drawing
from ..network.exports import FORMATS, View
from ..network.facets import facets
from ..network.filters import Filters, parse, query_string
from ..network.graph import Graph, Node, Tie, read_graph
from ..network.layout import WIDTH, lay_out
from ..network.telling import table_groups

FILE_LABELS = {"svg": "SVG", "graphml": "GraphML", "csv": "CSV"}


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The part of the network that the address asks for; a value that is unknown here is left out, with a notice."""
    reader = Reader(get_language())
    graph, filters, unknown = asked(request, reader, timezone.now())
    ties = filters.ties(graph)
    nodes = filters.nodes(graph, ties)
    layout = lay_out(nodes)
    paths = addresses(graph, filters)
    query = query_string(filters, graph, reader.language)
    context = {
        "width": WIDTH,
        "height": round(layout.height),
        "nodes": nodes,
        "drawing": drawing(layout, ties, reader),
        "summary": summary(graph, nodes, ties),
        "table": table_groups(graph, ties, layout, reader),
        "facets": facets(graph, filters, reader),
        "focus": next((node for node in nodes if node.content_id == filters.focus), None),
        "filtered": filters != Filters(),
        "whole": reverse("network"),
        "files": [
            {"label": label, "url": reverse("network_download", args=[name]) + query}
            for name, label in FILE_LABELS.items()
        ],
        "unknown": unknown,
        "breadcrumbs": [{"label": _("Home"), "url": f"/{reader.language}/"}, {"label": _("Network"), "url": None}],
        "alternates": alternates(paths, reader.language),
        "canonical": origin(request) + paths[reader.language],
        "standing_pages": standing_pages(graph.standing, reader.language),
    }
    return render(request, "network.html", context)


@require_safe
def network_download(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same part of the network as a file."""
    if file_format not in FORMATS:
        raise Http404
    write, content_type = FORMATS[file_format]
    reader, now = Reader(get_language()), timezone.now()
    graph, filters, _unknown = asked(request, reader, now)
    ties = filters.ties(graph)
    address = origin(request) + addresses(graph, filters)[reader.language]
    day = timezone.localdate(now)
    view = View(filters.nodes(graph, ties), ties, reader, origin(request), address, day)
    name = f"{_('network')}-{day.isoformat()}.{file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(view), content_type=content_type, headers=headers)


def asked(request: HttpRequest, reader: Reader, moment: datetime) -> tuple[Graph, Filters, list[str]]:
    """The graph at a moment, and the filters in the address."""
    focus = request.GET.get("focus", "").replace("\0", "")
    graph = read_graph(moment, reader, f"/{reader.language}/{focus}/" if focus else "")
    return graph, *parse(request.GET, graph, reader.language)


def addresses(graph: Graph, filters: Filters) -> dict[str, str]:
    """The address of a view in each language."""
    paths = {}
    for language in LANGUAGES:
        with override(language):
            paths[language] = reverse("network") + query_string(filters, graph, language)
    return paths


def summary(graph: Graph, nodes: list[Node], ties: list[Tie]) -> str:
    """How much is in view; and on a large site, how much is not."""
    text = _("%(bodies)s and %(relations)s in view.") % {
        "bodies": ngettext("%(count)d body", "%(count)d bodies", len(nodes)) % {"count": len(nodes)},
        "relations": ngettext("%(count)d relation", "%(count)d relations", len(ties)) % {"count": len(ties)},
    }
    if graph.total > len(graph.nodes):
        text += " " + _("Of the %(total)d on this site, these have the most relations at their level.") % {
            "total": graph.total
        }
    return text
