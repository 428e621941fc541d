"""Leads of rows, in which bodies have their short names: the long ones stand in the rows of these bodies."""

import re
from collections.abc import Callable

from content.kept import kept
from content.languages import LANGUAGES
from content.models import Edition
from content.record import State
from content.references import Reference

from .. import kinds
from ..models import abbreviation_in

MOST = 1000  # bodies; on a larger site a lead stands as it is
Shorten = Callable[[Reference], Reference]


def shortened(state: State) -> Shorten:
    """Return what writes “AIVD” for “Algemene Inlichtingen- en Veiligheidsdienst (AIVD)” in the lead of a page."""
    names = kept(state, "short names", lambda: read_names(state))

    def shorten(page: Reference) -> Reference:
        leads = page.summary["lead"]
        short = {language: names[language](text) if language in names else text for language, text in leads.items()}
        return page._replace(summary=page.summary | {"lead": short})

    return shorten


def read_names(state: State) -> dict[str, Callable[[str], str]]:
    """For each language what writes the short names of all bodies for their long ones."""
    bodies = Edition.objects.at(state.moment).of_type(*kinds.names(kinds.bodies())).order_by()
    found = list(bodies.values_list("summary", flat=True)[: MOST + 1])
    if len(found) > MOST:
        return {}
    return {language: replacing(long_names(found, language)) for language in LANGUAGES}


def long_names(summaries: list[dict], language: str) -> dict[str, str]:
    """The short name of each body that has one, by its name as a text writes it out."""
    pairs = [(summary["title"].get(language), abbreviation_in(summary, language)) for summary in summaries]
    return {f"{title} ({short})": short for title, short in pairs if title and short}


def replacing(names: dict[str, str]) -> Callable[[str], str]:
    if not names:
        return str
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: names[found[0]], text)
