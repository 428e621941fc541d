"""The signs in the matrix: a letter for each role of who belongs to it, and for all others which way they point."""

from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase, digits

from ..kinds import ORGANISATION
from ..network.graph import Tie
from ..roles import ROLES, Role
from .reading import Matrix

# Who belongs to it, takes part or is active in it; who only hosts it, or once presided over it, stands beside it.
INSIDE = {"member", "takes_part", "active_in", "part_of", "co_chair"}

DIRECTION = {
    ("arrow", False): "→",
    ("arrow", True): "←",
    ("plain", False): "↔",
    ("plain", True): "↔",
    ("dashed", False): "→",
    ("dashed", True): "←",
}


@dataclass(frozen=True)
class Sign:
    """What stands for a role as an organisation has it, or as it has to do with it."""

    mark: str
    label: str
    look: str  # "inside" for who belongs to it, "dashed" for who watches it, "beside" for who else has to do with it


def signs(matrix: Matrix) -> dict[tuple[str, bool], Sign]:
    """The sign of each role in the matrix, which is known by its name and by whether it points at the organisation.

    Who belongs to it is in a role with a letter of its own, from its label where that has one left. A letter would say
    nothing of the others: an arrow shows which way they go.
    """
    used = {sign_of(tie) for tie in matrix.ties}
    found, free = {}, [*ascii_uppercase, *ascii_lowercase, *digits]
    for role in ROLES.values():
        for inverse in (False, True):
            if (role.name, inverse) in used:
                label = label_of(role, inverse)
                mark = DIRECTION[role.line, inverse]
                if look_of(role) == "inside":
                    mark = next((letter for letter in label.upper() if letter in free), free[0])
                    free.remove(mark)
                found[role.name, inverse] = Sign(mark, label, look_of(role))
    return found


def sign_of(tie: Tie) -> tuple[str, bool]:
    return tie.role.name, tie.object.type == ORGANISATION.name and not tie.role.is_symmetric


def look_of(role: Role) -> str:
    if role.line == "dashed":
        return "dashed"
    return "inside" if role.name in INSIDE else "beside"


def label_of(role: Role, inverse: bool) -> str:
    return str(role.inverse_label if inverse else role.label)
