from .body import Body, Level, abbreviation_in
from .organisation import Organisation, is_group
from .partnership import Partnership
from .programme import Programme
from .question import Question, Step
from .relation import Relation
from .term import Term
from .theme import Theme

__all__ = [
    "Body",
    "Level",
    "Organisation",
    "Partnership",
    "Programme",
    "Question",
    "Relation",
    "Step",
    "Term",
    "Theme",
    "abbreviation_in",
    "is_group",
]
