"""What is wrong with rows of a file of content."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from .natural_keys import Missing


class Problem(NamedTuple):
    """What is wrong: where in a file, in which field (nothing for the row as a whole), and why."""

    where: str
    field: str
    error: ValidationError
    cause: Missing | None = None

    @property
    def message(self) -> str:
        return " ".join(self.error.messages).rstrip(".")

    def __str__(self):
        where = f"{self.where}, field “{self.field}”" if self.field else self.where
        return f"{where}: {self.message}."


class Wrong(CommandError):
    """An entry that cannot be stored, with all that is wrong with it."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join([*map(str, problems[:-1]), f"{problems[-1]} Nothing was loaded."]))
