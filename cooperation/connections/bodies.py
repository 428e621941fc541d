"""Which body a reader means: by its address, its name or its abbreviation, in either language."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import override

from content.languages import LANGUAGES
from content.models import Edition, page_types
from content.rendering.text import Reader
from content.search.finding import find, suggest
from content.sorting import sort_key

from ..network.graph import tail
from ..roles.role import ACTORS

CHOICES = 6
LONGEST_NAME = 200


@dataclass
class Asked:
    """One of the two bodies: what was typed, the body that this names, or else those that may be meant."""

    text: str
    body: Edition | None = None
    choices: list[Edition] = field(default_factory=list)


def ask(text: str, among: list[Edition], moment: datetime, language: str) -> Asked:
    """Find the body of a name among these, or else by a search."""
    if not text:
        return Asked(text)
    found = called(text, among)
    if not found:
        among = resembling(text, moment, language)
        found = called(text, among)
        if not found:
            return Asked(text, choices=among)
    return Asked(text, found[0]) if len(found) == 1 else Asked(text, choices=found[:CHOICES])


def called(text: str, among: list[Edition]) -> list[Edition]:
    """Those that have this address, or else those that have this name."""
    return [body for body in among if text in addresses(body)] or [body for body in among if fold(text) in names(body)]


def addresses(body: Edition) -> set[str]:
    """What may stand in a shared link: "aivd" or, where two have that, "organisaties/aivd"."""
    tails = {tail(body.path(language)) for language in LANGUAGES}
    return tails | {slug(each) for each in tails}


def names(body: Edition) -> set[str]:
    titles = [*body.summary["title"].values(), *body.summary.get("sentence_name", {}).values()]
    short = body.summary.get("abbreviation", "")
    return {fold(name) for name in (*titles, *(f"{title} ({short})" for title in titles), short) if name}


def fold(text: str) -> str:
    return sort_key({"nl": text}, "nl").strip()


def slug(path: str) -> str:
    return path.rpartition("/")[2]


def address(body: Edition, language: str, among: list[Edition]) -> str:
    """The shortest address that names this body and no other."""
    whole = tail(body.path(language))
    same = [other for other in among if slug(whole) in addresses(other)]
    return slug(whole) if len(same) <= 1 else whole


def label(body: Edition, reader: Reader) -> str:
    """The name that is offered, and typed: "Openbaar Ministerie (OM)"."""
    title, short = reader.text(body.summary["title"]), body.summary.get("abbreviation")
    return f"{title} ({short})" if short else str(title)


def named_like(texts: list[str], moment: datetime) -> list[Edition]:
    """On a large site: the bodies whose address or title could be one of these texts."""
    wanted = Q(pk=None)
    for text in filter(None, texts):
        titles = [fold(text), fold(re.sub(r" \([^()]*\)$", "", text))]  # with or without an abbreviation
        for language in LANGUAGES:
            with override(language):
                sections = [str(page_types()[name].section) for name in ACTORS]
            paths = [f"/{language}/{start}{text}/" for start in ("", *sections)]
            wanted |= Q(**{f"path_{language}__in": paths}) | Q(**{f"sort_key_{language}__in": titles})
    return list(Edition.objects.at(moment).of_type(*ACTORS).filter(wanted).with_summary().order_by("pk")[:50])


def resembling(text: str, moment: datetime, language: str) -> list[Edition]:
    """The bodies that a search finds: by the beginnings of their names, or else by anything."""
    hits = suggest(text, language, moment, 50) or find(text, language, moment).hits
    found = Edition.objects.of_type(*ACTORS).with_summary().in_bulk([hit.edition for hit in hits])
    return [found[hit.edition] for hit in hits if hit.edition in found][:CHOICES]
