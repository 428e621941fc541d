"""Who belongs to what, and who sits where."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .role import ALL, Role

LABEL = _("Membership and taking part")
ROLES = [
    Role(
        name="member",
        label=_("Member of"),
        inverse_label=_("Members"),
        sentence=lambda n: ngettext("{this} is a member of {other}", "{this} are members of {other}", n),
        inverse_sentence=lambda n: ngettext("{other} is a member of {this}", "{other} are members of {this}", n),
        inverse_tells_other=True,
        objects=ALL,
        line="plain",
        term="org:memberOf",
    ),
    Role(
        name="takes_part",
        label=_("Takes part in"),
        inverse_label=_("Participants"),
        sentence=lambda n: ngettext("{this} takes part in {other}", "{this} take part in {other}", n),
        inverse_sentence=lambda n: ngettext("{other} takes part in {this}", "{other} take part in {this}", n),
        inverse_tells_other=True,
        line="plain",
        term="schema:participant",
    ),
    Role(
        name="active_in",
        label=_("Active in"),
        inverse_label=_("Active here"),
        sentence=lambda n: ngettext("{this} is active in {other}", "{this} are active in {other}", n),
        inverse_sentence=lambda n: ngettext("{other} is active in {this}", "{other} are active in {this}", n),
        inverse_tells_other=True,
        line="plain",
        term="schema:participant",
    ),
    Role(
        name="gives_input",
        label=_("Contributes actively within"),
        inverse_label=_("Active contributions by"),
        sentence=lambda n: ngettext(
            "{this} contributes actively within {other}", "{this} contribute actively within {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} contributes actively within {this}", "{other} contribute actively within {this}", n
        ),
        inverse_tells_other=True,
        line="plain",
        term="schema:participant",
    ),
    Role(
        name="part_of",
        label=_("Part of"),
        inverse_label=_("Parts"),
        sentence=lambda n: ngettext("{this} is part of {other}", "{this} are part of {other}", n),
        inverse_sentence=lambda n: ngettext("{other} is part of {this}", "{other} are part of {this}", n),
        inverse_tells_other=True,
        subjects=ALL,
        objects=ALL,
        line="plain",
        term="org:unitOf",
    ),
    Role(
        name="brings_together",
        label=_("Brings together"),
        inverse_label=_("Brought together by"),
        sentence=lambda n: ngettext("{this} brings together {other}", "{this} bring together {other}", n),
        inverse_sentence=lambda n: ngettext(
            "{this} is brought together by {other}", "{this} are brought together by {other}", n
        ),
        term="org:linkedTo",
    ),
    Role(
        name="co_chair",
        label=_("Co-chair of"),
        inverse_label=_("Co-chairs"),
        sentence=lambda n: ngettext("{this} is co-chair of {other}", "{this} are co-chairs of {other}", n),
        inverse_sentence=lambda n: ngettext("{other} is co-chair of {this}", "{other} are co-chairs of {this}", n),
        inverse_tells_other=True,
        line="plain",
        term="org:headOf",
    ),
    Role(
        name="chaired",
        label=_("Held the presidency of"),
        inverse_label=_("Presided over by"),
        sentence=lambda n: ngettext(
            "{this} held the presidency of {other}", "{this} held the presidency of {other}", n
        ),
        inverse_sentence=lambda n: ngettext(
            "{other} held the presidency of {this}", "{other} held the presidency of {this}", n
        ),
        inverse_tells_other=True,
        line="plain",
        term="org:headOf",
    ),
    Role(
        name="hosts",
        label=_("Hosts"),
        inverse_label=_("Hosted by"),
        sentence=lambda n: ngettext("{this} hosts {other}", "{this} host {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is hosted by {other}", "{this} are hosted by {other}", n),
        line="plain",
        term="org:hasSite",
    ),
    Role(
        name="based_in",
        label=_("Based in"),
        inverse_label=_("Seat of"),
        sentence=lambda n: ngettext("{this} is based in {other}", "{this} are based in {other}", n),
        inverse_sentence=lambda n: ngettext("{this} is the seat of {other}", "{this} are the seat of {other}", n),
        line="plain",
        term="schema:location",
    ),
]
