"""Any two states of a page beside each other, for editors."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models import Page
from content.record import State

from ..moment import moment_of
from .comparing import Row, compared
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
    sections = compared(before.document, after.document, state) if before.is_there and after.is_there else []
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
