"""What pages can be told apart by: the values that search and lists narrow down to."""

from django.utils.text import slugify

from .languages import DEFAULT

# The details of a document that are a choice out of a few; its publisher, themes and sources come beside them.
CHOICES = ("kind", "level", "language")


def facets_of(document: dict) -> dict[str, list[str]]:
    """Return the values of each facet that a document has, as they stand in an address."""
    details = document["details"]
    found = {"type": [document["page_type"]]}
    found |= {name: [details[name]] for name in CHOICES if details.get(name)}
    if details.get("publisher", {}).get(DEFAULT):
        found["publisher"] = [slugify(details["publisher"][DEFAULT])]
    found |= document.get("classification", {})
    return found | {"source": list(dict.fromkeys(entry["source"] for entry in document["citations"]))}
