"""The timeline: what the sources say by year."""

from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.kept import since_publication
from content.languages import in_each_language
from content.models import page_types
from content.record import live
from content.rendering.text import Reader

from ..frame import alternates, origin, standing_pages
from ..timeline.drawing import drawing
from ..timeline.reading import MOST_PAGES, TYPES, Timeline, read_timeline
from ..timeline.telling import Teller


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The timeline of all pages, or of one type: `?kind=programme`; a type that is unknown counts as none."""
    reader = Reader(get_language())
    kind = request.GET.get("kind", "")
    kind = kind if kind in TYPES else ""
    moment = live().moment
    name = f"timeline {kind} {reader.language}"
    drawn = since_publication(name, moment, lambda: draw(read_timeline(moment, reader.language, kind), reader))
    paths = addresses(kind)
    context = {
        **drawn,
        "kinds": [
            {"label": label, "url": addresses(value)[reader.language], "current": value == kind}
            for value, label in [
                ("", _("everything")),
                *((t, page_types()[t]._meta.verbose_name_plural) for t in TYPES),
            ]
        ],
        "kind": kind,
        "breadcrumbs": [{"label": _("Home"), "url": f"/{reader.language}/"}, {"label": _("Timeline"), "url": None}],
        "alternates": alternates(paths, reader.language),
        "canonical": origin(request) + paths[reader.language],
        "standing_pages": standing_pages(drawn["standing"], reader.language),
    }
    return render(request, "timeline.html", context)


def draw(found: Timeline, reader: Reader) -> dict:
    """What stays the same until the next publication: the years, in a picture and told."""
    teller = Teller(found, reader)
    years = [teller.year(name, found.years[name], after) for name, after in pairwise([*found.years, ""])]
    undated = teller.told(found.undated)
    context = {
        "picture": drawing(found, reader),
        "years": years,
        "undated": undated,
        "page": {"notes": teller.notes.html()},
    }
    return {
        "view": render_to_string("_timeline_view.html", context),
        "years": list(found.years),
        "has_undated": bool(undated),
        "most_pages": 0 if found.is_whole else MOST_PAGES,
        "standing": found.standing,
    }


def addresses(kind: str) -> dict[str, str]:
    return in_each_language(lambda _language: reverse("timeline") + (f"?kind={kind}" if kind else ""))
