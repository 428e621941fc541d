"""The names and the abbreviations that the site knows: no writer can change these."""

from typing import NamedTuple

from content.kept import kept
from content.languages import LANGUAGES, of_language
from content.models import Edition
from content.record import State

from .. import kinds
from ..models import abbreviation_in
from .abbreviations import hides_one
from .dutch import Names


class Known(NamedTuple):
    """Names to set aside in Dutch; by language what each abbreviation stands for, and names that have one in them."""

    names: Names
    short: dict[str, dict[str, str]]
    titles: dict[str, list[str]]


def known(state: State) -> Known:
    """What is known in a state of the site."""
    return kept(state, ("names for proofreading",), lambda: read(state))


def read(state: State) -> Known:
    types = [*kinds.names(kinds.bodies()), kinds.TERM.name]
    summaries = list(Edition.objects.at(state.moment).filter(page_type__in=types).values_list("summary", flat=True))
    short: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for summary in summaries:
        for language in LANGUAGES:
            if name := abbreviation_in(summary, language):
                short[language][name] = of_language(summary["title"], language, "")
    titles = {
        language: list(filter(hides_one, (of_language(each["title"], language, "") for each in summaries)))
        for language in LANGUAGES
    }
    return Known(Names(set().union(*map(names_in, summaries))), short, titles)


def names_in(summary: dict) -> set[str]:
    """The Dutch names of what can stand in a relation, and the terms of the glossary."""
    name = of_language(summary.get("sentence_name", {}), "nl", "").removeprefix("de ").removeprefix("het ")
    return {of_language(summary["title"], "nl", ""), name, abbreviation_in(summary, "nl")} - {""}
