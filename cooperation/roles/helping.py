"""Who helps whom: advice, training, money."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import ALL, Role

LABEL = _("Advice, support and money")
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
        name="example_of_support",
        label=_("Example of support by"),
        inverse_label=_("Examples of its support"),
        sentence=lambda n: ngettext(
            "{this} is named as an example of how {other} supports partners",
            "{this} are named as examples of how {other} supports partners",
            n,
        ),
        inverse_sentence=lambda n: ngettext(
            "{this} supports partners, for example through {other}",
            "{this} support partners, for example through {other}",
            n,
        ),
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
        name="invests_in_cooperation",
        label=_("Invests in cooperation within"),
        inverse_label=_("Investment in cooperation here by"),
        sentence=lambda n: ngettext(
            "{this} invests in cooperation within {other}", "{this} invest in cooperation within {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} invests in cooperation within {this}", "{other} invest in cooperation within {this}", n
        ),
        inverse_tells_other=True,
        line="plain",
        term="schema:participant",
    ),
    Role(
        name="invests",
        label=_("Invests in"),
        inverse_label=_("Investment by"),
        sentence=lambda n: ngettext("{this} invests in {other}", "{this} invest in {other}", n),
        inverse_sentence=lambda n: ngettext("{other} invests in {this}", "{other} invest in {this}", n),
        inverse_tells_other=True,
        objects=ALL,
        term="schema:funder",
    ),
]
