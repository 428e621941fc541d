"""Who makes programmes, and who carries them out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import ALL, PROGRAMME, Role

LABEL = _("Plans and documents")
ROLES = [
    Role(
        name="drew_up",
        label=_("Drew up"),
        inverse_label=_("Drawn up by"),
        sentence=lambda n: ngettext("{this} drew up {other}", "{this} drew up {other}", n),
        inverse_sentence=lambda n: ngettext("{this} was drawn up by {other}", "{this} were drawn up by {other}", n),
        objects=(PROGRAMME,),
        term="dcterms:creator",
    ),
    Role(
        name="publishes",
        label=_("Publishes"),
        inverse_label=_("Published by"),
        sentence=lambda n: ngettext("{this} publishes {other}", "{this} publish {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is published by {other}", "{this} are published by {other}", n),
        objects=(PROGRAMME,),
        term="dcterms:publisher",
    ),
    Role(
        name="describes",
        label=_("Describes"),
        inverse_label=_("Described in"),
        sentence=lambda n: ngettext("{this} describes {other}", "{this} describe {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is described in {other}", "{this} are described in {other}", n),
        subjects=(PROGRAMME,),
        objects=ALL,
        line="dashed",
        term="schema:about",
    ),
    Role(
        name="uses",
        label=_("Uses"),
        inverse_label=_("Used by"),
        sentence=lambda n: ngettext("{this} uses {other}", "{this} use {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is used by {other}", "{this} are used by {other}", n),
        objects=(PROGRAMME,),
        term="prov:used",
    ),
    Role(
        name="contributes",
        label=_("Contributes to"),
        inverse_label=_("With contributions from"),
        sentence=lambda n: ngettext("{this} contributes to {other}", "{this} contribute to {other}", n),
        inverse_sentence=lambda n: ngettext(
            "{this} receives contributions from {other}", "{this} receive contributions from {other}", n
        ),
        subjects=ALL,
        objects=ALL,
        term="dcterms:contributor",
    ),
    Role(
        name="builds_on",
        label=_("Builds on work of"),
        inverse_label=_("Used further by"),
        sentence=lambda n: ngettext("{this} builds on work of {other}", "{this} build on work of {other}", n),
        inverse_sentence=lambda n: ngettext("{other} builds on work of {this}", "{other} build on work of {this}", n),
        inverse_tells_other=True,
        term="prov:used",
    ),
    Role(
        name="cooperates_under",
        label=_("Close cooperation under"),
        inverse_label=_("Close cooperation with"),
        sentence=lambda n: ngettext(
            "There is close cooperation with {this} under {other}",
            "There is close cooperation with {this} under {other}",
            n,
        ),
        inverse_sentence=lambda n: ngettext(
            "Under {this} there is close cooperation with {other}",
            "Under {this} there is close cooperation with {other}",
            n,
        ),
        objects=(PROGRAMME,),
        line="plain",
        term="dcterms:contributor",
    ),
    Role(
        name="carries_out",
        label=_("Involved in carrying out parts of"),
        inverse_label=_("Involved in carrying out parts"),
        sentence=lambda n: ngettext(
            "{this} is involved in carrying out parts of {other}",
            "{this} are involved in carrying out parts of {other}",
            n,
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} is involved in carrying out parts of {this}",
            "{other} are involved in carrying out parts of {this}",
            n,
        ),
        inverse_tells_other=True,
        objects=(PROGRAMME,),
        term="prov:wasAssociatedWith",
    ),
    Role(
        name="keeps_safe",
        label=_("Part of the effort for the safety of"),
        inverse_label=_("Part of the effort for its safety"),
        sentence=lambda n: ngettext(
            "{this} is part of the effort to keep {other} safe", "{this} are part of the effort to keep {other} safe", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} is part of the effort to keep {this} safe", "{other} are part of the effort to keep {this} safe", n
        ),
        inverse_tells_other=True,
        subjects=(PROGRAMME,),
        line="plain",
        term="dcterms:relation",
    ),
    Role(
        name="presidency_priority",
        label=_("Priority during the presidency of"),
        inverse_label=_("Priority during the presidency"),
        sentence=lambda n: ngettext(
            "{this} contains agreements that were given priority during the presidency of {other}",
            "{this} contain agreements that were given priority during the presidency of {other}",
            n,
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} contains agreements that were given priority during the presidency of {this}",
            "{other} contain agreements that were given priority during the presidency of {this}",
            n,
        ),
        inverse_tells_other=True,
        subjects=(PROGRAMME,),
        line="plain",
        term="dcterms:relation",
    ),
    Role(
        name="worked_on_in",
        label=_("Was being worked on in"),
        inverse_label=_("Was being worked on here"),
        sentence=lambda n: ngettext(
            "{this} was being worked on in {other}", "{this} were being worked on in {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} was being worked on in {this}", "{other} were being worked on in {this}", n
        ),
        inverse_tells_other=True,
        subjects=(PROGRAMME,),
        line="plain",
        term="dcterms:relation",
    ),
]
