from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.kept import kept
from content.languages import once_per_language
from content.models import Edition
from content.prepared import Prepared
from content.reading import MOMENT
from content.record import State
from content.references import Reference
from content.rendering.text import Reader

from .. import kinds
from ..frame import show
from ..kinds import KINDS, QUESTION, STANDING
from ..lists.directory import Directory, directory
from ..lists.levels import groups_by_level, sorts_by_level
from ..lists.rows import changed, row_of
from ..look.choices import counted
from ..moment import moment_of

RECENT = 5
MOST_QUESTIONS = 6
MANY_QUESTIONS = 100  # of which the first are chosen
LARGE = 300  # from so many bodies on, the page shows their kinds instead of their names
NEWEST = Prepared(
    Edition.objects.in_force(MOMENT)
    .with_summary()
    .exclude(page_type=STANDING.name)
    .order_by("-published_at", "-pk")[:RECENT]
)

QUESTIONS = Prepared(
    Edition.objects.at(MOMENT).of_type(QUESTION.name).order_by("pk").values_list(*Reference._fields)[:MANY_QUESTIONS]
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
    themes = sorted(whole.themes, key=lambda theme: theme.sort_key(reader.language))
    return {
        "levels": sorts_by_level(whole) if is_large else groups_by_level(reader, state.moment),
        "is_large": is_large,
        "index": index(whole),
        "questions": [row_of(question, reader) for question in questions(state)],
        "themes": [row_of(theme, reader) for theme in themes],
        "recent": [changed(edition, reader) for edition in NEWEST.rows(moment=state.moment)],
    }


@once_per_language
def fixed() -> dict[str, SafeString]:
    """The parts of this page that are the same until the next release."""
    return {name: render_to_string(f"_{name}.html") for name in ("explore", "legend")}


def questions(state: State) -> list[Reference]:
    """The first questions, in the order that editors gave them."""
    found = QUESTIONS.rows(moment=state.moment)
    return sorted((Reference(*each) for each in found), key=lambda page: page.summary["position"])[:MOST_QUESTIONS]


def index(whole: Directory) -> list[dict]:
    """The lists, and how many pages each has."""
    return [
        {"label": kind.label, "url": reverse(f"{name}_list"), "count": counted(whole.count(name))}
        for name, kind in KINDS.items()
        if kind.is_listed and kind.in_navigation
    ]
