"""The document of an edition: plain JSON, in both languages, with every citation written out.

`building` makes it of the working copy, `restoring` makes the working copy of it, `upgrading` brings an old one to the
form that today's code knows, and `taking` is what it takes from other pages. `content/schemas/document.json` describes
it.
"""

from ..richtext import linked_pages

SCHEMA_VERSION = 4

# The claims of a document by the name of their list, and what an anchor of each begins with where it is shown.
CLAIMS = {"statements": "s", "relations": "r", "steps": "q"}
LEAD = "lead"  # the anchor of the lead, where it is shown


def claims_of(document: dict) -> list[dict]:
    """All that a document claims beside its lead: statements, relations, and the steps of a question."""
    return [claim for name in CLAIMS for claim in document[name]]


def pages_linked(document: dict) -> dict[str, list[str]]:
    """The pages to which texts of a document link by their id: by content id, the claims that do, by theirs."""
    found: dict[str, list[str]] = {}
    for claim in document["statements"]:
        for page in dict.fromkeys(page for text in claim["text"].values() for page in linked_pages(text)):
            found.setdefault(page, []).append(claim["id"])
    return found


def cited_claims(document: dict) -> list[dict]:
    """All of a document that has its period and its citations: its lead, if it has one, and the claims."""
    return [*([document["lead_claim"]] if document["lead"] else []), *claims_of(document)]
