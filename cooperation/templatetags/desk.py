"""What screens of the kernel's admin show of the editors' desk."""

from django import template

from content.models import Edition, Page

from ..desk.compare import comparison_of
from ..desk.going_in import may_view
from ..desk.notes import panel
from ..desk.sides import of_edition, side_of
from ..moment import moment_of

register = template.Library()


@register.inclusion_tag("admin/desk/_compared.html", takes_context=True)
def what_it_changes(context: dict, edition: Edition) -> dict:
    """What an edition changes: of what readers see now, or, once it was decided on, of what it is based on."""
    request, page = context["request"], edition.page.specific
    state = moment_of(request)
    before = side_of(page, "live", state)
    if not (edition.is_waiting or edition.is_plan) and edition.based_on:
        before = of_edition("live", edition.based_on)
    if before is None or not may_view(request, page):
        return {}
    return comparison_of(before, of_edition("submitted", edition), state)


@register.inclusion_tag("admin/desk/_notes.html", takes_context=True)
def notes_of(context: dict, page: Page) -> dict:
    """The notes for colleagues about a page, for who may look at it."""
    request = context["request"]
    if not may_view(request, page):
        return {}
    return {**panel(page), "typed_by": context.get("typed_by")}
