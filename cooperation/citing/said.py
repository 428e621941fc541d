"""What each claim of a shown page says, in a form in which two moments can be compared."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from content.kept import kept
from content.models import Edition
from content.record import State
from content.rendering.plain import CitedPassage, Sentence, Told, as_text
from content.rendering.text import Text
from content.richtext import plain

from ..pages.values import ShownPage, shown_page


class Said(NamedTuple):
    """What a claim says: its words, of when it is, and by which passages of which sources."""

    kind: str  # "lead", "statement", "step", "relation" or "passage"
    id: str
    anchor: str
    words: str
    period: str
    sources: tuple[str, ...]
    remark: str = ""  # of a body that disputes it

    @property
    def wording(self) -> str:
        """All that is told of it but its sources."""
        when = f" ({self.period})" if self.period else ""
        return self.words + when + (f" – {self.remark}" if self.remark else "")


def said_on(page: ShownPage) -> dict[str, Said]:
    """By permanent id, what each claim of a page says: its own, and the relations that others have with it."""
    found = [said(told, words) for told, words in claims_on(page)]
    found += [
        Said("passage", each.id, f"p-{each.key}", joined(each.place, each.summary), "", ()) for each in page.passages
    ]
    return {each.id: each for each in found}


def all_said_on(page: ShownPage) -> dict[str, Said]:
    """The same with what a page says of itself: its name, its kind, and of a source what there is to know of it."""
    kind = ", ".join(filter(None, (page.kind_label or page.type_label, page.level_label)))
    name = f"{page.title} ({page.abbreviation})" if page.abbreviation else str(page.title)
    told = {_("Name"): name, _("Kind"): kind, _("Publisher"): str(page.publisher), _("Date"): page.date}
    told |= {fact.label: sentence(fact.parts) for fact in page.facts if page.passages or fact.is_address}
    own = {
        label: Said("page", f"page {label}", "", f"{label}: {words}", "", ()) for label, words in told.items() if words
    }
    return {each.id: each for each in own.values()} | said_on(page)


def said_in(edition: Edition, state: State, language: str, present: State) -> dict[str, Said]:
    """The same of an edition in a state of the site: kept, for whoever looks at many claims of one page."""
    key = ("said", edition.page_id, state, language)

    def make() -> dict[str, Said]:
        with override(language):  # which may be another one than that of the page that tells it
            return said_on(shown_page(edition.read(), edition.page_id, state.moment, language))

    return kept(present, key, make, endless=True)


def claims_on(page: ShownPage) -> list[tuple[Told, str]]:
    """The claims that stand on a page, with their words."""
    lead = [(page.lead_proof, str(page.lead))] if page.lead_proof else []
    statements = [(told, joined(told.heading, plain(told.text))) for told in page.statements]
    steps = [(step.proof, joined(step.heading, step.text)) for step in page.steps if step.proof]
    relations = [(told, sentence(told.sentence)) for group in page.groups for told in group.relations]
    return [*lead, *statements, *steps, *relations]


def said(told: Told, words: str) -> Said:
    sources = tuple(map(source, told.citations))
    return Said(told.kind, told.id, told.anchors[0], words, told.period.label, sources, str(told.remark or ""))


def sentence(parts: Sentence) -> str:
    return " ".join(as_text(parts).split())


def source(cited: CitedPassage) -> str:
    """A passage and its source, as they are named beside a claim."""
    named = joined(cited.source.publisher, cited.source.title, between=", ")
    return f"{named} ({cited.source.date}), {cited.place}"


def joined(one: Text | str, other: str, between: str = ": ") -> str:
    return between.join(filter(None, (str(one), str(other))))


class Change(NamedTuple):
    """What became of one claim of a page between two moments: what it said before, and after.

    `why` tells of one that nobody took away why it is not there.
    """

    before: Said | None
    after: Said | None
    why: str = ""


def changes(before: dict[str, Said], after: dict[str, Said]) -> list[Change]:
    """The claims of a page that are not the same, matched by their ids: first those that changed or went."""
    found = [Change(said, after.get(key)) for key, said in before.items() if after.get(key) != said]
    return found + [Change(None, said) for key, said in after.items() if key not in before]
