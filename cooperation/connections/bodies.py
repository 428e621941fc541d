"""Which body a reader means: by its address, its name or its abbreviation, in either language."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import override

from content.languages import LANGUAGES
from content.models import Edition
from content.references import Reference, slug_of, tail_of
from content.rendering.text import Reader
from content.search.finding import find, suggest
from content.sorting import filed_as

from .. import kinds
from ..models import abbreviation_in

CHOICES = 6
LONGEST_NAME = 200


@dataclass
class Asked:
    """One of the two bodies: what was typed, the body that this names, or else those that may be meant."""

    text: str
    body: Reference | None = None
    choices: list[Reference] = field(default_factory=list)


def ask(text: str, among: list[Reference], moment: datetime, language: str) -> Asked:
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


def called(text: str, among: list[Reference]) -> list[Reference]:
    """Those that have this address, or else those that have this name."""
    name = filed_as(text).strip()
    return [body for body in among if text in tails(body)] or [body for body in among if name in names(body)]


def tails(body: Reference) -> set[str]:
    """What may stand in a shared link: "aivd" or, where two have that, "organisaties/aivd"."""
    paths = body.paths().values()
    return {tail_of(path) for path in paths} | {slug_of(path) for path in paths}


def names(body: Reference) -> set[str]:
    titles = [*body.summary["title"].values(), *body.summary.get("sentence_name", {}).values()]
    short = {abbreviation_in(body.summary, language) for language in LANGUAGES}
    found = (*titles, *(f"{title} ({each})" for title in titles for each in short), *short)
    return {filed_as(name)[:LONGEST_NAME].strip() for name in found if name}


def in_link(body: Reference, language: str, among: list[Reference]) -> str:
    """The shortest part of its address that names this body and no other."""
    slug = body.slug(language)
    same = [other for other in among if slug in tails(other)]
    return slug if len(same) <= 1 else tail_of(body.path(language))


def label(body: Reference, reader: Reader) -> str:
    """The name that is offered, and typed: "Openbaar Ministerie (OM)"."""
    title, short = reader.text(body.summary["title"]), abbreviation_in(body.summary, reader.language)
    return f"{title} ({short})" if short else str(title)


def named_like(texts: list[str], moment: datetime) -> list[Reference]:
    """On a large site: the bodies whose address or title could be one of these texts."""
    wanted = Q(pk=None)
    for text in filter(None, texts):
        # With or without an abbreviation
        titles = [filed_as(each).strip() for each in (text, re.sub(r" \([^()]*\)$", "", text))]
        for language in LANGUAGES:
            with override(language):
                sections = [str(kind.section) for kind in kinds.actors()]
            paths = [f"/{language}/{start}{text}/" for start in ("", *sections)]
            wanted |= Q(**{f"path_{language}__in": paths}) | Q(**{f"sort_key_{language}__in": titles})
    found = Edition.objects.at(moment).of_type(*kinds.names(kinds.actors())).filter(wanted)
    return found.order_by("pk")[:50].references()


def resembling(text: str, moment: datetime, language: str) -> list[Reference]:
    """The bodies that a search finds: by the beginnings of their names, or else by anything."""
    hits = suggest(text, language, moment, 50) or find(text, language, moment).hits
    pages = Edition.objects.of_type(*kinds.names(kinds.actors())).filter(pk__in=[hit.edition for hit in hits])
    found = {page.pk: page for page in pages.order_by().references()}
    return [found[hit.edition] for hit in hits if hit.edition in found][:CHOICES]
