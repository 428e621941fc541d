"""What a page says at a moment: its document and what stands around it, as plain values in the reader's language."""

from datetime import datetime
from typing import NamedTuple

from content.licences import licence_of
from content.reading import Surroundings, surroundings
from content.rendering import claims
from content.rendering.notes import Notes
from content.rendering.periods import date_label
from content.rendering.plain import Named, Note, Told, title_of
from content.rendering.text import Reader, Text

from ..kinds import KINDS, QUESTION, SOURCE, THEME
from ..lists.rows import RowGroup, by_type, labels
from ..models import abbreviation_in
from ..models.question import SEE_ALSO
from ..network.neighbours import OwnNetwork, own_network
from .facts import Fact, facts
from .gone import Mark, gone
from .provenance import ShownPassage, passages, source_facts
from .relations import RelationGroup, relation_groups
from .steps import Step, steps


class ShownPage(NamedTuple):
    """A page as it is shown: every output of it is made of this. What a kind of page does not have is empty."""

    id: str
    type: str
    type_label: str
    kind_label: str
    level: str
    level_label: str
    title: Text
    abbreviation: str
    lead: Text
    lead_proof: Told | None  # of when the lead is, and what it rests on
    image: dict | None
    review_by: str | None
    facts: list[Fact]
    statements: list[Told]
    groups: list[RelationGroup]
    steps: list[Step]  # of a question
    is_ordered: bool  # whether a source gives their order
    see_also: list[Named]  # where a question leads on to
    network: OwnNetwork | None
    themes: list[Named]
    belonging: list[RowGroup]  # the pages of a theme
    publisher: Text  # of a source
    date: str
    is_undated: bool
    passages: list[ShownPassage]
    gone: list[Mark]
    not_linked: list[str]  # pages to which its texts do not lead, by permanent id
    notes: list[Note]
    has_fallback: bool  # whether a part of it is in another language than the reader's


def shown_page(document: dict, page_id: int, moment: datetime, language: str) -> ShownPage:
    """Return what a page says at a moment, in a language."""
    return page_values(document, surroundings(document, page_id, moment), language)


def page_values(document: dict, around: Surroundings, language: str) -> ShownPage:
    """Return what a page says amid these. What comes first on the page comes first here, to number the sources."""
    reader = Reader(language)
    notes = Notes(reader, around.pages)
    page_type, details = document["page_type"], document["details"]
    level = details.get("level", "")
    type_label, kind_label, level_label = labels(language, page_type, details.get("kind"), level)
    is_body, is_source = "sentence_name" in details, page_type == SOURCE.name
    lead_proof = claims.lead(document, notes, reader)
    shown_steps = steps(document, around, notes, reader)
    leads, groups = relations_lead(page_type), []
    if is_body and leads:
        groups = relation_groups(document, around, notes, reader)
    told = claims.statements(document, notes, reader)
    if is_body and not leads:
        groups = relation_groups(document, around, notes, reader)
    own_facts = facts(document, around, reader) if is_body else []
    date = details["date"] if is_source else ""
    return ShownPage(
        id=document["content_id"],
        type=page_type,
        type_label=type_label,
        kind_label=kind_label,
        level=level,
        level_label=level_label,
        title=reader.text(document["title"]),
        abbreviation=abbreviation_in(details, language),
        lead=reader.text(document["lead"]),
        lead_proof=lead_proof,
        image=image_values(document["image"], reader),
        review_by=document["review_by"],
        facts=source_facts(document, around, reader) if is_source else own_facts,
        statements=told,
        groups=groups,
        steps=shown_steps,
        is_ordered=page_type == QUESTION.name and details["is_ordered"],
        network=own_network(document, around, reader) if is_body else None,
        see_also=named_under(SEE_ALSO, document, around, reader),
        themes=named_under("theme", document, around, reader),
        belonging=belonging(around, reader) if page_type == THEME.name else [],
        publisher=reader.text(details["publisher"]) if is_source else Text(),
        date=date_label(language, date) if is_source else "",
        is_undated=is_source and not date,
        passages=passages(document, around, reader) if is_source else [],
        gone=gone(document, around, reader),
        not_linked=details.get("not_linked", []),
        notes=notes.gathered,
        has_fallback=reader.fell_back,
    )


def relations_lead(page_type: str) -> bool:
    """Whether a page of a type tells its relations before its statements."""
    kind = KINDS.get(page_type)
    return kind is not None and kind.relations_lead


def named_under(role: str, document: dict, around: Surroundings, reader: Reader) -> list[Named]:
    """The themes that a page is filed under, or other pages that it names so, as far as they are public."""
    named = document.get("classification", {}).get(role, ())
    found = [around.pages[page] for page in named if page in around.pages]
    return [title_of(page, reader) for page in sorted(found, key=lambda page: page.sort_key(reader.language))]


def belonging(around: Surroundings, reader: Reader) -> list[RowGroup]:
    """The pages that are filed under a theme."""
    return by_type([link.page for link in around.links_in if link.role == "theme"], reader)


def image_values(image: dict | None, reader: Reader) -> dict | None:
    """What a page says of its image; of its licence what that is called, and where it is written."""
    if not image:
        return None
    licence = licence_of(image["licence"])
    alt = Text() if image["decorative"] else reader.text(image["alt"])
    return {**image, "alt": alt, "licence_label": str(licence.label), "licence_url": licence.url}
