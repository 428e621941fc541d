"""Links in running text: to whom the texts of a page lead, and where a word of the glossary stands."""

import re
from collections.abc import Iterable
from itertools import chain

from content.documents import LEAD
from content.kept import is_present, kept
from content.languages import DEFAULT
from content.record import State
from content.rendering.mention_markup import Linked
from content.rendering.mentions import Names, as_key
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text
from content.search.naming import Texts, names_at, texts_with

from ..kinds import TERM
from .provenance import Resting
from .values import ShownPage

QUIET = frozenset({TERM.name})
# Where one sentence ends and another begins.
BETWEEN = re.compile(r"(?<=[.!?])['’”)]*\s+(?=[\W\d]*[A-Z])")


def linked_in(page: ShownPage, language: str, state: State) -> Linked:
    """Texts of a page with links to the pages that they name, as these are public in a state of the site."""
    return Linked(language, lambda code: names_at(state, code), {page.id, *page.not_linked}, QUIET)


def standing(page: ShownPage, language: str, state: State) -> list[Resting]:
    """Where the word that a page explains stands: all leads, statements and steps of other pages that link to it."""
    if page.type not in QUIET:
        return []
    return kept(state, ("standing", page.id, language), lambda: found_standing(page, language, state))


def found_standing(page: ShownPage, language: str, state: State) -> list[Resting]:
    """The claims that name a page, in the reader's language or untranslated, each with the first sentence that does."""
    spoken, own = spoken_at(page.id, language, state)
    reader, found = Reader(language), []
    for each in texts_naming(page.id, language, state):
        title, lead = title_of(each.page, reader), reader.text(each.page.summary["lead"])
        but = {each.page.content_id, *each.not_linked}
        for anchor, text in [(LEAD, str(lead)), *each.places]:
            if not anchor.startswith("p-") and has_one(text, own):
                named = chain.from_iterable(names.find(text, but) for names in spoken)
                first = [mention.start for mention in named if mention.target.content_id == page.id][:1]
                found += [Resting(title, anchor, (Named(Text(sentence_around(text, at))),)) for at in first]
    return found


def spoken_at(key: str, language: str, state: State) -> tuple[list[Names], list[str]]:
    """The names in the languages that a reader has, and those of them that lead to a page, by its permanent id."""
    spoken = [names_at(state, code) for code in dict.fromkeys([language, DEFAULT])]
    return spoken, list(dict.fromkeys(name for names in spoken for name in names.leading_to(key)))


def texts_naming(key: str, language: str, state: State) -> list[Texts]:
    """The pages with a name of a page in their texts; those of another state than today's are kept."""

    def read() -> list[Texts]:
        return texts_with(spoken_at(key, language, state)[1], state.moment, language)

    return read() if is_present(state) else kept(state, ("naming", key, language), read)


def has_one(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names can stand in a text: a look that is soon had."""
    whole = as_key(text)
    return any(name in whole for name in names)


def sentence_around(words: str, place: int) -> str:
    """The sentence of a text in which a place is."""
    ends = [match.start() for match in BETWEEN.finditer(words)]
    begin = max((match.end() for match in BETWEEN.finditer(words) if match.end() <= place), default=0)
    return words[begin : min((end for end in ends if end > place), default=len(words))]
