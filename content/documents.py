"""Builds the document of an edition out of the working copy: plain JSON, in both languages, with every citation
written out. `schemas/document.json` describes it; `SCHEMA_VERSION` goes up when that changes."""

from django.db.models import prefetch_related_objects
from django.utils.html import strip_tags
from django.utils.text import Truncator

from .languages import LANGUAGES, translations
from .models import Claim, Page, Passage
from .richtext import sanitise

SCHEMA_VERSION = 1


class Citations:
    """Numbers the passages that a document cites, in the order in which a reader meets them."""

    def __init__(self):
        self.entries = []
        self._numbers = {}

    def number(self, passage: Passage) -> int:
        if passage.pk not in self._numbers:
            self._numbers[passage.pk] = len(self.entries) + 1
            self.entries.append(citation_entry(passage, number=len(self.entries) + 1))
        return self._numbers[passage.pk]

    def claim(self, claim: Claim) -> dict:
        """What every claim has in a document: its anchor, its period and the numbers of its citations."""
        return {
            "anchor": claim.anchor,
            "period": {name: getattr(claim, name) for name in ("since", "until", "as_of") if getattr(claim, name)},
            "citations": [self.number(passage) for passage in claim.passages.all()],
        }


def citation_entry(passage: Passage, number: int) -> dict:
    source = passage.source
    return {
        "number": number,
        "source": str(source.content_id),
        "passage": passage.key,
        "publisher": translations(source, "publisher"),
        "title": translations(source, "title"),
        "date": source.date,
        "url": source.url,
        "place": translations(passage, "place"),
        "summary": translations(passage, "summary"),
    }


def build_document(page: Page) -> dict:
    """Return the document of a page as its working copy stands: what an edition would freeze now."""
    page = page.specific
    prefetch_related_objects([page], *page.document_parts)
    citations = Citations()
    document = {
        "schema_version": SCHEMA_VERSION,
        "content_id": str(page.content_id),
        "page_type": page.page_type,
        "path": {language: page.path(language) for language in LANGUAGES},
        "title": translations(page, "title"),
        "lead": translations(page, "lead"),
        "image": page.image.entry() if page.image else None,
        "review_by": page.review_by.isoformat() if page.review_by else None,
        "details": {},
        "statements": [
            {
                **citations.claim(statement),
                "heading": translations(statement, "heading"),
                "text": {lang: sanitise(text) for lang, text in translations(statement, "text").items()},
            }
            for statement in page.statements.all()
        ],
        "relations": [],
    }
    page.extend_document(document, citations)
    document["citations"] = citations.entries
    return document


def build_summary(document: dict) -> dict:
    """Return what lists and other pages show of a page."""
    keep = ("abbreviation", "kind", "level", "sentence_name", "is_plural", "publisher", "date", "position")
    details = {name: document["details"][name] for name in keep if name in document["details"]}
    return {name: document[name] for name in ("content_id", "title", "lead")} | details


def links_of(document: dict):
    """Yield (role, target's content id, anchor, data) for every relation and every cited passage of a document."""
    citations = {entry["number"]: entry for entry in document["citations"]}
    claims = document["statements"] + document["relations"]
    for relation in document["relations"]:
        data = {**relation, "citations": [citations[number] for number in relation["citations"]]}
        yield relation["role"], relation["target"], relation["anchor"], data
    for entry in document["citations"]:
        resting = [claim_reference(claim) for claim in claims if entry["number"] in claim["citations"]]
        yield "cites", entry["source"], entry["passage"], {"claims": resting}
    for role, targets in document.get("classification", {}).items():
        for target in targets:
            yield role, target, "", {}


def claim_reference(claim: dict) -> dict:
    """What a source's page tells of a claim that rests on it: a relation whole, of a statement how it begins."""
    if "role" in claim:
        return {"kind": "relation", **claim}
    excerpt = {
        language: claim["heading"].get(language) or Truncator(strip_tags(text)).words(16, truncate=" …")
        for language, text in claim["text"].items()
    }
    return {"kind": "statement", "anchor": claim["anchor"], "excerpt": excerpt}
