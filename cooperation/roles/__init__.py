"""The roles in which one body stands to another, in families, in the order in which a page tells them."""

from functools import cache

from content.languages import Label

from . import belonging, helping, information, making, naming, steering
from .role import Role

__all__ = ["FAMILY_OF", "ROLES", "Role", "role_choices", "role_of"]

FAMILIES = [belonging, information, steering, making, helping, naming]
ROLES = {role.name: role for family in FAMILIES for role in family.ROLES}
FAMILY_OF = {role.name: family.LABEL for family in FAMILIES for role in family.ROLES}


def role_choices() -> list[tuple[str, Label]]:
    """The choices of a relation's form: a role that is retired stands there only until it is replaced."""
    return [(role.name, role.label) for role in ROLES.values() if not role.is_retired]


def role_of(name: str) -> Role:
    """The role of a relation that was published, however long ago."""
    return ROLES.get(name) or unknown(name)


@cache
def unknown(name: str) -> Role:
    """A role that nobody knows any more: it is told by its own name."""
    words = name.replace("_", " ")
    return Role(
        name=name,
        label=words,
        inverse_label=words,
        sentence=lambda _number: f"{{this}} – {words} – {{other}}",
        inverse_sentence=lambda _number: f"{{other}} – {words} – {{this}}",
        line="plain",
        term="org:linkedTo",
        is_retired=True,
    )
