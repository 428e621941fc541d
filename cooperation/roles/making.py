"""Who makes programmes, and who carries them out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import ALL, PROGRAMME, Role

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
        name="carries_out",
        label=_("Involved in carrying out"),
        inverse_label=_("Carried out with"),
        sentence=lambda n: ngettext(
            "{this} is involved in carrying out {other}", "{this} are involved in carrying out {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{this} is carried out with {other}", "{this} are carried out with {other}", n
        ),
        objects=(PROGRAMME,),
        term="prov:wasAssociatedWith",
    ),
]
