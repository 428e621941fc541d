"""The parts of a shown page as markup, for its template: what stands on a page many times."""

from django.utils.translation import gettext as _
from markupsafe import Markup

from content.identity import short
from content.languages import once_per_language
from content.rendering.claim_markup import Claims
from content.rendering.markup import element, joined, sentence_markup
from content.rendering.mention_markup import Linked
from content.rendering.note_markup import notes, resting_item, told_passage
from content.rendering.picture_markup import figure
from content.rendering.plain import Named, Sentence, Told
from content.rendering.text import Text

from ..kinds import STANDING
from ..lists.markup import rows_markup
from ..network.own_picture import pictures
from .facts import Fact
from .families import families
from .provenance import Resting, ShownPassage
from .stations import stations, step_part
from .values import ShownPage

# Of where a word stands, so many are seen at a glance, or else the first of them.
MANY, FIRST = 8, 6


def markup_of(page: ShownPage, language: str, linked: Linked, cite: str = "") -> dict:
    """Return the parts that a template puts in their places, by name.

    Its texts are `linked` to the pages that they name; `cite` begins the addresses of its claims.
    """
    claims = Claims(language, cite, linked)
    alone = page.type == STANDING.name
    return {
        "lead": lead(page.lead, page.lead_proof, claims),
        "image": figure(page.image) if page.image else "",
        "stations": stations(page.steps, page.is_ordered, claims),
        "steps": [step_part(number, step, claims) for number, step in enumerate(page.steps, start=1)],
        "facts": [(fact.label, fact_markup(fact)) for fact in page.facts],
        "statements": claims.statements(page.statements, stand_alone=alone),
        "groups": families(page.groups, claims),
        "pictures": pictures(page.network) if page.network else "",
        "belonging": [(group.label, rows_markup(group.rows)) for group in page.belonging],
        "passages": joined(passage_entry(passage, language, cite) for passage in page.passages),
        "notes": notes(page.notes, language),
    }


def lead(text: Text, told: Told | None, claims: Claims) -> Markup:
    """The lead, with its proof if it has one."""
    if not told:
        return element("p", claims.words(text), like=text, class_="lead") if text else Markup()
    words = element("p", claims.words(text), like=text, class_="lead what")
    return element("div", words, " ", claims.proof(told), class_="entry entry--lead", id=told.anchors[0])


def fact_markup(fact: Fact) -> Markup:
    if fact.is_address:
        names = [part for part in fact.parts if isinstance(part, Named)]
        return joined(element("a", part.text, class_="address", href=part.url) for part in names)
    return words(fact.parts)


def words(sentence: Sentence) -> Markup:
    """A sentence whose names without an address are told apart from its words."""
    if len(sentence) == 1 and isinstance(sentence[0], Named) and not sentence[0].url:
        return element("span", sentence[0].text)
    return sentence_markup(sentence)


def passage_entry(passage: ShownPassage, language: str, cite: str = "") -> Markup:
    """A passage: what it says, what rests on it, and where it stands."""
    none, link_label = passage_labels(language)
    rests = element("p", none, class_="rests__none")
    if passage.resting:
        rests = element("ul", *[resting_item(*each) for each in passage.resting], class_="rests")
    anchor = f"p-{passage.key}"
    url = cite + short(passage.id) if cite else f"#{anchor}"
    return told_passage(anchor, passage.summary, passage.place, rests, link_label, url)


def standing_items(found: list[Resting]) -> dict[str, list[Markup]]:
    """Where a word stands, one claim after another; of many most are folded."""
    items = [resting_item(*each) for each in found]
    seen = len(items) if len(items) <= MANY else FIRST
    return {"shown": items[:seen], "folded": items[seen:]} if items else {}


@once_per_language
def passage_labels() -> tuple[str, str]:
    """What stands where nothing rests on a passage, and what a screen reader says of the link to one."""
    return _("Nothing rests on this passage yet."), _("Cite this passage")
