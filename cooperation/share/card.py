"""What the picture of a page tells: what its edition says, in a few words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.models import Edition
from content.rendering.text import Reader

from ..lists.rows import described


@dataclass(frozen=True)
class Card:
    """The texts of one picture."""

    title: str
    abbreviation: str
    kind: str
    level: str
    level_label: str
    lead: str
    site: str
    independent: str


def card(edition: Edition, language: str) -> Card:
    """Put together what the picture of an edition tells. It needs no more than the edition's summary."""
    values = described(edition, Reader(language))
    kind = [values["kind_label"] or values["type_label"], values.get("publisher"), values.get("date_label")]
    told = " · ".join(str(part) for part in kind if part)
    return Card(
        title=str(values["title"]),
        abbreviation=values["abbreviation"],
        kind=told[:1].upper() + told[1:],
        level=values["level"],
        level_label=str(values["level_label"]),
        lead=str(values["lead"]),
        site=_("Who works with whom"),
        independent=_("This is not a government site"),
    )
