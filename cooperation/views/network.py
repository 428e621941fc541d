"""The network: who works with whom, in one picture, in a table, and in files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.kept import kept
from content.languages import in_each_language
from content.record import State
from content.rendering.plain import Named
from content.rendering.text import Reader, Text

from ..frame import of_when, origin, show
from ..moment import day_of, moment_of, staying
from ..network.around import network_around
from ..network.choices import bodies, filter_choices
from ..network.drawing import drawing
from ..network.exports import FORMATS, View
from ..network.filters import Choice, parse, query_string
from ..network.graph import Graph, Node, Tie, graph_in
from ..network.layout import WIDTH, lay_out
from ..network.own_picture import tall
from ..network.telling import table_groups
from ..tables.columns import Where

FILE_LABELS = {"svg": "SVG", "graphml": "GraphML", "csv": "CSV"}


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The part of the network that the address asks for; a value that is unknown here is left out, with a notice."""
    language = get_language()
    state = moment_of(request)
    graph, choice, unknown = asked(request, language, state)
    name = f"network {language}{query_string(choice, graph, language)}"
    content = {
        "view": kept(state, name, lambda: drawn(graph, choice, state), endless=choice != Choice()),
        "focus": next((node for node in graph.nodes if node.content_id == choice.focus), None),
        "filtered": choice != Choice(),
        "unknown": unknown,
    }
    return show(
        request,
        "network.html",
        content,
        trail=[Named(Text(_("Network")))],
        paths=paths_of(graph, choice),
        is_view=True,
        data=reverse("network_data") + query_string(choice, graph, language),
    )


def drawn(graph: Graph, choice: Choice, state: State) -> SafeString:
    """A part of the network: filters, picture and table."""
    language = get_language()
    reader = Reader(language)
    ties = choice.ties(graph)
    nodes = choice.nodes(graph, ties)
    layout = lay_out(nodes)
    query = query_string(choice, graph, language)
    focus = next((node for node in nodes if node.content_id == choice.focus), None)
    context = {
        "bodies": bodies(graph, choice),
        "tree": tall(network_around(focus, ties)) if focus and ties else "",
        "width": WIDTH,
        "height": round(layout.height),
        "nodes": nodes if ties else [],
        "drawing": drawing(layout, ties, reader),
        "summary": summary(graph, nodes, ties),
        "table": table_groups(graph, ties, layout, reader),
        "choices": filter_choices(graph, choice, reader),
        "filtered": choice != Choice(),
        "whole": reverse("network"),
        "files": [
            {"label": label, "url": reverse("network_download", args=[name]) + query}
            for name, label in FILE_LABELS.items()
        ],
        **of_when(state),
    }
    return render_to_string("_network_view.html", context)


@require_safe
def network_download(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same part of the network as a file."""
    if file_format not in FORMATS:
        raise Http404
    write, content_type = FORMATS[file_format]
    reader = Reader(get_language())
    state = moment_of(request)
    graph, choice, _unknown = asked(request, reader.language, state)
    ties = choice.ties(graph)
    address = origin(request) + staying(request, paths_of(graph, choice)[reader.language])
    day = day_of(request)
    view = View(choice.nodes(graph, ties), ties, reader, Where(origin(request), state), address, day)
    name = f"{_('network')}-{day.isoformat()}.{file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(view), content_type=content_type, headers=headers)


def asked(request: HttpRequest, language: str, state: State) -> tuple[Graph, Choice, list[str]]:
    """The graph at a moment, and the filters in the address."""
    graph = graph_in(state, language)
    focus = request.GET.get("focus", "").replace("\0", "")
    if focus and graph.is_a_part:
        graph = graph_in(state, language, f"/{language}/{focus}/")
    return graph, *parse(request.GET, graph, language)


def paths_of(graph: Graph, choice: Choice) -> dict[str, str]:
    """The address of a view in each language."""
    return in_each_language(lambda language: reverse("network") + query_string(choice, graph, language))


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
