"""What a source only names beside something else: it does not say that they have to do with each other."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import Role

LABEL = _("Named together in a source")
ROLES = [
    Role(
        name="named_with",
        label=_("Named in connection with"),
        inverse_label=_("Also named in connection with this"),
        sentence=lambda n: ngettext(
            "The source names {this} in connection with {other}",
            "The source names {this} in connection with {other}",
            n,
        ),
        inverse_sentence=lambda n: ngettext(
            "In connection with {this}, the source also names {other}",
            "In connection with {this}, the source also names {other}",
            n,
        ),
        line="dashed",
        term="dcterms:relation",
    ),
]
