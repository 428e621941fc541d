"""A page as JSON: what the site says there at a moment, with each claim by itself."""

from typing import Any

from content.rendering.plain import CitedPassage, Told, as_text, data_of

from ..pages.provenance import ShownPassage
from ..pages.steps import Step
from .shown import Shown
from .site import ends

# What is told of each claim by itself, and what is drawn of relations that are told.
APART = {"id", "lead_proof", "statements", "groups", "steps", "passages", "network", "not_linked"}
ADDRESSES = {"url", "document_url", "publisher_url"}
VERSIONS = {"renditions", "avif"}  # of an image: addresses by their width


def page_as_data(shown: Shown) -> dict:
    """Return all that a page says, as values that JSON has."""
    page, edition = shown.page, shown.edition
    told = {
        "page": {name: data_of(getattr(page, name)) for name in page._fields if name not in APART},
        "claims": [claim(*each, shown, cite=shown.cite_claim(each[0].id)) for each in shown.claims()],
        "steps": [step(each, shown) for each in page.steps],
        "passages": [passage(each, shown) for each in page.passages],
    }
    return shown.site.answer(
        edition.path(shown.language),
        id=page.id,
        permalink=shown.permalink(page.id),
        cite=shown.cite,
        version=edition.number,
        **whole_addresses(told, shown),
    )


def claim(told: Told, words: str, lang: str, shown: Shown, *, cite: str = "") -> dict:
    """A claim: its words, of when it is, and what it rests on. What only some kinds of claims have is left out."""
    found = {
        "id": told.id,
        "kind": told.kind,
        "cite": cite,
        "anchor": told.anchors[0],
        "words": words,
        "lang": lang,
        "period": data_of(told.period),
        "citations": [citation(each) for each in told.citations],
    }
    if told.url:
        found["url"] = told.url
    if told.remark:
        found["remark"] = data_of(told.remark)
    if told.kind == "statement":
        found |= {"heading": data_of(told.heading), "html": str(told.text)}
    if told.kind == "relation":
        found |= {"sentence": data_of(told.sentence), "relation": relation(told.id, shown)}
    return found


def citation(cited: CitedPassage) -> dict:
    """A passage, and its source, by their permanent ids; `number` is that of the notes."""
    return {
        "source": cited.source.id,
        "passage": cited.id,
        "number": cited.code,
        "place": data_of(cited.place),
    }


def relation(claim_id: str, shown: Shown) -> dict:
    """Who stands in a role to whom, and at which side the page is; nothing where it only shows the relation."""
    found = shown.ends[claim_id]
    side = {found.object: "object", found.subject: "subject"}.get(shown.page.id, "")
    return ends(*found) | {"side": side}


def step(each: Step, shown: Shown) -> dict:
    """A step of a question; its relations stand on other pages, and are cited there."""
    told = [relation for group in each.groups for relation in group.relations]
    return {
        "anchor": each.anchor,
        "heading": data_of(each.heading),
        "claim": each.proof.id if each.proof else None,
        "gap": data_of(each.gap),
        "relations": [claim(relation, as_text(relation.sentence), shown.language, shown) for relation in told],
    }


def passage(each: ShownPassage, shown: Shown) -> dict:
    return data_of(each) | {"cite": shown.cite_claim(each.id)}


def whole_addresses(value: Any, shown: Shown, *, within: str = "") -> Any:
    """The same, with the address of the site before paths, and that of the page before places on it."""
    if isinstance(value, list):
        return [whole_addresses(each, shown) for each in value]
    if not isinstance(value, dict):
        return value
    named = value if within in VERSIONS else ADDRESSES
    return {
        name: whole(each, shown) if name in named and each else whole_addresses(each, shown, within=name)
        for name, each in value.items()
    }


def whole(address: str, shown: Shown) -> str:
    start = {"/": shown.origin, "#": shown.url}.get(address[0], "")
    return start + address
