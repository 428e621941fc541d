"""Lists: all public pages of one kind, which can be narrowed down and sorted."""

from dataclasses import replace
from string import ascii_uppercase

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import in_each_language
from content.lists import list_name, stretch
from content.models import Page
from content.record import live
from content.rendering.markup import joined
from content.rendering.text import Reader, Text

from ..frame import alternates, origin, section_labels, standing_pages
from ..lists.directory import directory
from ..lists.filters import Choice, Filters
from ..lists.rows import by_place, items

PAGE_SIZE = 200
MANY = 30  # from so many pages on, the letters help to find one
LEADS = {
    "organisation": gettext_lazy("Services, ministries, municipalities and other bodies that the documents name."),
    "partnership": gettext_lazy("Where bodies work together: joint units, forums, coalitions and working groups."),
    "programme": gettext_lazy("What is drawn up, carried out or applied: strategies, plans, reports, laws and funds."),
    "theme": gettext_lazy("The subjects that bring pages together."),
    "term": gettext_lazy("Words that the documents use, and what they mean there."),
    "source": gettext_lazy("The public documents that everything on this site rests on."),
}


@require_safe
def page_list(request: HttpRequest, model: type[Page]) -> HttpResponse:
    """A list, or the part of it that the address asks for; a value that is unknown is left out, with a notice."""
    page_type = model._meta.model_name
    reader, moment = Reader(get_language()), live().moment
    whole = directory(moment)
    filters = Filters(model, whole, reader)
    choice, unknown = filters.parse(request.GET)
    name = list_name(page_type, choice.filters)
    shown = stretch(name, choice.order, reader.language, choice.start, moment, PAGE_SIZE)
    length = filters.length(choice)
    grouped = choice.order != "name" or length > MANY
    groups = by_place(shown.entries, choice.order, reader) if grouped else []
    path, paths = reverse(f"{page_type}_list"), addresses(page_type, filters, choice)
    title = section_labels()[page_type]
    context = {
        "title": title,
        "lead": Text(LEADS[page_type]),
        "groups": joined(groups),
        "items": "" if grouped else items(shown.entries, reader),
        "letters": alphabet(groups, filters, choice, path) if choice.order == "name" else [],
        "order": choice.order,
        "length": length,
        "total": filters.length(Choice()),
        "filters": filters.facets(choice, path),
        "chosen": filters.chosen(choice, path),
        "whole": path + filters.query_string(choice.but(**dict.fromkeys(choice.filters, ""))),
        "start": path + filters.query_string(choice.but()) if choice.start else "",
        "narrowed": choice != Choice(),
        "following": link(shown.following, filters, choice, path),
        "before": link(shown.before, filters, choice, path),
        "unknown": unknown,
        "breadcrumbs": [{"label": _("Home"), "url": f"/{reader.language}/"}, {"label": title, "url": None}],
        "alternates": alternates(paths, reader.language),
        "canonical": origin(request) + paths[reader.language],
        "standing_pages": standing_pages(whole.standing, reader.language),
    }
    return render(request, f"{page_type}_list.html", context)


def addresses(page_type: str, filters: Filters, choice: Choice) -> dict[str, str]:
    """The address of a choice in each language."""
    return in_each_language(lambda language: reverse(f"{page_type}_list") + filters.query_string(choice, language))


def link(start: str | None, filters: Filters, choice: Choice, path: str) -> str:
    """The address of another part of the list; nothing where there is none."""
    return "" if start is None else path + filters.query_string(replace(choice, start=start))


def alphabet(groups: list[dict], filters: Filters, choice: Choice, path: str) -> list[dict]:
    """The letters of a list: where they are on this page, or, of a list of several pages, where they begin."""
    here = {group["label"]: f"#group-{number}" for number, group in enumerate(groups, start=1)}
    if not choice.start and filters.length(choice) <= PAGE_SIZE:
        return [{"label": label, "url": url, "current": False} for label, url in here.items()]
    jumps = {letter: link(letter.lower(), filters, choice, path) for letter in ascii_uppercase}
    return [{"label": "#", "url": link("", filters, choice, path)}] + [
        {"label": letter, "url": url, "current": letter == next(iter(here), "")} for letter, url in jumps.items()
    ]
