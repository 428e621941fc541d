"""Builds the document of an edition out of the working copy, and what is copied out of the document."""

import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import Truncator

from ..cleaning import cleaned
from ..identity import claim_id
from ..languages import LANGUAGES, translations
from ..models import Claim, Link, Page, Passage, page_types
from ..richtext import plain, sanitise
from . import LEAD, SCHEMA_VERSION, cited_claims, pages_linked
from .taking import Taken, citation_of

PERIOD = ("since", "until", "as_of")


class Citations:
    """Numbers the passages that a document cites, in the order in which a reader meets them."""

    def __init__(self, taken: Taken):
        self.taken = taken
        self.entries: list[dict] = []
        self.missing: list[Passage] = []  # passages that are not public
        self._numbers: dict[int, int] = {}

    def number(self, passage: Passage) -> int:
        if passage.pk not in self._numbers:
            self._numbers[passage.pk] = len(self.entries) + 1
            self.entries.append({"number": len(self.entries) + 1, **self.entry(passage)})
        return self._numbers[passage.pk]

    def entry(self, passage: Passage) -> dict:
        """What the source says in public; for a preview, of one that is not public what its working copy says."""
        entry = self.taken.get(str(passage.uid))
        if entry is None:
            self.missing.append(passage)
            entry = citation_of(identity(passage.source) | {"details": passage.source.details()}, passage.entry())
        return {name: value for name, value in entry.items() if name != "number"}

    def claim(self, claim: Claim) -> dict:
        """What every claim has in a document: its id and anchor, its period and the numbers of its citations."""
        return {
            "id": str(claim.pk),
            "anchor": claim.anchor,
            "period": {name: value for name in PERIOD if (value := getattr(claim, name))},
            "citations": self.numbers(str(claim.pk), claim.passages.all()),
            "mentions": [],
            "checked_on": "",
        }

    def lead(self, page: Page) -> dict:
        """What the lead of a page has of a claim: its id, its period and the numbers of its citations."""
        key = str(claim_id(page.content_id, LEAD, ""))
        if not translations(page, "lead"):
            return {"id": key, "period": {}, "citations": []}
        period = {name: value for name in PERIOD if (value := getattr(page, f"lead_{name}"))}
        return {"id": key, "period": period, "citations": self.numbers(key, page.lead_passages.all())}

    def numbers(self, claim: str, passages: Iterable[Passage]) -> list[int]:
        return [self.number(passage) for passage in self.taken.order(claim, passages)]


def identity(page: Page) -> dict:
    """Which page it is, and what it is called."""
    return {"content_id": str(page.content_id), "title": translations(page, "title")}


def with_sources(part: str) -> str | Prefetch:
    """A part of a page to be fetched; passages together with their sources, in one query."""
    passages, _dot, source = part.rpartition("__")
    if source == "source":
        return Prefetch(passages, queryset=Passage.objects.select_related("source"))
    return part


def read_parts(pages: list[Page]) -> None:
    """Read all that the documents of pages of one type are built from, in a fixed number of queries."""
    for page in pages[:1]:
        prefetch_related_objects(pages, *map(with_sources, page.document_parts))


def build(page: Page, taken: Taken) -> tuple[dict, list[Passage]]:
    """Return the document of a page as its working copy stands, and the passages in it that are not public."""
    page = page.specific
    read_parts([page])
    claims = [claim for name in page.claim_names for claim in getattr(page, name).all()]
    cited = [page.lead_passages, *(claim.passages for claim in claims)]
    taken.read(passage for passages in cited for passage in passages.all())
    citations = Citations(taken)
    document = {
        "schema_version": SCHEMA_VERSION,
        **identity(page),
        "page_type": page.page_type,
        "path": {language: page.path(language) for language in LANGUAGES},
        "lead": translations(page, "lead"),
        "lead_claim": citations.lead(page),
        "lead_mentions": [],
        "image": page.image.entry() if page.image else None,
        "review_by": page.review_by.isoformat() if page.review_by else None,
        **({"review_every": page.review_every} if page.review_every else {}),
        "checked_on": "",
        "details": page.details() | page.linking(),
        "statements": [
            {
                **citations.claim(statement),
                "heading": translations(statement, "heading"),
                "text": {lang: sanitise(text) for lang, text in translations(statement, "text").items()},
                **statement.remarked(),
            }
            for statement in page.statements.all()
        ],
        "relations": [],
        "steps": [],
    }
    page.extend_document(document, citations)
    document["citations"] = citations.entries
    return cleaned(document), citations.missing


def build_document(page: Page, taken: Taken) -> dict:
    """Return the document of a page as its working copy stands."""
    return build(page, taken)[0]


def digest(document: dict) -> str:
    """The SHA-256 of a document, of its JSON with sorted names and without spaces."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def build_summary(document: dict) -> dict:
    """Return what lists and other pages show of a page; of one whose type is gone, all that it has."""
    model = page_types().get(document["page_type"])
    keep = model.summary_details if model else document["details"]
    details = {name: document["details"][name] for name in keep if name in document["details"]}
    return {name: document[name] for name in ("content_id", "title", "lead")} | details


def links_of(document: dict) -> Iterator[tuple[str, str, str, str | None, dict]]:
    """Yield (role, target's content id, anchor, id, data) for all with which a document points at another page."""
    citations = {entry["number"]: entry for entry in document["citations"]}
    for relation in document["relations"]:
        data = {**relation, "citations": [citations[number] for number in relation["citations"]]}
        yield relation["role"], relation["target"], relation["anchor"], relation["id"], data
    for entry in document["citations"]:
        claims = [claim for claim in cited_claims(document) if entry["number"] in claim["citations"]]
        resting = [claim_reference(claim, document) for claim in claims]
        yield "cites", entry["source"], entry["passage"], entry["passage_id"], {"claims": resting}
    for page, linking in pages_linked(document).items():
        yield Link.IN_TEXT, page, "", None, {"claims": [{"kind": "statement", "id": claim} for claim in linking]}
    for role, targets in document.get("classification", {}).items():
        for target in targets:
            yield role, target, "", None, {}


def claim_reference(claim: dict, document: dict) -> dict:
    """What a source's page tells of a claim that rests on it: a relation whole, of any other how it begins."""
    if "role" in claim:
        return {"kind": "relation", **claim}
    kind = "step" if "chosen" in claim else "statement" if "text" in claim else LEAD
    heading, texts = (claim["heading"], claim["text"]) if kind != LEAD else ({}, document["lead"])
    excerpt = {
        language: heading.get(language) or Truncator(plain(text)).words(16, truncate=" …")
        for language, text in texts.items()
    }
    return {"kind": kind, "id": claim["id"], "anchor": claim.get("anchor", LEAD), "excerpt": excerpt}
