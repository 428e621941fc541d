"""A page as it is shown at a moment, with what programs need beside it: its addresses, and who stands in a relation."""

from typing import NamedTuple

from django.urls import reverse

from content.identity import short
from content.models import Edition
from content.reading import Surroundings, surroundings
from content.record import State
from content.rendering.plain import Told
from content.rendering.text import Reader

from ..citing.said import claims_on
from ..kinds import STANDING
from ..pages.relations import is_relation
from ..pages.values import ShownPage, page_values
from .site import Site


class Ends(NamedTuple):
    """Which page stands in a role to which other one, by permanent id."""

    role: str
    subject: str
    object: str


class Shown(NamedTuple):
    """What data of a page is made of; the addresses are whole ones."""

    page: ShownPage
    ends: dict[str, Ends]  # of each relation on the page, by its permanent id
    edition: Edition
    state: State
    language: str
    origin: str

    @property
    def site(self) -> Site:
        return Site(Reader(self.language), self.state, self.origin)

    @property
    def url(self) -> str:
        return self.origin + self.edition.path(self.language)

    @property
    def cite(self) -> str:
        """The address to cite the page by."""
        return self.origin + reverse("page_cited", args=[short(self.page.id), self.state.serial])

    def permalink(self, content_id: str) -> str:
        return f"{self.origin}/id/{content_id}"

    def cite_claim(self, claim: str) -> str:
        """The address to cite a claim or a passage by; none on a page about the site itself, which makes no claims."""
        return "" if self.page.type == STANDING.name else f"{self.cite}/{short(claim)}"

    def claims(self) -> list[tuple[Told, str, str]]:
        """The claims that stand on the page, each with its words and the language of these."""
        langs = {told.id: told.text.lang for told in self.page.statements}
        langs |= {step.proof.id: step.text.lang for step in self.page.steps if step.proof}
        if self.page.lead_proof:
            langs[self.page.lead_proof.id] = self.page.lead.lang
        return [(told, words, langs.get(told.id) or self.language) for told, words in claims_on(self.page)]


def shown_at(edition: Edition, state: State, language: str, origin: str) -> Shown:
    """Return what an edition shows in a state of the site."""
    document = edition.read()
    around = surroundings(document, edition.page_id, state.moment)
    return Shown(page_values(document, around, language), ends(document, around), edition, state, language, origin)


def ends(document: dict, around: Surroundings) -> dict[str, Ends]:
    """The ends of the relations of a page, of those that others have with it, and of those that it chose to show."""
    own = document["content_id"]
    found = {
        relation["id"]: Ends(relation["role"], own, relation["target"])
        for relation in document["relations"]
        if relation["target"] in around.pages
    }
    links = [*filter(is_relation, around.links_in), *around.chosen.values()]
    return found | {link.data["id"]: Ends(link.role, link.page.content_id, link.data["target"]) for link in links}
