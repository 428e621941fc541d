"""One claim as its page tells it, and the network around that page: of the partnership with the most relations."""

from typing import NamedTuple

from markupsafe import Markup

from content.identity import short
from content.models import Edition
from content.reading import surroundings
from content.record import State
from content.rendering.claim_markup import Claims
from content.rendering.plain import Named, Told
from content.rendering.text import Reader, Text, isolated

from ..frame import paths_to
from ..kinds import PARTNERSHIP
from ..lists.directory import Directory
from ..lists.weights import MOST, weights
from ..network.own_picture import pictures
from ..pages.values import ShownPage, page_values

LONGEST = 280  # characters of a claim that is read at a glance


class Example(NamedTuple):
    """A page, one of its claims with the proof beside it, and its small network."""

    page: Named
    claim: Markup
    pictures: Markup


def example(state: State, whole: Directory, reader: Reader) -> Example | None:
    """The best connected partnership of a state; None where there is none with relations, or too many to weigh."""
    if whole.count(PARTNERSHIP.name) > MOST:
        return None
    heaviest = weights(state, PARTNERSHIP.name).most_common(1)
    found = Edition.objects.at(state.moment).filter(page__in=[page for page, _relations in heaviest])
    return next((example_of(edition, state, reader) for edition in found), None)


def example_of(edition: Edition, state: State, reader: Reader) -> Example:
    document = edition.read()
    page = page_values(document, surroundings(document, edition.page_id, state.moment), reader.language)
    in_sentence = isolated(reader.text(document["details"]["sentence_name"]))
    named = Named(Text(in_sentence), edition.path(reader.language))
    cite = paths_to("page_cited", page=short(page.id), serial=state.serial)[reader.language]
    claims = Claims(reader.language, f"{cite}/", page=named.url)
    drawn = pictures(page.network) if page.network else Markup()
    return Example(named, claims.statements([told for told in [telling(page)] if told]), drawn)


def telling(page: ShownPage) -> Told | None:
    """The first claim that is short and says of when it is; or else the first that is short, or the first."""
    short_ones = [told for told in page.statements if len(told.text.striptags()) <= LONGEST]
    dated = [told for told in short_ones if not told.period.is_undated]
    return next(iter([*dated, *short_ones, *page.statements]), None)
