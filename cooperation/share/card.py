"""What the picture of a page tells: what its edition says, in a few words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.models import Edition
from content.rendering.text import Reader

from ..lists.rows import row_of


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
    row = row_of(edition, Reader(language))
    # What has a level was sorted by us: of that there is room for the level, with whose word that is.
    kind = [row.type_label if row.level else row.kind_label or row.type_label, row.publisher, row.date]
    told = " · ".join(str(part) for part in kind if part)
    return Card(
        title=str(row.title.text),
        abbreviation=row.abbreviation,
        kind=told[:1].upper() + told[1:],
        level=row.level,
        level_label=f"{row.level_label} · {_('our classification')}" if row.level else "",
        lead=str(row.lead),
        site=_("Who works with whom"),
        independent=_("This is not a government site"),
    )
