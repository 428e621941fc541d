"""A page is read through: everything that is found in it, what holds it back first."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from content.dead_ends import dead_ends
from content.documents import cited_claims
from content.freezing import not_public
from content.languages import DEFAULT
from content.models import Page, Passage
from content.problems import problems
from content.record import State
from content.richtext import plain
from content.translating import LENGTHS, Text, names_of, owner_of
from content.translating import Known as KnownTranslations
from content.translating import State as Translated

from .abbreviations import abbreviations
from .finding import Finding, Kind, words_of
from .known import known
from .structure import checking, headings, links
from .style import style


def proofread(
    page: Page, document: dict, missing: Iterable[Passage], state: State, today: date, stored: Page | None = None
) -> list[Finding]:
    """Everything that is found in a working copy of which this is the document, and these passages are not public.

    What is only typed differs from what is `stored`: of that, translations are taken to be right.
    """
    translated = KnownTranslations(page=page.pk)
    if stored:
        translated.take_as_right(stored)
    texts, names = words_of(document), known(state)
    found = [
        *holding_back(page, document, list(missing), state),
        *translations(page, translated),
        *links(document, state.moment),
        *headings(document),
        *abbreviations(texts, document["title"], names),
        *style(texts, names.names),
        *checking(page, document, state, today),
    ]
    order = list(Kind)
    return sorted(found, key=lambda finding: order.index(finding.kind))


def holding_back(page: Page, document: dict, missing: list[Passage], state: State) -> Iterator[Finding]:
    """What publishing would refuse."""
    for problem in [*problems(page, document), *dead_ends(document, state.moment, document["path"].values())]:
        yield Finding(Kind.PROBLEM, problem, own(document, problem.claim), problem.field)
    numbers = {entry["passage_id"]: entry["number"] for entry in document["citations"]}
    for passage in missing:
        number = numbers[str(passage.uid)]
        for claim in cited_claims(document):
            if number in claim["citations"]:
                name = own(document, claim["id"])
                yield Finding(Kind.PROBLEM, not_public(passage), name, "passages" if name else "lead_passages")


def own(document: dict, claim: str) -> str:
    """The id of a claim, or nothing for the lead: that stands among the fields of the page."""
    return "" if claim == document["lead_claim"]["id"] else claim


def translations(page: Page, known: KnownTranslations) -> Iterator[Finding]:
    """What is not translated, not any more, or hardly."""
    for text, state in known.states(page):
        if told := of_translation(text, state):
            claim = "" if isinstance(text.row, Page) else str(owner_of(text.row))
            dutch = state == Translated.MISSING and not text.source.strip()
            yield Finding(*told, claim, f"{text.field}_{DEFAULT}" if dutch else text.name)


def of_translation(text: Text, state: Translated) -> tuple[Kind, str] | None:
    if state == Translated.MISSING:
        told = _("It is not translated yet.") if text.source.strip() else _("Only the translation says this.")
        return Kind.MISSING, told
    if state == Translated.OUT_OF_DATE:
        return Kind.OUT_OF_DATE, _("The Dutch has changed. Change the translation too, or say that it is still right.")
    if text.field in names_of(type(text.row)):
        return None
    dutch, other = plain(text.source), plain(text.translation)
    if dutch == other and len(dutch.split()) > 3:
        return Kind.COPIED, _("It says the same in both languages. Was it copied over, and not translated yet?")
    share = len(other) / max(1, len(dutch))
    if len(dutch) >= LENGTHS["from"] and not LENGTHS["shortest"] <= share <= LENGTHS["longest"]:
        if share < 1:
            return Kind.LENGTH, _("It is much shorter than the Dutch. Is all of it there?")
        return Kind.LENGTH, _("It is much longer than the Dutch. Does the Dutch say all of it?")
    return None
