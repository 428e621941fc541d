from .body import Body, Level
from .organisation import Organisation
from .partnership import Partnership
from .programme import Programme
from .relation import Relation
from .term import Term
from .theme import Theme

__all__ = ["Body", "Level", "Organisation", "Partnership", "Programme", "Relation", "Term", "Theme"]
