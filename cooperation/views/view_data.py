"""Each view of the site as JSON, at its own address and `data.json`: what it shows, without how that looks.

A page leaves out a value that is unknown and says so; a program is told that there is no answer.
"""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.rendering.text import Reader

from ..changes.reading import changed_by
from ..connections.chains import Chains
from ..connections.reading import connect
from ..data.changes import changed_page, publication
from ..data.network import chains_as_data, matrix_as_data, network_as_data
from ..data.search import results_as_data
from ..data.shares import shares_as_data
from ..data.site import Site
from ..data.timeline import timeline_as_data
from ..frame import origin
from ..matrix.reading import read_matrix
from ..moment import day_of, moment_of, staying
from ..search.narrowing import REFERRING, chosen, headings, labels, link
from ..timeline.reading import read_timeline
from ..upkeep.counting import count
from . import changes as publications
from . import connections as between_two
from . import matrix as who_sits_where
from . import network as who_works_with_whom
from . import search as searching
from . import timeline as years
from .problems import UnknownValues, as_json, for_programs, problem


def site_of(request: HttpRequest) -> Site:
    """The site as a request asks for it."""
    return Site(Reader(get_language()), moment_of(request), origin(request))


def whole(request: HttpRequest, path: str) -> str | None:
    """The address of another part of the same, at the same moment; nothing where there is none."""
    return origin(request) + staying(request, path) if path else None


def known(request: HttpRequest, **values: object) -> None:
    """Raise UnknownValues if a parameter was given, and what was made of it is something else."""
    given = {name: request.GET.get(name, "") for name in values}
    if unknown := [text for name, text in given.items() if text and text != str(values[name])]:
        raise UnknownValues(*unknown)


@for_programs
@require_safe
def network_data(request: HttpRequest) -> HttpResponse:
    """The part of the network that the address asks for."""
    site = site_of(request)
    graph, choice, unknown = who_works_with_whom.asked(request, site.reader.language, site.state)
    if request.GET.get("focus") and not choice.focus:
        raise Http404
    if unknown:
        raise UnknownValues(*unknown)
    ties = choice.ties(graph)
    path = who_works_with_whom.paths_of(graph, choice)[site.reader.language]
    return as_json(site.answer(path, **network_as_data(graph, choice.nodes(graph, ties), ties, site)))


@for_programs
@require_safe
def matrix_data(request: HttpRequest) -> HttpResponse:
    """Who sits where, in all partnerships or in those at one level."""
    site, level = site_of(request), who_sits_where.asked(request)
    known(request, level=level)
    found = read_matrix(site.state.moment, site.reader, level)
    path = who_sits_where.paths_of("matrix", level)[site.reader.language]
    return as_json(site.answer(path, level=level, **matrix_as_data(found, site)))


@for_programs
@require_safe
def timeline_data(request: HttpRequest) -> HttpResponse:
    """The timeline of all pages, or of one type."""
    site, kind = site_of(request), years.asked(request)
    known(request, kind=kind)
    found = read_timeline(site.state.moment, site.reader.language, kind)
    path = years.paths_of(kind)[site.reader.language]
    return as_json(site.answer(path, kind=kind, **timeline_as_data(found, site, path)))


@for_programs
@require_safe
def up_to_date_data(request: HttpRequest) -> HttpResponse:
    """How much is in date on the day that is looked at."""
    site, day = site_of(request), day_of(request)
    found = shares_as_data(count(site.state, day), site)
    return as_json(site.answer(reverse("up_to_date"), day=day.isoformat(), **found))


@for_programs
@require_safe
def connections_data(request: HttpRequest) -> HttpResponse:
    """The shortest chains between the two bodies that `?from=` and `?to=` name."""
    site = site_of(request)
    between = between_two.parse(request.GET, site.state, site.reader.language)
    known(request, kind="all" if between.programmes else "")
    if not all(end.text for end in between.ends):
        return problem(400, _("Name two bodies in the address: “from” and “to”."))
    if not between.is_clear:
        unclear = [end for end in between.ends if not end.body]
        choices = [site.origin + each.path(site.reader.language) for end in unclear for each in end.choices]
        told = _("There is no one body of this name: %(name)s.") % {"name": unclear[0].text}
        return problem(404, told, choices=choices)
    one, other = (end.body for end in between.ends if end.body)
    pages = (one.page_id, other.page_id)
    chains, graph, _near = connect(
        pages, site.state, site.reader, programmes=between.programmes, everything=between.everything
    )
    if one.page_id == other.page_id:
        chains = Chains([])
    found = chains_as_data([one.content_id, other.content_id], chains, graph, site)
    return as_json(site.answer(between.path(site.reader.language), **found))


@for_programs
@require_safe
def changes_data(request: HttpRequest) -> HttpResponse:
    """Publications, the newest first."""
    site, kind = site_of(request), publications.kind_in(request)
    until = publications.number_in(request, "until", site.state.serial)
    known(request, kind=kind, until=until)
    steps, more = publications.part(site.state, kind, until)
    found = site.answer(
        reverse("changes") + publications.query(kind, until if until < site.state.serial else None),
        kind=kind,
        publications=[publication(step, kind, site) for step in steps],
        next=whole(request, reverse("changes_data") + publications.query(kind, more) if more else ""),
    )
    return as_json(found)


@for_programs
@require_safe
def change_data(request: HttpRequest, serial: int) -> HttpResponse:
    """What one publication changed, page by page and claim by claim."""
    site = site_of(request)
    step = publications.one(site.state, serial)
    if step is None:
        raise Http404
    pages = [changed_page(each, step, site) for each in changed_by(step, site.reader.language)]
    found = publication(step, "", site)
    rest = len(step.editions) - sum(each["what"] != "other" for each in pages)
    return as_json(site.answer(reverse("change", args=[serial]), **found | {"pages": pages, "left_out": rest}))


@for_programs
@require_safe
def search_data(request: HttpRequest) -> HttpResponse:
    """The pages that answer `?q=`, which may be narrowed down."""
    site, narrowed, number = site_of(request), chosen(request.GET), request.GET.get("page") or "1"
    known(request, **{name: narrowed.get(name, "") for name in headings()})
    values = labels(site.reader.language)
    if unknown := [value for name, value in narrowed.items() if name not in REFERRING and value not in values[name]]:
        raise UnknownValues(*unknown)
    if not request.GET.get("q"):
        return problem(400, _("Say in the address what to search for: “q”."))
    if not (number.isascii() and number.isdecimal()):
        raise UnknownValues(number)
    try:
        answered = searching.asked(request, site.reader, narrowed)
    except InvalidPage:
        raise Http404 from None
    query, part = link(answered.found.query.text, narrowed), answered.stretch
    path = reverse("search_data") + query
    found = site.answer(
        reverse("search") + query,
        **results_as_data(answered, site),
        previous=whole(request, f"{path}&page={part.previous_page_number()}" if part.has_previous() else ""),
        next=whole(request, f"{path}&page={part.next_page_number()}" if part.has_next() else ""),
    )
    return as_json(found)
