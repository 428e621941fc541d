"""What pages are told apart by: the values that search and lists narrow down to."""

from django.utils.text import slugify

from .languages import DEFAULT
from .models import Page, page_types


def facets_of(document: dict) -> dict[str, list[str]]:
    """Return the values of each facet that a document has, as they stand in an address."""
    page_type, details = document["page_type"], document["details"]
    names = page_types().get(page_type, Page).facet_details
    found = {name: [value] for name in names if (value := in_address(details.get(name) or ""))}
    sources = list(dict.fromkeys(entry["source"] for entry in document["citations"]))
    return {"type": [page_type], **found, **document.get("classification", {}), "source": sources}


def in_address(value: str | dict[str, str]) -> str:
    """A value as it stands in an address: a choice as it is, words by their Dutch form."""
    return slugify(value.get(DEFAULT, "")) if isinstance(value, dict) else value
