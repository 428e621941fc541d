"""The roles in which one body stands to another, with the words for them from either side.

A sentence is a translatable pattern with a singular and a plural verb: `{this}` is the page that one reads, `{other}`
the page at the other end. Each role maps to the standard term that comes nearest: the W3C Organization Ontology (org),
schema.org (schema), DCMI Metadata Terms (dcterms), PROV-O (prov).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ORGANISATION, PARTNERSHIP, PROGRAMME = "organisation", "partnership", "programme"
ACTORS = (ORGANISATION, PARTNERSHIP)
ALL = (ORGANISATION, PARTNERSHIP, PROGRAMME)


@dataclass(frozen=True, kw_only=True)
class Role:
    """One role: its label and sentence from the page that has it, and the same from the other page."""

    name: str
    label: Promise
    inverse_label: Promise
    sentence: Callable[[int], str]
    inverse_sentence: Callable[[int], str]
    subjects: tuple[str, ...] = ACTORS
    objects: tuple[str, ...] = ACTORS
    line: str = "arrow"  # how it is drawn: "plain", "arrow" or "dashed"
    term: str

    @property
    def is_symmetric(self) -> bool:
        return self.label == self.inverse_label


def role_choices() -> list[tuple[str, Promise]]:
    return [(role.name, role.label) for role in ROLES.values()]


ROLES = {
    role.name: role
    for role in [
        Role(
            name="member",
            label=_("Member of"),
            inverse_label=_("Members"),
            sentence=lambda n: ngettext("{this} is a member of {other}", "{this} are members of {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} has {other} as a member", "{this} have {other} as a member", n
            ),
            objects=ALL,
            line="plain",
            term="org:memberOf",
        ),
        Role(
            name="part_of",
            label=_("Part of"),
            inverse_label=_("Parts"),
            sentence=lambda n: ngettext("{this} is part of {other}", "{this} are part of {other}", n),
            inverse_sentence=lambda n: ngettext("{this} includes {other}", "{this} include {other}", n),
            subjects=ALL,
            objects=ALL,
            line="plain",
            term="org:unitOf",
        ),
        Role(
            name="co_chair",
            label=_("Co-chair of"),
            inverse_label=_("Co-chairs"),
            sentence=lambda n: ngettext("{this} is co-chair of {other}", "{this} are co-chairs of {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} has {other} as a co-chair", "{this} have {other} as a co-chair", n
            ),
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
            name="liaison",
            label=_("Has a liaison at"),
            inverse_label=_("Liaisons from"),
            sentence=lambda n: ngettext("{this} has a liaison at {other}", "{this} have a liaison at {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} receives a liaison of {other}", "{this} receive a liaison of {other}", n
            ),
            term="org:linkedTo",
        ),
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
            name="contact",
            label=_("Keeps contact with"),
            inverse_label=_("Keeps contact with"),
            sentence=lambda n: ngettext("{this} keeps contact with {other}", "{this} keep contact with {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} keeps contact with {other}", "{this} keep contact with {other}", n
            ),
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
            name="coordinates",
            label=_("Coordinates"),
            inverse_label=_("Coordinated by"),
            sentence=lambda n: ngettext("{this} coordinates {other}", "{this} coordinate {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} is coordinated by {other}", "{this} are coordinated by {other}", n
            ),
            objects=ALL,
            term="org:linkedTo",
        ),
        Role(
            name="drew_up",
            label=_("Drew up"),
            inverse_label=_("Drawn up by"),
            sentence=lambda n: ngettext("{this} drew up {other}", "{this} drew up {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} was drawn up by {other}", "{this} were drawn up by {other}", n
            ),
            objects=(PROGRAMME,),
            term="dcterms:creator",
        ),
        Role(
            name="publishes",
            label=_("Publishes"),
            inverse_label=_("Published by"),
            sentence=lambda n: ngettext("{this} publishes {other}", "{this} publish {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} is published by {other}", "{this} are published by {other}", n
            ),
            objects=(PROGRAMME,),
            term="dcterms:publisher",
        ),
        Role(
            name="contributes",
            label=_("Contributes to"),
            inverse_label=_("With contributions of"),
            sentence=lambda n: ngettext("{this} contributes to {other}", "{this} contribute to {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} receives contributions of {other}", "{this} receive contributions of {other}", n
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
        Role(
            name="advises",
            label=_("Advises"),
            inverse_label=_("Advised by"),
            sentence=lambda n: ngettext("{this} advises {other}", "{this} advise {other}", n),
            inverse_sentence=lambda n: ngettext("{this} is advised by {other}", "{this} are advised by {other}", n),
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
            inverse_sentence=lambda n: ngettext(
                "{this} is supported by {other}", "{this} are supported by {other}", n
            ),
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
            inverse_label=_("With investments of"),
            sentence=lambda n: ngettext("{this} invests in {other}", "{this} invest in {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} receives investments of {other}", "{this} receive investments of {other}", n
            ),
            objects=ALL,
            term="schema:funder",
        ),
        Role(
            name="supervises",
            label=_("Supervises"),
            inverse_label=_("Supervised by"),
            sentence=lambda n: ngettext("{this} supervises {other}", "{this} supervise {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} is supervised by {other}", "{this} are supervised by {other}", n
            ),
            line="dashed",
            term="org:reportsTo",
        ),
        Role(
            name="researches",
            label=_("Researched"),
            inverse_label=_("Researched by"),
            sentence=lambda n: ngettext("{this} researched {other}", "{this} researched {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} was researched by {other}", "{this} were researched by {other}", n
            ),
            objects=ALL,
            line="dashed",
            term="schema:about",
        ),
        Role(
            name="works_for",
            label=_("Works for"),
            inverse_label=_("Is worked for by"),
            sentence=lambda n: ngettext("{this} does work for {other}", "{this} do work for {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} has work done by {other}", "{this} have work done by {other}", n
            ),
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
            name="chaired",
            label=_("Held the presidency of"),
            inverse_label=_("Presided over by"),
            sentence=lambda n: ngettext(
                "{this} held the presidency of {other}", "{this} held the presidency of {other}", n
            ),
            inverse_sentence=lambda n: ngettext(
                "{this} was presided over by {other}", "{this} were presided over by {other}", n
            ),
            line="plain",
            term="org:headOf",
        ),
        Role(
            name="leads",
            label=_("Leads"),
            inverse_label=_("Led by"),
            sentence=lambda n: ngettext("{this} leads {other}", "{this} lead {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} is led by {other}", "{this} are led by {other}", n
            ),
            objects=ALL,
            term="org:headOf",
        ),
        Role(
            name="takes_part",
            label=_("Takes part in"),
            inverse_label=_("Participants"),
            sentence=lambda n: ngettext("{this} takes part in {other}", "{this} take part in {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} has {other} as a participant", "{this} have {other} as a participant", n
            ),
            line="plain",
            term="schema:participant",
        ),
        Role(
            name="active_in",
            label=_("Active in"),
            inverse_label=_("Active here"),
            sentence=lambda n: ngettext("{this} is active in {other}", "{this} are active in {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} has {other} as an active party", "{this} have {other} as an active party", n
            ),
            line="plain",
            term="schema:participant",
        ),
        Role(
            name="based_in",
            label=_("Based in"),
            inverse_label=_("Seat of"),
            sentence=lambda n: ngettext("{this} is based in {other}", "{this} are based in {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} is the seat of {other}", "{this} are the seat of {other}", n
            ),
            line="plain",
            term="schema:location",
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
            name="can_advise",
            label=_("Can advise"),
            inverse_label=_("Can be advised by"),
            sentence=lambda n: ngettext("{this} can advise {other}", "{this} can advise {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} can be advised by {other}", "{this} can be advised by {other}", n
            ),
            term="org:linkedTo",
        ),
        Role(
            name="describes",
            label=_("Describes"),
            inverse_label=_("Described in"),
            sentence=lambda n: ngettext("{this} describes {other}", "{this} describe {other}", n),
            inverse_sentence=lambda n: ngettext(
                "{this} is described in {other}", "{this} are described in {other}", n
            ),
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
            inverse_sentence=lambda n: ngettext(
                "{this} is used by {other}", "{this} are used by {other}", n
            ),
            objects=(PROGRAMME,),
            term="prov:used",
        ),
        Role(
            name="dialogue",
            label=_("In dialogue under"),
            inverse_label=_("Dialogue with"),
            sentence=lambda n: ngettext(
                "{this} is engaged in dialogue under {other}", "{this} are engaged in dialogue under {other}", n
            ),
            inverse_sentence=lambda n: ngettext(
                "{this} includes dialogue with {other}", "{this} include dialogue with {other}", n
            ),
            objects=(PROGRAMME,),
            line="plain",
            term="org:linkedTo",
        ),
    ]
}
