"""Writes HTML and SVG. No other module writes a tag: whatever comes in is escaped here, unless it is markup already.

`element` makes any element. What stands a hundred times on a page (a claim with its proof, a note, a row of a list) has
a function of its own, because a template takes many times as long over it, and it is most of a page: within these,
`safe` makes of each part what can stand in HTML. What is handed on is Markup; what only these functions put together
is a text. Django's admin takes only a SafeString.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from ..identity import short
from ..languages import once_per_language
from .notes import read_labels
from .plain import CitedPassage, CitedSource, Named, Note, Sentence, Told
from .text import Html, Text, isolated

NOTHING = Markup()
# Elements without content: closed at once in XML, and not at all in HTML.
VOID = {"img": ">", "input": ">", "link": ">", "path": "/>", "rect": "/>", "xhtml:link": "/>"}
PLAIN, MARKED = (str, Text), (Markup, Html)


def safe(value: Any) -> str:
    """A text as it stands in HTML: escaped, unless it is markup already."""
    kind = type(value)
    if kind in PLAIN:
        return _escaped(value)
    return value if kind in MARKED else escape(value)


@lru_cache(8192)  # most of what stands on a page stands on others as well
def _escaped(text: str) -> str:
    return str.__str__(escape(str(text)))


def marked(html: str) -> Markup:
    """What was put together of safe parts; the constructor of Markup asks first what it is given, hundreds of times."""
    return str.__new__(Markup, html)


def element(tag: str, *content: object, like: object = "", **attributes: object) -> Markup:
    """An element around content: texts, which are escaped, and markup.

    `class_` stands for the attribute `class`, `data_node` for `data-node`; numbers are written as short as they can be,
    and an attribute without a value is left out. The element is in the language and direction of a text that is alone
    in it, or that it is to be `like`.
    """
    html = f"<{tag}"
    for name, value in attributes.items():
        kind = type(value)
        if kind is int or kind is float:
            html += f' {_NAMES.get(name) or _named(name)}="{value if kind is int else format(value, "g")}"'
        elif value or name == "alt":  # an empty one says that a picture adds nothing
            html += f' {_NAMES.get(name) or _named(name)}="{safe(str(value))}"'
    if len(content) == 1:
        [only] = content
        return marked(f"{html}{getattr(like or only, 'attrs', '')}>{safe(only)}</{tag}>")
    if not content and tag in VOID:
        return marked(html + VOID[tag])
    return marked(f"{html}{getattr(like, 'attrs', '')}>{''.join(map(safe, content))}</{tag}>")


_NAMES: dict[str, str] = {}


def _named(attribute: str) -> str:
    """An attribute as it is written."""
    _NAMES[attribute] = name = attribute.rstrip("_").replace("_", "-")
    return name


def joined(parts: Iterable, between: str = "") -> Markup:
    """Texts and markup, one after another."""
    return marked(safe(between).join(map(safe, parts)))


def inline(text: Text) -> Markup:
    """A text within a sentence; in an element of its own only where it is in another language."""
    return marked(f"<span{text.attrs}>{safe(text)}</span>" if text.attrs else safe(text))


def link(text: str, url: str) -> Markup:
    """A link that says in which language its text is."""
    return marked(f'<a href="{safe(url)}"{getattr(text, "attrs", "")}>{safe(text)}</a>')


def name(named: Named) -> Markup:
    """A name, as a link if it has an address."""
    return link(named.text, named.url) if named.url else inline(named.text)


def sentence_markup(sentence: Sentence) -> Markup:
    return marked("".join([name(part) if type(part) is Named else safe(part) for part in sentence]))


class Claims:
    """The claims of one page as markup, with links to cite them that begin with `cite`, or else to where they stand."""

    def __init__(self, language: str, cite: str = ""):
        self.language, self.cite = language, cite
        # A passage that several of them cite is written once.
        self._cited: dict[tuple[int, int], tuple[str, str]] = {}

    def statement(self, told: Told, *, stands_alone: bool = False) -> Markup:
        """A statement and its proof; a standing page has nothing above its statements, and needs no proof."""
        title = element("h2" if stands_alone else "h3", told.heading) if told.heading else ""
        proof = "" if stands_alone else self.proof(told)
        return marked(
            f'<div class="entry" id="{safe(told.anchors[0])}"><div class="what">{title}'
            f"<div{told.text.attrs}>{safe(told.text)}</div></div>{proof}</div>"
        )

    def relation(self, told: Told) -> Markup:
        """A relation told as a sentence, and its proof. All its anchors are here, unless it stands on another page."""
        first, *former = map(safe, told.anchors)
        text, own = sentence_markup(told.sentence), f' id="{former[0]}"' if former else ""
        for anchor in former[1:]:
            text = element("span", text, id=anchor)
        place = "" if told.url else f' id="{first}"'
        return marked(f'<li class="entry"{place}><p class="what"{own}>{text}</p>{self.proof(told)}</li>')

    def proof(self, told: Told) -> Markup:
        """What stands beside every claim: of when it is, a link to it, and its sources."""
        label, undated = told.period
        link_label, sources_label = proof_labels(self.language, told.kind)
        css = "period period--undated" if undated else "period"
        stamp = f'<span class="{css}">{safe(label)}</span>' if label else ""
        cited = self.citations(told.citations)
        sources = f'<ul class="says" aria-label="{sources_label}">{cited}</ul>' if cited else ""
        url = safe(told.url or (self.cite + short(told.id) if self.cite else f"#{told.anchors[0]}"))
        own = f'<a class="anchor" href="{url}" aria-label="{link_label}">§</a>'
        return marked(f'<p class="when">{stamp} {own}</p>{sources}')

    def citations(self, cited: Sequence[CitedPassage]) -> str:
        """The passages of a claim; of more of them in one source, only the first names it."""
        items, before = [], 0
        for passage in cited:
            source, number = passage.source.number, passage.number
            if (source, number) not in self._cited:
                self._cited[source, number] = citation(passage)
            items.append(self._cited[source, number][source == before])
            before = source
        return "".join(items)

    def tree(self, label: str, look: str, relations: Iterable[Told], anchor: str = "") -> Markup:
        """Relations under what they have in common, with a line that looks like the role that it stands for."""
        items = "".join([self.relation(each) for each in relations])
        head = element("h3", label, class_="tree__label", id=anchor)
        return marked(f'<div class="tree tree--{safe(look)}">{head}<ul class="tree__branches">{items}</ul></div>')


@once_per_language
def proof_labels(kind: str) -> tuple[str, str]:
    """What a screen reader says of the link to a claim, and of the list of its sources."""
    if kind == "relation":
        return safe(_("Cite this relation")), safe(_("Sources of this relation"))
    return safe(_("Cite this statement")), safe(_("Sources of this statement"))


def citation(passage: CitedPassage) -> tuple[str, str]:
    """A passage beside a claim: with the name of its source, and without."""
    source = passage.source
    mark = f'<a class="says__number" href="#n-{source.number}-{passage.number}">{passage.code}</a>'
    name = f"{publisher(source)}{inline(source.title)} ({safe(source.date)}), "
    place = place_link(passage)
    return f"<li>{mark} {name}{place}</li>", f"<li>{mark} {place}</li>"


def publisher(source: CitedSource) -> str:
    return f"<b{source.publisher.attrs}>{safe(source.publisher)}</b>, " if source.publisher else ""


def place_link(passage: CitedPassage) -> str:
    """The place of a passage, as a link to it on the page of its source. A page's number stays with its "p."."""
    where = safe(passage.place).replace("p. ", "p.\N{NO-BREAK SPACE}")
    return f'<a href="{safe(passage.source.url)}#p-{safe(passage.key)}"{passage.place.attrs}>{where}</a>'


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
    passages = "".join([passage_note(passage) for passage in cited])
    return (
        f'<li><p class="notes__source">{publisher(source)}{title} ({safe(source.date)}){document}</p>'
        f'<ol class="notes__passages">{passages}</ol></li>'
    )


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


def row(title: Named, short: str, lead: Text, marks: Sequence[Markup]) -> Markup:
    """A page in a list: its title with a short name, what it is, and marks of what kind it is."""
    above = f"{link(*title)}{short_name(short, '({})')}"
    told = f'<p class="row__lead"{lead.attrs}>{safe(lead)}</p>' if lead else ""
    return marked(
        f'<li class="row"><p class="row__title">{above}</p>{told} '
        f'<p class="row__mark">{" ".join(map(safe, marks))}</p></li>'
    )


def name_item(title: Named, short: str) -> Markup:
    """A page in a list of names."""
    return marked(f"<li>{link(*title)}{short_name(short)}</li>")


def short_name(short: str, form: str = "{}") -> Markup:
    """The short name behind a name, with the space before it."""
    if not short:
        return NOTHING
    return marked(f' <span class="row__abbreviation">{form.format(safe(isolated(short)))}</span>')
