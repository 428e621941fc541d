"""The timeline: what the sources say by year."""

from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.kept import kept
from content.languages import in_each_language
from content.rendering.plain import Named
from content.rendering.text import Reader, Text

from ..frame import show
from ..kinds import KINDS
from ..moment import moment_of
from ..timeline.drawing import drawing
from ..timeline.reading import MOST_PAGES, Timeline, read_timeline, types
from ..timeline.shapes import legend
from ..timeline.telling import Teller


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The timeline of all pages, or of one type: `?kind=programme`; a type that is unknown counts as none."""
    reader, state = Reader(get_language()), moment_of(request)
    kind = asked(request)
    drawn = kept(
        state,
        f"timeline {kind} {reader.language}",
        lambda: draw(read_timeline(state.moment, reader.language, kind), reader),
    )
    labels = {"": _("everything"), **{name: KINDS[name].plural for name in types()}}
    content = {
        **drawn,
        "kinds": [
            {"label": label, "url": paths_of(value)[reader.language], "current": value == kind}
            for value, label in labels.items()
        ],
        "kind": kind,
    }
    return show(
        request,
        "timeline.html",
        content,
        trail=[Named(Text(_("Timeline")))],
        paths=paths_of(kind),
        is_view=True,
        data=paths_of(kind, "timeline_data")[reader.language],
    )


def asked(request: HttpRequest) -> str:
    """The type of pages in the address; one that is unknown counts as none."""
    kind = request.GET.get("kind", "")
    return kind if kind in types() else ""


def draw(found: Timeline, reader: Reader) -> dict:
    """What stays the same until the next publication: the years, in a picture and told."""
    teller = Teller(found, reader)
    years = [teller.year(name, found.years[name], after) for name, after in pairwise([*found.years, ""])]
    undated = teller.told(found.undated)
    content = {
        "picture": drawing(found, teller),
        "legend": legend(),
        "years": years,
        "undated": undated,
        "notes": teller.notes_markup(),
    }
    return {
        "view": render_to_string("_timeline_view.html", content),
        "years": list(found.years),
        "has_undated": bool(undated),
        "most_pages": 0 if found.is_whole else MOST_PAGES,
    }


def paths_of(kind: str, name: str = "timeline") -> dict[str, str]:
    return in_each_language(lambda _language: reverse(name) + (f"?kind={kind}" if kind else ""))
