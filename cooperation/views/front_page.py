from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from content.kept import kept
from content.languages import once_per_language
from content.models import Edition
from content.prepared import Prepared
from content.reading import MOMENT
from content.record import State
from content.references import Reference
from content.rendering.markup import link
from content.rendering.text import Reader

from .. import kinds
from ..frame import show
from ..front.example import example
from ..front.ways import examples, theme_way, way
from ..kinds import KINDS, ORGANISATION, PARTNERSHIP, QUESTION, SOURCE, STANDING
from ..lists.directory import Directory, directory
from ..lists.levels import bodies_in_alphabet, foremost_by_level, sorts_by_level
from ..lists.rows import changed
from ..look.choices import counted
from ..moment import moment_of
from ..network.graph import graph_in

RECENT = 5
MOST_QUESTIONS = 6
MANY_QUESTIONS = 100  # of which the first are chosen
LARGE = 300  # from so many bodies on, the page shows their kinds instead of their names
FIRST = 1  # the publication with which the site began: what came with it is no change
NEWEST = Prepared(
    Edition.objects.in_force(MOMENT)
    .with_summary()
    .exclude(page_type=STANDING.name)
    .exclude(publication__serial=FIRST)
    .order_by("-published_at", "-pk")[:RECENT]
)

QUESTIONS = Prepared(
    Edition.objects.at(MOMENT)
    .of_type(QUESTION.name)
    .order_by("sort_key_nl", "pk")
    .values_list(*Reference._fields)[:MANY_QUESTIONS]
)


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    return redirect("front_page")


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """What is this, who works with whom, where do I start."""
    language, state = get_language(), moment_of(request)
    content = kept(state, f"front page {language}", lambda: gather(state, Reader(language)))
    return show(request, "front_page.html", {"fixed": fixed(language), **content}, is_view=True)


def gather(state: State, reader: Reader) -> dict:
    """What stays the same until the next publication."""
    whole = directory(state)
    is_large = sum(whole.count(kind.name) for kind in kinds.actors()) > LARGE
    bodies = [] if is_large else bodies_in_alphabet(reader, state.moment)
    graph = None if is_large else graph_in(state, reader.language)
    themes = sorted(whole.themes, key=lambda theme: theme.sort_key(reader.language))
    return {
        "numbers": numbers(whole),
        "examples": examples(state, bodies, themes, reader),
        "example": example(state, whole, reader),
        "levels": sorts_by_level(whole) if is_large else foremost_by_level(bodies, whole, state, reader),
        "is_large": is_large,
        "index": index(whole),
        "questions": [way(question, state, reader) for question in questions(state)],
        "themes": [theme_way(theme, graph, state, reader) for theme in themes],
        "recent": [changed(edition, reader) for edition in NEWEST.rows(moment=state.moment)],
    }


def numbers(whole: Directory) -> dict[str, Markup]:
    """How much there is, as links to the lists; nothing on a site that has none of one of these."""
    counts = {kind.name: whole.count(kind.name) for kind in (ORGANISATION, PARTNERSHIP, SOURCE)}
    organisations, partnerships, sources = counts.values()
    told = [
        ngettext("%(count)s organisation or group", "%(count)s organisations and groups", organisations),
        ngettext("%(count)s partnership", "%(count)s partnerships", partnerships),
        ngettext("%(count)s public document", "%(count)s public documents", sources),
    ]
    return {
        name: link((text % {"count": counted(count)}).replace(" ", "\N{NO-BREAK SPACE}", 1), reverse(f"{name}_list"))
        for (name, count), text in zip(counts.items(), told, strict=True)
        if all(counts.values())
    }


@once_per_language
def fixed() -> dict[str, SafeString]:
    """The parts of this page that are the same until the next release."""
    return {name: render_to_string(f"_{name}.html") for name in ("explore", "legend")}


def questions(state: State) -> list[Reference]:
    """The first questions, in the order that editors gave them."""
    found = QUESTIONS.rows(moment=state.moment)
    return sorted(map(Reference._make, found), key=lambda page: (page.summary["position"], page.pk))[:MOST_QUESTIONS]


def index(whole: Directory) -> list[dict]:
    """The lists, and how many pages each has."""
    return [
        {"label": kind.label, "url": reverse(f"{name}_list"), "count": counted(whole.count(name))}
        for name, kind in KINDS.items()
        if kind.is_listed and kind.in_navigation
    ]
