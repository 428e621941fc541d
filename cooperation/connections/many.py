"""Bodies that stand for many: a chain over one says little, because its relations may be of different ones of these."""

from django.utils.translation import gettext as _

from ..kinds import KINDS
from ..models import Organisation, is_group
from ..network.graph import Node


def many(node: Node) -> str:
    """What a body is that stands for many: a country or a group. Of any other body nothing."""
    if node.kind == Organisation.Kind.STATE and not node.name.is_plural:
        return _("a country")
    return _("a group") if KINDS[node.type].is_actor and is_group(node.kind, node.name.is_plural) else ""
