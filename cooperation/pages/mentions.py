"""Links in running text: to whom the texts of a page lead, and where a word of the glossary stands."""

import re

from content.documents import LEAD
from content.kept import kept
from content.languages import LANGUAGES
from content.models import Edition
from content.record import State
from content.rendering.mention_markup import Linked
from content.rendering.mentions import Names
from content.rendering.plain import Named, title_of
from content.rendering.text import Html, Reader, Text
from content.richtext import plain
from content.search.naming import editions_with, names_at

from ..kinds import TERM
from .provenance import Resting
from .values import ShownPage

QUIET = frozenset({TERM.name})
# Where one sentence ends and another begins.
BETWEEN = re.compile(r"(?<=[.!?])['’”)]*\s+(?=[\W\d]*[A-Z])")


def linked_in(page: ShownPage, language: str, state: State) -> Linked:
    """Texts of a page with links to the pages that they name, as these are public in a state of the site."""
    return Linked(language, lambda code: names_in(state, code), {page.id, *page.not_linked}, QUIET)


def names_in(state: State, language: str) -> Names:
    """The names in a language, made once for each state of the site."""
    return kept(state, ("names", language), lambda: names_at(state.moment, language))


def standing(page: ShownPage, language: str, state: State) -> list[Resting]:
    """Where the word that a page explains stands: all leads, statements and steps of other pages that link to it."""
    if page.type not in QUIET:
        return []
    return kept(state, ("standing", page.id, language), lambda: found_standing(page, language, state))


def found_standing(page: ShownPage, language: str, state: State) -> list[Resting]:
    names = [name for code in LANGUAGES for name in names_in(state, code).leading_to(page.id)]
    editions = editions_with(dict.fromkeys(names), state.moment, language)
    editions.sort(key=lambda edition: getattr(edition, f"sort_key_{language}"))
    reader = Reader(language)
    return [each for edition in editions for each in standing_on(edition, page.id, reader, state)]


def standing_on(edition: Edition, page: str, reader: Reader, state: State) -> list[Resting]:
    """The claims of an edition that name a page, each with the first sentence that does."""
    document = edition.read()
    but = {document["content_id"], *document["details"].get("not_linked", ())}
    texts: list[tuple[str, Text | Html]] = [(LEAD, reader.text(document["lead"]))]
    texts += [(f"s-{claim['anchor']}", reader.html(claim["text"])) for claim in document["statements"]]
    texts += [(f"q-{step['anchor']}", reader.text(step["text"])) for step in document["steps"]]
    title, found = title_of(edition, reader), []
    for anchor, text in texts:
        words = plain(text) if isinstance(text, Html) else str(text)
        for mention in names_in(state, text.lang or reader.language).find(words, but):
            if mention.target.content_id == page:
                said = Text(sentence_around(words, mention.start))
                said.lang, said.attrs = text.lang, text.attrs
                found.append(Resting(title, anchor, (Named(said),)))
    return found


def sentence_around(words: str, place: int) -> str:
    """The sentence of a text in which a place is."""
    ends = [match.start() for match in BETWEEN.finditer(words)]
    begin = max((match.end() for match in BETWEEN.finditer(words) if match.end() <= place), default=0)
    return words[begin : min((end for end in ends if end > place), default=len(words))]
