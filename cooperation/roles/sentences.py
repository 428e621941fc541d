"""The words in which a relation is told, to be frozen with it."""

from functools import cache

from content.languages import in_each_language

from . import Role, role_of


@cache
def patterns(role: str, plural_in: frozenset[str]) -> dict[str, list[str]]:
    """How a relation is told in each language: from the page that has it, and from the other, being one or several.

    `{this}` and `{other}` are the places for the names; `plural_in` are the languages in which the page that has it
    takes a plural verb.
    """
    known = role_of(role)
    return in_each_language(lambda language: words(known, 2 if language in plural_in else 1))


def words(role: Role, number: int) -> list[str]:
    """The sentence in the active language, and the inverse one, where one who has the role, or more of them, act."""
    numbers = (number, number) if role.inverse_tells_other else (1, 2)
    return [role.sentence(number), *map(role.inverse_sentence, numbers)]
