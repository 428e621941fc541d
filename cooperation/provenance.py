"""A source's page: its passages, and what on the site rests on each. Provenance read from the other end."""

from collections import defaultdict
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from content.markup import element
from content.reading import LinkIn, Surroundings
from content.rendering import date_label
from content.text import Reader

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
                "rests": SafeString("".join(resting[passage["key"]])),
            }
            for passage in document["passages"]
        ],
    }


def claim_on(link: LinkIn, claim: dict, around: Surroundings, reader: Reader) -> str:
    """A claim that cites a passage: the page it stands on, and how it reads."""
    summary = link.edition.summary
    if claim["kind"] == "relation":
        other = target_name(claim, around, reader).unlinked()
        told = sentence(ROLES[claim["role"]], Name.of(summary, reader), other, claim["detail"], reader)
        anchor, excerpt = f"r-{claim['anchor']}", f"<span{told.lang_attr}>{told}</span>"
    else:
        anchor, excerpt = f"s-{claim['anchor']}", element("span", reader.text(claim["excerpt"]))
    title = reader.text(summary["title"])
    url = escape(f"{link.edition.path(reader.language)}#{anchor}")
    return f'<li><a href="{url}"{title.lang_attr}>{escape(title)}</a>: {excerpt}</li>'
