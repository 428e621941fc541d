"""Writes what can be found of an edition, out of its document."""

import re
from collections.abc import Iterable
from html import unescape

from django.utils.html import strip_tags

from ..facets import facets_of
from ..languages import DEFAULT, LANGUAGES
from ..models import Edition, SearchPart, SearchWord, page_types
from .words import grams, joined, letters, stem, words, written_out


def index(editions: Iterable[Edition]) -> None:
    """Store the parts of new editions, and the words that are new."""
    parts = [part for edition in editions for language in LANGUAGES for part in parts_of(edition, language)]
    SearchPart.objects.bulk_create(parts, batch_size=500)
    vocabulary = {(part.language, word) for part in parts for word in f"{part.names} {part.words}".split()}
    SearchWord.objects.bulk_create(
        (
            SearchWord(language=language, word=word, grams=" ".join([*grams(word), letters(word)]))
            for language, word in sorted(vocabulary)
            if len(word) > 1
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def parts_of(edition: Edition, language: str) -> list[SearchPart]:
    """The page itself first, then each place on it that has an anchor."""
    document = edition.document
    facets = [f"{name}={value}" for name, values in facets_of(document).items() for value in values]
    facets = " ".join([f"lang={language}", *facets])
    model = page_types()[document["page_type"]]
    places = [
        part(edition, language, facets, anchor, text(heading, language), texts)
        for anchor, heading, texts in model.places(document, language)
    ]
    page = part(edition, language, facets, "", text(document["title"], language), document["lead"])
    own, other = names_of(document, language)
    own += [[word] for word in written_out(text(document["title"], language))]
    page.names = "\n".join([*map(" ".join, own), "", *map(" ".join, other)])
    page.name_stems = " ".join(
        [stem(word, language) for name in own for word in name]
        + [stem(word, each) for each in LANGUAGES for name in other for word in name]
        + [each for title in document["title"].values() for each in joined(title)]
    )
    said = [each for place in places for each in f"{place.words} {place.stems}".split()]
    page.stems = " ".join(dict.fromkeys([*page.stems.split(), *said]))
    return [page, *places]


def part(edition, language, facets, anchor, heading, texts) -> SearchPart:
    shown = plain(text(texts, language))
    own = words(f"{heading} {shown}" if anchor else shown)
    stems = dict.fromkeys([*(stem(word, language) for word in own), *joined(f"{heading} {shown}"), *written_out(shown)])
    return SearchPart(
        edition=edition,
        language=language,
        anchor=anchor,
        heading=heading,
        text=shown,
        words=" ".join(own),
        stems=" ".join(stems),
        facets=facets,
    )


def plain(html: str) -> str:
    """The words of a text with markup, with spaces between its blocks."""
    return " ".join(unescape(strip_tags(re.sub("(</(?:p|li)>|<br[^>]*>)", r" ", html))).split())


def text(texts: dict[str, str], language: str) -> str:
    """A text as a reader of this language gets it."""
    return texts.get(language) or texts.get(DEFAULT, "")


def names_of(document: dict, language: str) -> tuple[list[list[str]], list[list[str]]]:
    """What a page is called in a language, and in the others, as words."""
    details = document["details"]
    shared = details.get("abbreviation", "")
    found = {}
    for code in (language, *LANGUAGES):
        names = [text(document["title"], code), shared, details.get("sentence_name", {}).get(code, "")]
        found.setdefault(code, [name for name in map(words, names) if name])
    own = unique(found.pop(language))
    other = unique([name for names in found.values() for name in names])
    return own, [name for name in other if name not in own]


def unique(names: list[list[str]]) -> list[list[str]]:
    return [list(name) for name in dict.fromkeys(map(tuple, names))]
