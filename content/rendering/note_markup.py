"""Writes sources as HTML: the notes at the foot of a page, and the passages on the page of a source."""

from collections.abc import Iterable

from django.utils.translation import ngettext
from markupsafe import Markup

from ..languages import once_per_language
from .claim_markup import place_link, publisher
from .markup import element, inline, marked, safe, sentence_markup
from .notes import read_labels
from .plain import CitedPassage, CitedSource, Named, Note, Sentence
from .text import Text


def notes(gathered: Iterable[Note], language: str) -> Markup:
    """The notes at the foot of a page: each source, and under it what it says in the passages that are cited."""
    return marked("".join([source_note(*note, language) for note in gathered]))


def source_note(source: CitedSource, cited: list[CitedPassage], language: str) -> str:
    title = f'<a class="notes__title" href="{safe(source.url)}"{source.title.attrs}>{safe(source.title)}</a>'
    read, at_publisher, unknown = read_labels(language)
    label, url = (read, source.document_url) if source.document_url else (at_publisher, source.publisher_url)
    own = element("a", label, class_="written-out", href=url)
    document = f". {own}" if url else ""
    document += f" ({safe(unknown)})" if url and not source.document_url else ""
    places = safe(places_label(language, len(cited)))
    passages = "".join([passage_note(passage) for passage in cited])
    return (
        f'<li><p class="notes__source"><b class="notes__number">{source.number}</b> {publisher(source)}{title} '
        f"({safe(source.date)}){document}</p>"
        f'<details class="notes__fold"><summary>{places}</summary><ol class="notes__passages">{passages}</ol></details>'
        "</li>"
    )


@once_per_language
def places_label(count: int) -> str:
    """How many places of a source a page rests on."""
    return ngettext("%(count)d place in it", "%(count)d places in it", count) % {"count": count}


def passage_note(passage: CitedPassage) -> str:
    said = f" – {inline(passage.summary)}" if passage.summary else ""
    return (
        f'<li class="notes__item" id="n-{passage.source.number}-{passage.number}">'
        f'<b class="notes__number">{passage.code}</b> <p>{place_link(passage)}{said}</p></li>'
    )


def told_passage(anchor: str, summary: Text, place: Text, rests: Markup, link_label: str, url: str) -> Markup:
    """A passage on the page of its source: what it says, what rests on it, where it stands, and a link to it."""
    where = f'<span{place.attrs}>{safe(place)}</span> <a class="anchor" href="{safe(url)}"'
    return marked(
        f'<div class="entry passage" id="{safe(anchor)}"><div class="what"><p{summary.attrs}>{safe(summary)}</p>{rests}'
        f'</div><p class="when">{where} aria-label="{safe(link_label)}">§</a></p></div>'
    )


def resting_item(page: Named, anchor: str, words: Sentence) -> Markup:
    """A claim that rests on a passage: the page that it stands on, where, and how it reads."""
    first, *more = words
    told = f"<span>{sentence_markup(words)}</span>"
    if isinstance(first, Named) and not more:  # not a sentence, but how a statement begins
        told = f"<span{first.text.attrs}>{safe(first.text)}</span>"
    title = f'<a href="{safe(page.url)}#{safe(anchor)}"{page.text.attrs}>{safe(page.text)}</a>'
    return marked(f"<li>{title}: {told}</li>")
