"""Who helps whom: advice, training, money."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import ALL, Role

ROLES = [
    Role(
        name="advises",
        label=_("Advises"),
        inverse_label=_("Advised by"),
        sentence=lambda n: ngettext("{this} advises {other}", "{this} advise {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is advised by {other}", "{this} are advised by {other}", n),
        term="org:linkedTo",
    ),
    Role(
        name="can_advise",
        label=_("Can advise"),
        inverse_label=_("Can be advised by"),
        sentence=lambda n: ngettext("{this} can advise {other}", "{this} can advise {other}", n),
        inverse_sentence=lambda n: ngettext("{this} can be advised by {other}", "{this} can be advised by {other}", n),
        term="org:linkedTo",
    ),
    Role(
        name="trains",
        label=_("Trains"),
        inverse_label=_("Trained by"),
        sentence=lambda n: ngettext("{this} trains {other}", "{this} train {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is trained by {other}", "{this} are trained by {other}", n),
        term="org:linkedTo",
    ),
    Role(
        name="supports",
        label=_("Supports"),
        inverse_label=_("Supported by"),
        sentence=lambda n: ngettext("{this} supports {other}", "{this} support {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is supported by {other}", "{this} are supported by {other}", n),
        subjects=ALL,
        objects=ALL,
        term="org:linkedTo",
    ),
    Role(
        name="funds",
        label=_("Funds"),
        inverse_label=_("Funded by"),
        sentence=lambda n: ngettext("{this} funds {other}", "{this} fund {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is funded by {other}", "{this} are funded by {other}", n),
        subjects=ALL,
        objects=ALL,
        term="schema:funder",
    ),
    Role(
        name="invests",
        label=_("Invests in"),
        inverse_label=_("With investments from"),
        sentence=lambda n: ngettext("{this} invests in {other}", "{this} invest in {other}", n),
        inverse_sentence=lambda n: ngettext(
            "{this} receives investments from {other}", "{this} receive investments from {other}", n
        ),
        objects=ALL,
        term="schema:funder",
    ),
]
