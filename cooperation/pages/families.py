"""The relations of a page by family of roles, as markup: what belongs together under one head, with their number."""

from itertools import groupby

from django.utils.translation import gettext as _
from markupsafe import Markup

from content.languages import once_per_language
from content.rendering.claim_markup import Claims
from content.rendering.markup import element, joined
from content.rendering.together import rows

from ..roles import FAMILY_OF
from .relations import RelationGroup


def families(groups: list[RelationGroup], claims: Claims) -> Markup:
    """All relations of a page. Those of a single family need no head: the page has one for them."""
    claims.begin()
    found = [
        (label, list(those)) for label, those in groupby(groups, key=lambda group: family(claims.language, group.role))
    ]
    return joined(
        claims.tree(head(label, those) if len(found) > 1 else "", [branch(group) for group in those])
        for label, those in found
    )


def head(label: str, groups: list[RelationGroup]) -> Markup:
    """What the relations of a family have in common, and how many there are."""
    count = sum(len(group.relations) for group in groups)
    return joined([label, " ", element("span", count, class_="count")])


def branch(group: RelationGroup) -> tuple:
    """The relations in one role as a tree takes them."""
    return group.anchor, group.label, group.look, rows(group.relations)


@once_per_language
def family(role: str) -> str:
    """What a family is called; of roles that nobody knows any more, they are only related."""
    return str(FAMILY_OF.get(role) or _("Other relations"))
