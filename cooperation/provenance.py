"""A source's page: its passages, and what on the site rests on each. Provenance read from the other end."""

from collections import defaultdict

from django.utils.html import strip_tags
from django.utils.translation import get_language_info

from content.reading import Surroundings
from content.rendering import date_label
from content.text import Reader, Text

from .relation_groups import target_name
from .roles import ROLES
from .sentences import Name, sentence


def source_values(document: dict, around: Surroundings, reader: Reader) -> dict:
    """Return what only the page of a source shows."""
    details = document["details"]
    resting = defaultdict(list)
    for link in sorted(around.links_in, key=lambda link: getattr(link.edition, f"sort_key_{reader.language}")):
        if link.role == "cites":
            resting[link.anchor] += [claim_on(link, claim, around, reader) for claim in link.data["claims"]]
    return {
        "publisher": reader.text(details["publisher"]),
        "date_label": date_label(reader.language, details["date"]),
        "undated": not details["date"],
        "date_note": reader.text(details["date_note"]),
        "language_label": get_language_info(details["language"])["name_translated"],
        "external_url": details["url"],
        "passages": [
            {
                "anchor": f"p-{passage['key']}",
                "place": reader.text(passage["place"]),
                "summary": reader.text(passage["summary"]),
                "rests": resting[passage["key"]],
            }
            for passage in document["passages"]
        ],
    }


def claim_on(link, claim: dict, around: Surroundings, reader: Reader) -> dict:
    """A claim that cites a passage: the page it stands on, and how it reads."""
    url = link.edition.path(reader.language)
    if claim["kind"] == "relation":
        this = Name.of(link.edition.summary, reader)
        told = sentence(ROLES[claim["role"]], this, target_name(claim, around, reader), claim["detail"], reader)
        excerpt, anchor = Text(strip_tags(told)), f"r-{claim['anchor']}"
    else:
        excerpt, anchor = reader.text(claim["excerpt"]), f"s-{claim['anchor']}"
    return {
        "title": reader.text(link.edition.summary["title"]),
        "url": f"{url}#{anchor}",
        "excerpt": excerpt,
        "kind": claim["kind"],
    }
