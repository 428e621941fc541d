"""The words in which a relation is told, to be frozen with it."""

from functools import cache

from content.languages import in_each_language

from . import role_of


@cache
def patterns(role: str, is_plural: bool) -> dict[str, list[str]]:
    """How a relation is told in each language: from the page that has it, and from the other, being one or several.

    `{this}` and `{other}` are the places for the names; `is_plural` tells of the page that has it.
    """
    known = role_of(role)
    return in_each_language(
        lambda _language: [known.sentence(2 if is_plural else 1), *map(known.inverse_sentence, (1, 2))]
    )
