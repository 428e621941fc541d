from django import template

from cooperation.moment import day_of, present

from ..listing import numbers

register = template.Library()


@register.inclusion_tag("admin/_upkeep.html", takes_context=True)
def upkeep_in_short(context: dict) -> dict:
    """For the first page of the admin: how many pages are due, for who may see that."""
    request = context["request"]
    if not request.user.has_perm("content.view_confirmation"):
        return {}
    return {"numbers": numbers(present(), day_of(request))}
