"""What is found in a page, beside its form: of what is stored, and of what is typed."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.contrib.admin import ModelAdmin
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.documents.building import build
from content.documents.taking import Public
from content.models import Page
from content.translating import owner_of

from ..moment import day_of, moment_of
from ..proofreading.finding import Finding, Kind
from ..proofreading.reading import proofread
from .going_in import screen
from .preview import options_for
from .typed import typed


class Told(NamedTuple):
    """A finding as an editor is told of it: what it is about, and where in the form that is."""

    where: str
    place: str
    finding: Finding


class Sort(NamedTuple):
    """Findings of one kind."""

    kind: Kind
    told: list[Told]


def checks(request: HttpRequest, page_type: str, page: int) -> HttpResponse:
    """What is found in a page as it is stored; or in what is typed in its form, of which nothing is written."""
    options = options_for(page_type)
    stored = options.get_object(request, str(page))
    if stored is None:
        raise Http404
    may_see = options.has_change_permission if request.method == "POST" else options.has_view_permission
    if not may_see(request, stored):
        raise PermissionDenied
    if request.method == "POST":
        return TemplateResponse(request, "admin/desk/_findings.html", found_in_form(request, options, stored))
    context = screen(request, stored, _("What to look at in “%(page)s”") % {"page": stored})
    return TemplateResponse(request, "admin/desk/checks.html", context | found(request, stored))


def found_in_form(request: HttpRequest, options: ModelAdmin, stored: Page) -> dict:
    read = typed(options, request, stored)
    if read.page is None:
        return {"mistakes": read.mistakes}
    return found(request, read.page, options.get_object(request, str(stored.pk)))


def found(request: HttpRequest, page: Page, stored: Page | None = None) -> dict:
    """What is found in a page, for a template; in one that is only typed, other than what is `stored`."""
    state = moment_of(request)
    document, missing = build(page, Public(state.moment))
    rows = rows_of(page)
    told = [tell(finding, page, rows) for finding in proofread(page, document, missing, state, day_of(request), stored)]
    return {
        "errors": [each for each in told if each.finding.is_error],
        "sorts": list(sorts(each for each in told if not each.finding.is_error)),
        "warnings": sum(not each.finding.is_error for each in told),
    }


def sorts(told: Iterable[Told]) -> Iterable[Sort]:
    for kind, members in groupby(told, key=lambda each: each.finding.kind):
        yield Sort(kind, list(members))


def rows_of(page: Page) -> dict[str, Model]:
    """The rows of a page by their permanent ids."""
    return {str(owner_of(row)): row for name in page.row_names() for row in getattr(page, name).all()}


def tell(finding: Finding, page: Page, rows: dict[str, Model]) -> Told:
    """Say where a finding is, in words and as a place in the form; a row that is not stored yet has none."""
    row = rows.get(finding.claim)
    label = label_of(row or page, finding.field)
    if row is None:
        return Told(label, f"id_{finding.field}" if finding.field else "", finding)
    place = "" if row._state.adding else f"row-{row.pk}"
    return Told(": ".join(filter(None, [str(row), label])), place, finding)


def label_of(row: Model, field: str) -> str:
    try:
        return capfirst(str(row._meta.get_field(field).verbose_name)) if field else ""  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return ""
