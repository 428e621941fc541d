"""Reads documents of every age: brings them to the form that today's code knows, and never raises.

An old document stays in the database as it was stored. When the form changes, `SCHEMA_VERSION` goes up and a step is
added here, which turns one of the version before into the new one.
"""

from ..references import slug_of
from . import LEAD, SCHEMA_VERSION


def upgrade(document: dict) -> dict:
    """Return a document in today's form. One of a later version than ours is read as it stands."""
    version = document.get("schema_version", 1)
    for step in STEPS[version - 1 : SCHEMA_VERSION - 1]:
        document = step(document)
    return document


def to_version_2(old: dict) -> dict:
    """Give claims and passages their permanent ids, and leave out the names of other pages.

    Version 1 had no ids: they are made of the page and the anchor, as the working copy's were when ids came.
    """
    from ..identity import claim_id, image_id, passage_id
    from ..models.page import page_types

    page = old["content_id"]
    # Where a relation stood on the other page, its anchor held the address of this one.
    slugs = sorted({slug_of(path) for path in old["path"].values()})

    def claim(kind: str, entry: dict) -> dict:
        kept = {name: value for name, value in entry.items() if not name.startswith("target_")}
        return {
            **kept,
            "id": str(claim_id(page, kind, entry["anchor"])),
            "mentions": [],
            "checked_on": "",
        }

    document = {
        **old,
        "schema_version": 2,
        "checked_on": "",
        "lead_claim": {"period": {}, "citations": []},
        "lead_mentions": [],
        "image": old["image"] and {"key": str(image_id(old["image"]["url"])), "decorative": False, **old["image"]},
        "statements": [claim("statement", entry) for entry in old["statements"]],
        "relations": [
            claim("relation", entry)
            | {"detail_inverse": {}, "former_anchors": [f"{slug}-{entry['anchor']}" for slug in slugs], "told": {}}
            for entry in old["relations"]
        ],
        "citations": [
            {**entry, "passage_id": str(passage_id(entry["source"], entry["passage"]))} for entry in old["citations"]
        ],
    }
    if "passages" in old:
        document["passages"] = [{**entry, "id": str(passage_id(page, entry["key"]))} for entry in old["passages"]]
    model = page_types().get(old["page_type"])
    return model.upgrade_document(document) if model else document


def to_version_3(old: dict) -> dict:
    """Give the lead the id of a claim, every document steps, and citations the site of the publisher."""
    from ..identity import claim_id
    from ..models.page import page_types

    document = {
        **old,
        "schema_version": 3,
        "lead_claim": {"id": str(claim_id(old["content_id"], LEAD, "")), **old["lead_claim"]},
        "steps": [],
        "citations": [{**entry, "publisher_url": ""} for entry in old["citations"]],
    }
    model = page_types().get(old["page_type"])
    return model.upgrade_document(document) if model else document


def to_version_4(old: dict) -> dict:
    """Give an image a licence, which none had, and versions in AVIF, of which there were none."""
    return {**old, "schema_version": 4, "image": old["image"] and {**old["image"], "licence": "", "avif": {}}}


# The step at place n turns version n + 1 into version n + 2.
STEPS = [to_version_2, to_version_3, to_version_4]
