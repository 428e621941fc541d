"""Writes what can be found of an edition, out of its document."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from ..facets import facets_of
from ..languages import LANGUAGES
from ..models import Edition, Page, SearchPage, SearchWord, page_types
from ..rendering.claims import gap_label
from ..rendering.plain import as_text
from ..rendering.sentences import Name, sentence
from ..rendering.text import Reader, Text
from ..richtext import plain
from .words import grams, joined, letters, line, stem, words, written_out

OTHER = "{other}"  # where the name of another page comes
MARK = "@"  # and, among the words of a line, what its content id follows


class Place(NamedTuple):
    """A place on a page: the part of the address behind the #, a heading, and a text without markup.

    The text of a relation has "{other}" where the name of another page comes: that of `other`, a content id.
    """

    anchor: str
    heading: str
    text: str
    other: str = ""


def index(editions: Iterable[Edition]) -> None:
    """Store what can be found of approved editions, and the words that are new.

    A word may come to stand there twice, when two people publish it at once: so neither waits for the other.
    """
    pages = [found_as(edition, language) for edition in editions for language in LANGUAGES]
    SearchPage.objects.bulk_create(pages, batch_size=500)
    vocabulary = {(page.language, word) for page in pages for word in f"{page.names} {page.words}".split()}
    for language in LANGUAGES:
        own = {word for code, word in vocabulary if code == language and len(word) > 1 and not word.startswith(MARK)}
        known = SearchWord.objects.filter(language=language, word__in=own).values_list("word", flat=True)
        SearchWord.objects.bulk_create(
            (
                SearchWord(language=language, word=word, grams=" ".join([*grams(word), letters(word)]))
                for word in sorted(own.difference(known))
            ),
            batch_size=500,
        )


def forget(words: Iterable[str]) -> None:
    """Take out words that no page has, in any version."""
    left = set(words)
    for names, said in SearchPage.objects.values_list("names", "words").iterator() if left else ():
        left.difference_update(names.split(), said.split())
    SearchWord.objects.filter(word__in=left).delete()


def found_as(edition: Edition, language: str) -> SearchPage:
    """An edition as it can be found in a language."""
    document = edition.read()
    reader = Reader(language)
    title, lead = reader.text(document["title"]), plain(reader.text(document["lead"]))
    own, other = names_of(document, language)
    own += [(word,) for word in written_out(title)]
    places = places_of(document, reader)
    said = [
        lead,
        *(f"{heading} {shown.replace(OTHER, ' ') if other else shown}" for _anchor, heading, shown, other in places),
    ]
    lines = list(map(words, said))
    called = {stem(word, language) for name in own for word in name}
    called |= {stem(word, each) for each in LANGUAGES for name in other for word in name}
    called |= {word for name in own + other for word in name}
    called |= {each for name in document["title"].values() for each in joined(name)}
    used = set().union(*lines)
    used |= {stem(word, language) for word in used}
    used |= {each for shown in said for each in (*joined(shown), *written_out(shown))}
    # The names of other pages are put in when they are looked for and shown: they are their own affair.
    marks = [
        f"{line(own)}{MARK}{other} " if other else line(own)
        for own, (*_place, other) in zip(lines[1:], places, strict=True)
    ]
    others = {f"to={other}" for *_place, other in places if other}
    facets = [f"{name}={value}" for name, values in facets_of(document).items() for value in values]
    marked = [f"={word}" for word in called if word]
    return SearchPage(
        edition=edition,
        content_id=document["content_id"],
        # A plan is found from when it goes live.
        published_at=edition.published_at if edition.publication_id else None,
        superseded_at=edition.superseded_at,
        language=language,
        shortest_name=min((len(" ".join(name)) for name in own), default=0),
        names="\n".join([*map(line, own), "", *map(line, other)]),
        words="\n".join([line(lines[0]), *marks]),
        facets=" ".join(facets),
        linked="\n".join(linked_names(document, language)),
        places=[list(place) for place in places],
        terms=" ".join(sorted({*marked, *called, *used, *facets, *others, f"lang={language}"} - {""})),
    )


def places_of(document: dict, reader: Reader) -> list[Place]:
    """The places on a page that search finds by what they say."""
    text, this = reader.text, Name.of_document(document, reader).without_markup()
    statements = [
        Place(f"s-{claim['anchor']}", text(claim["heading"]), plain(text(claim["text"])))
        for claim in document["statements"]
    ]
    relations = [
        Place(f"r-{claim['anchor']}", "", " ".join(as_text(told).split()), claim["target"])
        for claim in document["relations"]
        for told in [sentence(claim, this, Name(Text(OTHER)), reader)]
    ]
    passages = [
        Place(f"p-{passage['key']}", text(passage["place"]), plain(text(passage["summary"])))
        for passage in document.get("passages", ())
    ]
    steps = [
        place
        for step in document["steps"]
        for place in (
            Place(f"q-{step['anchor']}", text(step["heading"]), text(step["text"])),
            Place(f"q-{step['anchor']}", gap_label(reader.language) if step["gap"] else "", text(step["gap"])),
        )
        if place.heading or place.text
    ]
    return statements + relations + passages + steps


def linked_names(document: dict, language: str) -> list[str]:
    """The names in a language by which texts of other pages link to the page of a document."""
    return page_types().get(document["page_type"], Page).linked_names(document, language)


def names_of(document: dict, language: str) -> tuple[list[tuple], list[tuple]]:
    """What a page is called in a language, and in the others, as words."""
    names = page_types().get(document["page_type"], Page).names(document)
    found = {
        code: list(dict.fromkeys(filter(None, (words(name.get(code, "")) for name in names)))) for code in LANGUAGES
    }
    own = found.pop(language)
    return own, [name for name in dict.fromkeys(chain(*found.values())) if name not in own]
