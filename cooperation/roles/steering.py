"""Who leads, who works for whom, on what ground, and who keeps an eye on it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import ALL, PROGRAMME, Role

LABEL = _("Direction, legal ground and oversight")
ROLES = [
    Role(
        name="coordinates",
        label=_("Coordinates"),
        inverse_label=_("Coordinated by"),
        sentence=lambda n: ngettext("{this} coordinates {other}", "{this} coordinate {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is coordinated by {other}", "{this} are coordinated by {other}", n),
        objects=ALL,
        term="org:linkedTo",
    ),
    Role(
        name="leads",
        label=_("Directs"),
        inverse_label=_("Directed by"),
        sentence=lambda n: ngettext("{this} directs {other}", "{this} direct {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is directed by {other}", "{this} are directed by {other}", n),
        objects=ALL,
        term="org:headOf",
    ),
    Role(
        name="works_for",
        label=_("Works for"),
        inverse_label=_("Work done by"),
        sentence=lambda n: ngettext("{this} does work for {other}", "{this} do work for {other}", n),
        inverse_sentence=lambda n: ngettext("{other} does work for {this}", "{other} do work for {this}", n),
        inverse_tells_other=True,
        term="prov:actedOnBehalfOf",
    ),
    Role(
        name="works_under",
        label=_("Works under"),
        inverse_label=_("Ground for the work of"),
        sentence=lambda n: ngettext("{this} works under {other}", "{this} work under {other}", n),
        inverse_sentence=lambda n: ngettext(
            "{this} is a ground for the work of {other}", "{this} are a ground for the work of {other}", n
        ),
        subjects=ALL,
        objects=(PROGRAMME,),
        term="dcterms:conformsTo",
    ),
    Role(
        name="supervises",
        label=_("Supervises"),
        inverse_label=_("Supervised by"),
        sentence=lambda n: ngettext("{this} supervises {other}", "{this} supervise {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is supervised by {other}", "{this} are supervised by {other}", n),
        line="dashed",
        term="org:reportsTo",
    ),
    Role(
        name="researches",
        label=_("Researched"),
        inverse_label=_("Researched by"),
        sentence=lambda n: ngettext("{this} researched {other}", "{this} researched {other}", n),
        inverse_sentence=lambda n: ngettext("{this} was researched by {other}", "{this} were researched by {other}", n),
        objects=ALL,
        line="dashed",
        term="schema:about",
    ),
]
