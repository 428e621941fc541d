"""Who tells whom, and who talks with whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import PROGRAMME, Role

LABEL = _("Working together and informing")
ROLES = [
    Role(
        name="informs_by_report",
        label=_("Informs by official report"),
        inverse_label=_("Receives official reports from"),
        sentence=lambda n: ngettext(
            "{this} informs {other} by official report", "{this} inform {other} by official report", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{this} receives official reports from {other}", "{this} receive official reports from {other}", n
        ),
        term="prov:wasInformedBy",
    ),
    Role(
        name="informs",
        label=_("Informs"),
        inverse_label=_("Receives information from"),
        sentence=lambda n: ngettext("{this} informs {other}", "{this} inform {other}", n),
        inverse_sentence=lambda n: ngettext(
            "{this} receives information from {other}", "{this} receive information from {other}", n
        ),
        term="prov:wasInformedBy",
    ),
    Role(
        name="works_with",
        label=_("Works with"),
        inverse_label=_("Works with"),
        sentence=lambda n: ngettext("{this} works with {other}", "{this} work with {other}", n),
        inverse_sentence=lambda n: ngettext("{this} works with {other}", "{this} work with {other}", n),
        line="plain",
        term="org:linkedTo",
    ),
    Role(
        name="consults",
        label=_("Holds consultations with"),
        inverse_label=_("Holds consultations with"),
        sentence=lambda n: ngettext(
            "{this} holds consultations with {other}", "{this} hold consultations with {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{this} holds consultations with {other}", "{this} hold consultations with {other}", n
        ),
        line="plain",
        term="org:linkedTo",
    ),
    Role(
        name="consults_closely",
        label=_("In close consultation with"),
        inverse_label=_("In close consultation with"),
        sentence=lambda n: ngettext(
            "{this} is in close consultation with {other}", "{this} are in close consultation with {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{this} is in close consultation with {other}", "{this} are in close consultation with {other}", n
        ),
        line="plain",
        term="org:linkedTo",
    ),
    Role(
        name="dialogue",
        label=_("Dialogues under"),
        inverse_label=_("Dialogues with"),
        sentence=lambda n: ngettext(
            "There are dialogues with {this} under {other}", "There are dialogues with {this} under {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "Under {this} there are dialogues with {other}", "Under {this} there are dialogues with {other}", n
        ),
        objects=(PROGRAMME,),
        line="plain",
        term="org:linkedTo",
    ),
    Role(
        name="contact",
        label=_("Keeps contact with"),
        inverse_label=_("Keeps contact with"),
        sentence=lambda n: ngettext("{this} keeps contact with {other}", "{this} keep contact with {other}", n),
        inverse_sentence=lambda n: ngettext("{this} keeps contact with {other}", "{this} keep contact with {other}", n),
        line="plain",
        term="org:linkedTo",
    ),
    Role(
        name="liaison",
        label=_("Has a liaison at"),
        inverse_label=_("Liaisons from"),
        sentence=lambda n: ngettext("{this} has a liaison at {other}", "{this} have a liaison at {other}", n),
        inverse_sentence=lambda n: ngettext("{other} has a liaison at {this}", "{other} have a liaison at {this}", n),
        inverse_tells_other=True,
        term="org:linkedTo",
    ),
]
