"""What the picture of a page tells: what the page says at a moment, in a few words, and its small network."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from ..network.neighbours import Neighbour
from ..pages.values import ShownPage
from ..roles import role_of

SPOKES = 8  # of its network
FORM = 2  # of the drawing: raised when the same card is drawn otherwise


@dataclass(frozen=True)
class Spoke:
    """A body around the page, and how the line to it is drawn."""

    name: str
    level: str
    is_dashed: bool = False
    points_out: bool = False
    points_in: bool = False


@dataclass(frozen=True)
class Card:
    """The texts of one picture, and the bodies around its page."""

    title: str
    abbreviation: str
    kind: str
    level: str
    level_label: str
    lead: str
    site: str
    independent: str
    network: tuple[Spoke, ...] = ()
    more: str = ""  # how many bodies are around it besides

    @property
    def digest(self) -> str:
        """What tells this picture from any other."""
        return sha256(repr((FORM, self)).encode()).hexdigest()[:12]


def card(page: ShownPage) -> Card:
    """Put together what the picture of a page tells."""
    # What has a level was sorted by us: of that there is room for the level, with whose word that is.
    kind = [page.type_label if page.level else page.kind_label or page.type_label, page.publisher, page.date]
    told = " · ".join(str(part) for part in kind if part)
    near = page.network.neighbours if page.network and len(page.network.neighbours) > 1 else ()
    return Card(
        title=str(page.title),
        abbreviation=page.abbreviation,
        kind=told[:1].upper() + told[1:],
        level=page.level,
        level_label=f"{page.level_label} · {_('our classification')}" if page.level else "",
        lead=str(page.lead),
        site=_("Who works with whom"),
        independent=_("This is not a government site"),
        network=tuple(spoke(each) for each in near[:SPOKES]),
        more=_("and others") if len(near) > SPOKES else "",
    )


def spoke(body: Neighbour) -> Spoke:
    roles = [(role_of(role), inverse) for role, inverse in body.relations]
    arrows = {inverse for role, inverse in roles if role.line == "arrow"}
    is_dashed = {role.line for role, _inverse in roles} == {"dashed"}
    name = body.abbreviation or str(body.title.text)
    return Spoke(name, body.level, is_dashed, points_out=False in arrows, points_in=True in arrows)
