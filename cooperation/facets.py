"""What pages can be narrowed down by, as plain links with counts: filters as such, and those of search results."""

import re
import uuid
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.models import page_types
from content.search.finding import Found
from content.text import Reader

from .models import Level

NAMES = ("type", "kind", "level", "theme", "source")
VALUE = re.compile("[a-z0-9][-_a-z0-9]{0,60}")
FIRST = 6  # values of a facet; the others are folded away
REFERENCES = ("theme", "source")  # facets whose values are pages


def facet(
    label: str, values: dict[str, str], chosen: str, address: Callable[[str], str], counts: Mapping | None = None
) -> dict:
    """A filter as a reader sees it: its values with label, address and count, and which of them is chosen.

    The empty value stands for no choice. What is nowhere is left out, unless it was chosen.
    """
    return {
        "label": label,
        "chosen": values.get(chosen, ""),
        "is_set": bool(chosen) and chosen != next(iter(values)),
        "values": [
            {
                "label": text,
                "url": address(value),
                "count": counts and counts[value],
                "current": value == chosen,
            }
            for value, text in values.items()
            if not counts or counts[value] or value == chosen or not value
        ],
    }


def query_string(values: dict[str, str]) -> str:
    """The part of an address after its path, or nothing."""
    return f"?{urlencode(values, safe='/')}" if values else ""


def chosen(parameters) -> dict[str, str]:
    """The facets in an address that can be meant; anything else in it is left alone."""
    found = {name: parameters.get(name, "") for name in NAMES}
    return {name: value for name, value in found.items() if VALUE.fullmatch(value)}


def link(query: str, narrowed: dict[str, str]) -> str:
    """The address of a search."""
    return query_string({"q": query} | narrowed)


def referred_to(found: Found, narrowed: dict[str, str]) -> set[str]:
    """The pages whose titles the facets show, by content id."""
    ids = {value for name in REFERENCES for value, _count in found.counts(name)}
    ids |= {narrowed[name] for name in REFERENCES if name in narrowed}
    return set(filter(is_id, ids))


def is_id(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False


def groups(found: Found, narrowed: dict[str, str], pages: list, reader: Reader) -> list[dict]:
    """The facets that tell the results apart, and those that were chosen already."""
    titles = {page.summary["content_id"]: reader.text(page.summary["title"]) for page in pages}
    headings = {
        "type": _("Type"),
        "kind": capfirst(_("kind")),
        "level": capfirst(_("level")),
        "theme": capfirst(_("theme")),
        "source": capfirst(_("source")),
    }
    shown = []
    for name, heading in headings.items():
        values = [
            {"label": capfirst(label), "count": count, "url": link(found.query.text, narrowed | {name: value})}
            for value, count in found.counts(name)
            if (label := value_label(name, value, titles)) and name not in narrowed
        ]
        group = {"heading": heading, "values": values[:FIRST], "rest": values[FIRST:], "chosen": None}
        if name in narrowed:
            rest = {key: value for key, value in narrowed.items() if key != name}
            label = value_label(name, narrowed[name], titles) or narrowed[name]
            group["chosen"] = {"label": capfirst(label), "url": link(found.query.text, rest)}
        if group["chosen"] or any(value["count"] < len(found.hits) for value in values):
            shown.append(group)
    return shown


def value_label(name: str, value: str, titles: dict) -> str:
    """What a value is called; nothing when it is no longer in use."""
    if name in REFERENCES:
        return titles.get(value, "")
    if name == "level":
        return dict(Level.choices).get(value, "")
    types = page_types()
    if name == "type":
        return types[value]._meta.verbose_name_plural if value in types else ""
    return next((dict(t.Kind.choices)[value] for t in types.values() if value in getattr(t, "Kind", ())), "")
