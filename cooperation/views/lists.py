"""Lists: all public pages of one kind, which can be narrowed down and sorted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from string import ascii_uppercase
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from content.kept import kept, kept_for_good
from content.languages import in_each_language
from content.lists import Stretch, list_name, stretch
from content.record import State
from content.references import Reference
from content.rendering.plain import Named
from content.rendering.text import Reader, Text

from ..frame import show
from ..kinds import PageKind
from ..lists.directory import directory
from ..lists.filters import Choice, Filters
from ..lists.markup import groups_markup
from ..lists.rows import Row, RowGroup, by_place, names_many, row_of
from ..lists.short_names import Shortened, shortened
from ..lists.weights import heaviest_first, weights
from ..moment import moment_of

PAGE_SIZE = 200
MANY = 30  # from so many pages on, the letters help to find one
TIMES = ("changed", "date")  # orders in which all stand under a time


class Asked(NamedTuple):
    """The part of a list that an address asks for, and what in the address is unknown."""

    filters: Filters
    choice: Choice
    unknown: list[str]
    shown: Stretch


def asked(request: HttpRequest, kind: PageKind, reader: Reader, state: State) -> Asked:
    """Read the part of a list that a request asks for."""
    filters = Filters(kind, directory(state), reader)
    choice, unknown = filters.parse(request.GET)
    name = list_name(kind.name, choice.filters)
    if choice.order == "relations":
        shown = heaviest_first(name, reader.language, choice.start, state, kind.name, PAGE_SIZE)
    else:
        shown = stretch(name, choice.order, reader.language, choice.start, state.moment, PAGE_SIZE)
    return Asked(filters, choice, unknown, shown)


@require_safe
def page_list(request: HttpRequest, kind: PageKind) -> HttpResponse:
    """A list, or the part of it that the address asks for; a value that is unknown is left out, with a notice."""
    reader, state = Reader(get_language()), moment_of(request)
    filters, choice, unknown, shown = asked(request, kind, reader, state)
    length, by_name = filters.length(choice), choice.order == "name"
    heavy = weights(state, kind.name) if filters.is_weighed else Counter()
    groups, labels = kept_groups(shown, choice.order, reader, state, heavy, is_long=length > MANY)
    path, query = reverse(f"{kind.name}_list"), filters.query_string(choice.but())
    content = {
        "title": kind.label,
        "lead": kind.lead,
        "sorted_by_us": kind.is_body and bool(shown.entries),
        "groups": groups,
        "letters": alphabet(labels, filters, choice, path) if by_name else [],
        "order": choice.order,
        "length": length,
        "total": filters.length(Choice()),
        "filters": kept(state, f"filters {path}{query}", lambda: filters.choices(choice, path), endless=bool(query)),
        "chosen": filters.chosen(choice, path),
        "whole": path + filters.query_string(choice.but(**dict.fromkeys(choice.filters, ""))),
        "start": path + filters.query_string(choice.but()) if choice.start else "",
        "narrowed": choice != Choice(),
        "following": link(shown.following, filters, choice, path),
        "before": link(shown.before, filters, choice, path),
        "unknown": unknown,
    }
    templates = [f"{kind.name}_list.html", "page_list.html"]
    return show(
        request,
        templates,
        content,
        trail=[Named(Text(kind.label))],
        paths=paths_of(kind, filters, choice),
        is_view=True,
        data=reverse("list_data", kwargs={"kind": kind}) + filters.query_string(choice),
    )


def kept_groups(
    shown: Stretch, order: str, reader: Reader, state: State, heavy: Counter[int], *, is_long: bool
) -> tuple[Markup, list[str]]:
    """The groups of a list as markup, with their labels: made once of the same pages with the same weights."""
    most, shorten = max(heavy.values(), default=0), shortened(state)
    weighed = [(page.pk, heavy[page.page_id]) for _place, page in shown.entries]
    is_whole = shown.following is None and shown.before is None

    def make() -> tuple[Markup, list[str]]:
        groups = grouped(shown, order, row_with(shorten, reader, heavy), is_long=is_long)
        return groups_markup(groups, by_time=order in TIMES, most=most), [group.label for group in groups]

    return kept_for_good(("rows", reader.language, order, is_long, is_whole, most, shorten.key, *weighed), make)


def row_with(shorten: Shortened, reader: Reader, heavy: Counter[int]) -> Callable[[Reference], Row]:
    """What makes a row of a page: its lead with short names, and its relations where they are weighed."""
    return lambda page: row_of(shorten(page), reader)._replace(relations=heavy[page.page_id])


def grouped(shown: Stretch, order: str, row: Callable[[Reference], Row], *, is_long: bool) -> list[RowGroup]:
    """Rows under their headings. In a list that is shown whole, bodies by themselves come before groups of them."""
    if order in TIMES:
        return by_place(shown.entries, order, row)
    is_whole = shown.following is None and shown.before is None
    many = [entry for entry in shown.entries if is_whole and names_many(entry.page)]
    named = [entry for entry in shown.entries if entry not in many]
    groups = by_place(named, order, row) if order == "name" and is_long else []
    if named and not groups:
        groups = [RowGroup("", [row(entry.page) for entry in named])]
    return [*groups, RowGroup(_("Groups"), [row(entry.page) for entry in many])] if many else groups


def paths_of(kind: PageKind, filters: Filters, choice: Choice) -> dict[str, str]:
    """The address of a choice in each language."""
    return in_each_language(lambda language: reverse(f"{kind.name}_list") + filters.query_string(choice, language))


def link(start: str | None, filters: Filters, choice: Choice, path: str) -> str:
    """The address of another part of the list; nothing where there is none."""
    return "" if start is None else path + filters.query_string(replace(choice, start=start))


def alphabet(labels: list[str], filters: Filters, choice: Choice, path: str) -> list[dict]:
    """The letters of a list: where they are on this page, or, of a list of several pages, where they begin."""
    here = {label: f"#group-{number}" for number, label in enumerate(labels, start=1)}
    if not choice.start and filters.length(choice) <= PAGE_SIZE:
        return [{"label": label, "url": url, "current": False} for label, url in here.items()]
    jumps = {letter: link(letter.lower(), filters, choice, path) for letter in ascii_uppercase}
    return [{"label": "#", "url": link("", filters, choice, path)}] + [
        {"label": letter, "url": url, "current": letter == next(iter(here), "")} for letter, url in jumps.items()
    ]
