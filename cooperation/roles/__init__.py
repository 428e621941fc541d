"""The roles in which one body stands to another, in the order in which a page tells them."""

from django.utils.functional import Promise

from . import belonging, helping, information, making, steering
from .role import Role

__all__ = ["ROLES", "Role", "role_choices"]

FAMILIES = [belonging, information, steering, making, helping]
ROLES = {role.name: role for family in FAMILIES for role in family.ROLES}


def role_choices() -> list[tuple[str, Promise]]:
    """The choices of a relation's form."""
    return [(role.name, role.label) for role in ROLES.values()]
