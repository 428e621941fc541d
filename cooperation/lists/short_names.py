"""Leads of rows, in which bodies have their short names: the long ones stand in the rows of these bodies."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from content.kept import kept
from content.languages import LANGUAGES
from content.models import Edition
from content.record import State
from content.references import Reference

from .. import kinds
from ..models import abbreviation_in
from .directory import directory

MOST = 1000  # bodies; on a larger site a lead stands as it is


class Shortened(NamedTuple):
    """Writes “AIVD” for “Algemene Inlichtingen- en Veiligheidsdienst (AIVD)” in the lead of a page."""

    key: int  # of the names: where it is the same, leads are written alike
    names: dict[str, Callable[[str], str]]  # by language, what writes the short names of all bodies for their long ones

    def __call__(self, page: Reference) -> Reference:
        leads = page.summary["lead"]
        short = {lang: self.names[lang](text) if lang in self.names else text for lang, text in leads.items()}
        return page._replace(summary=page.summary | {"lead": short})


def shortened(state: State) -> Shortened:
    """What writes the short names of a state."""
    return kept(state, "short names", lambda: read_names(state))


def read_names(state: State) -> Shortened:
    bodies = kinds.names(kinds.bodies())
    if sum(map(directory(state).count, bodies)) > MOST:
        return Shortened(0, {})
    found = list(Edition.objects.at(state.moment).of_type(*bodies).order_by().values_list("summary", flat=True))
    names = {language: long_names(found, language) for language in LANGUAGES}
    key = hash(tuple(frozenset(each.items()) for each in names.values()))
    return Shortened(key, {language: replacing(each) for language, each in names.items()})


def long_names(summaries: list[dict], language: str) -> dict[str, str]:
    """The short name of each body that has one, by its name as a text writes it out."""
    pairs = [(summary["title"].get(language), abbreviation_in(summary, language)) for summary in summaries]
    return {f"{title} ({short})": short for title, short in pairs if title and short}


def replacing(names: dict[str, str]) -> Callable[[str], str]:
    if not names:
        return str
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    return lru_cache(2048)(lambda text: pattern.sub(lambda found: names[found[0]], text))
