"""A page as an article: all that it says as HTML, kept for as long as what it is made of stays the same.

That is its edition, the links and the editions around it, and the names that its texts link to. None of these rows ever
changes, so an article holds through any number of publications of other pages, and at any moment.
"""

from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from markupsafe import Markup

from content.kept import kept, kept_for_good, turns
from content.languages import DEFAULT
from content.models import Edition
from content.reading import Surroundings, surroundings
from content.record import State
from content.rendering.markup import marked
from content.search.naming import names_at

from ..frame import identity
from ..kinds import KINDS, RELATIONS, STATEMENTS
from ..pages.contents import contents
from ..pages.markup import markup_of, standing_items
from ..pages.mentions import QUIET, linked_in, standing
from ..pages.values import ShownPage, page_values, relations_lead
from ..share.card import card
from .paths import path_of

CITE = "\0"  # where the address of a state begins, by which claims are cited; cleaning leaves no such sign in a text
TOLD: dict[str, Any] = {
    name: [] for name in ("facts", "statements", "groups", "steps", "belonging", "passages", "gone", "notes")
}


class Article(NamedTuple):
    """A page without what stands in its HTML, and the digest of its picture."""

    page: ShownPage
    html: str
    picture: str

    def cited_by(self, address: str) -> Markup:
        """Its HTML, with links to cite its claims that begin with an address."""
        return marked(self.html.replace(CITE, f"{address}/"))


def article_of(document: dict, page_id: int, state: State, language: str, edition: Edition | None) -> Article:
    """What a page says in a state of the site; that of a working copy, which has no edition, is not kept."""
    if edition is None:
        return article(document, surroundings(document, page_id, state.moment), state, language, None)
    # Its address may come with what makes it another one each time (?fbclid=), while nothing around it has changed.
    key = ("article", language, edition.pk)
    return kept(state, key, lambda: lasting_article(document, page_id, state, language, edition), endless=True)


def lasting_article(document: dict, page_id: int, state: State, language: str, edition: Edition) -> Article:
    """The article of an edition, from this state or from an earlier one in which the same stood around it."""
    turn, around = turns(), surroundings(document, page_id, state.moment)
    names = [names_at(state, code).number for code in dict.fromkeys([language, DEFAULT])]
    day, whole = timezone.localdate(state.moment), state if document["page_type"] in QUIET else None
    key = ("article", language, edition.pk, edition.redaction_id, day, whole, *names, *around.made_of)
    return kept_for_good(key, lambda: article(document, around, state, language, edition), turn)


def article(document: dict, around: Surroundings, state: State, language: str, edition: Edition | None) -> Article:
    page = page_values(document, around, language)
    kind, leads = KINDS.get(page.type), relations_lead(page.type)
    titles = (kind.statements_title, kind.relations_title) if kind else (STATEMENTS, RELATIONS)
    context = {
        "site": identity(language),
        "page": page,
        "statements_title": titles[0],
        "relations_title": titles[1],
        "relations_lead": leads,
        "contents": contents(page, *titles, relations_lead=leads),
        "parts": markup_of(page, language, linked_in(page, language, state), CITE if edition else ""),
        "standing": standing_items(standing(page, language, state)),
        "number": edition.number if edition else None,
        "history_url": path_of(edition, "page_history") if edition else "",
        "feed_url": path_of(edition, "page_feed") if edition else "",
    }
    html = render_to_string([f"{page.type}_article.html", "page_article.html"], context)
    return Article(page._replace(network=None, **TOLD), str(html), card(page).digest)
