"""Any two states of a page beside each other, for editors."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models import Page
from content.record import State
from content.unwritten import ERRORS, why_unwritten

from ..frame import paths_to
from ..moment import moment_of
from .comparing import Row, compared
from .consequences import Consequences, consequences_of
from .going_in import page_for, screen
from .sides import Side, choices, side_of


@require_safe
def compare(request: HttpRequest, page: int) -> HttpResponse:
    """Two states of a page: `?from=` and `?to=` name them, as in `desk/sides.py`, or by the key of an edition."""
    found, state = page_for(request, page), moment_of(request)
    sides = {key: chosen(request, found, key, default, state) for key, default in (("from", "live"), ("to", "working"))}
    options = choices(found, state)
    context = {
        **screen(request, found, _("What changes: %(page)s") % {"page": found}),
        **comparison_of(sides["from"], sides["to"], state),
        **(consequences_for(found, sides["to"]) if sides["from"].name == "live" else {}),
        "fields": [
            {"name": key, "label": label, "options": [(*each, each[0] == sides[key].name) for each in options]}
            for key, label in (("from", _("From")), ("to", _("To")))
        ],
    }
    return TemplateResponse(request, "admin/desk/compare.html", context)


def chosen(request: HttpRequest, page: Page, key: str, default: str, state: State) -> Side:
    """The state of a page that the address names; or 404."""
    side = side_of(page, request.GET.get(key, default), state)
    if side is None:
        raise Http404
    return side


def comparison_of(before: Side, after: Side, state: State) -> dict:
    """What `admin/desk/_compared.html` shows of two states of a page."""
    is_to_read = before.is_there and after.document
    sections = compared(before.document, after.document, state) if is_to_read else []
    return {
        "before": before,
        "after": after,
        "sections": [
            {
                "title": section.title,
                "differs": section.differs,
                "rows": [row._asdict() if isinstance(row, Row) else {"same": row.names} for row in section.rows],
            }
            for section in sections
        ],
        "differs": any(section.differs for section in sections),
    }


def consequences_for(page: Page, side: Side) -> dict:
    """What `admin/desk/_consequences.html` shows: other public pages that change if a state of a page is published."""
    if side.name == "live" or not side.is_there:
        return {}
    try:
        found = consequences_of(page, side.document, side.missing)
    except ERRORS as error:
        if not (told := why_unwritten(error)):
            raise
        found = Consequences([], [], [told])
    return {
        "consequences": found,
        "previews": then_paths(page.pk, side.name, page.pk) if side.document else {},
        "consequent": [
            {
                "title": each.title,
                "claims": each.claims,
                "paths": {language: paths[language] for language in each.languages},
            }
            for each in sorted(found.pages, key=lambda each: not each.claims)
            for paths in [then_paths(page.pk, side.name, each.page)]
        ],
    }


def then_paths(page: int, name: str, other: int) -> dict[str, str]:
    """Where a page is shown as it would be once a state of another one, or of itself, is published, by language."""
    return paths_to("then_preview", page=page, side=name, other=other)
