"""What the results of a search can be narrowed down by, as plain links with counts."""

import re
from uuid import UUID

from django.utils.translation import gettext as _

from content.languages import once_per_language
from content.models import page_types
from content.rendering.text import Reader
from content.search.finding import Found

from ..look.choices import query_string
from ..models import Level

NAMES = ("type", "kind", "level", "theme", "source")
VALUE = re.compile("[a-z0-9][-_a-z0-9]{0,60}")
ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIRST = 6  # values of a facet; the others are folded away
REFERENCES = ("theme", "source")  # facets whose values are pages


def chosen(parameters) -> dict[str, str]:
    """The facets in an address that can be meant; anything else in it is left alone."""
    found = {name: parameters.get(name, "") for name in NAMES}
    return {name: value for name, value in found.items() if VALUE.fullmatch(value)}


def link(query: str, narrowed: dict[str, str]) -> str:
    """The address of a search."""
    return query_string({"q": query} | narrowed)


def referred_to(found: Found, narrowed: dict[str, str]) -> set[UUID]:
    """The pages whose titles the facets show, by content id."""
    ids = {value for name, value, _count in found.counts if name in REFERENCES}
    ids |= {narrowed[name] for name in REFERENCES if name in narrowed}
    return {UUID(value) for value in ids if ID.fullmatch(value)}


def groups(found: Found, narrowed: dict[str, str], pages: list, reader: Reader) -> list[dict]:
    """The facets that tell the results apart, and those that were chosen already."""
    titles = {page.summary["content_id"]: reader.text(page.summary["title"]) for page in pages}
    known = labels(reader.language) | dict.fromkeys(REFERENCES, titles)
    query, address, more = found.query.text, link(found.query.text, narrowed), "+" if found.there_is_more else ""
    shown = []
    for name, heading in headings().items():
        if name in narrowed:
            rest = {key: value for key, value in narrowed.items() if key != name}
            label = known[name].get(narrowed[name], narrowed[name])
            shown.append({"heading": heading, "chosen": {"label": capital(label), "url": link(query, rest)}})
            continue
        counts = [(value, count) for facet, value, count in found.counts if facet == name and value in known[name]]
        values = [
            # A value is letters, digits and lines, so it stands in an address as it is.
            {"label": capital(known[name][value]), "count": f"{count}{more}", "url": f"{address}&{name}={value}"}
            for value, count in counts
        ]
        if any(count < len(found.hits) for _value, count in counts):
            shown.append({"heading": heading, "values": values[:FIRST], "rest": values[FIRST:]})
    return shown


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def headings() -> dict[str, str]:
    return {
        "type": _("Section"),
        "kind": capital(_("kind")),
        "level": capital(_("level")),
        "theme": capital(_("theme")),
        "source": capital(_("source")),
    }


@once_per_language
def labels() -> dict[str, dict[str, str]]:
    """What the values of the facets are called that are no pages; one that is no longer in use is called nothing."""
    types = page_types()
    return {
        "type": {name: str(model._meta.verbose_name_plural) for name, model in types.items()}
        | {"infopage": _("About this site")},  # an editor's word for these means nothing to a reader
        "kind": {str(kind): str(kind.label) for model in types.values() for kind in getattr(model, "Kind", ())},
        "level": {str(level): str(level.label) for level in Level},
    }
