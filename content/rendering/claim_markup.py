"""Writes claims as HTML: what they say, and beside it of when that is, a link to cite it, and its sources.

What is the same as above is not shown again: of claims in a run that have one date, the first shows it, and a source
that was named in the run is only its number and the place. All of it is there, for who lands in the middle.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from markupsafe import Markup

from ..identity import short
from ..languages import once_per_language
from .markup import element, inline, marked, safe, sentence_markup
from .mention_markup import Linked
from .plain import CitedPassage, CitedSource, Named, Sentence, Told, as_text
from .remark_markup import remark_markup
from .text import Html, Text
from .together import Row


class Claims:
    """The claims of one page as markup, with links to cite them that begin with `cite`, or else to where they stand.

    Their texts are `linked` to the pages that they name, or are as they stand. Elsewhere than on that page, `page` is
    its address: there stand the notes.
    """

    def __init__(self, language: str, cite: str = "", linked: Linked | None = None, page: str = ""):
        self.language, self.cite, self.linked, self.page = language, cite, linked, page
        # A passage that several of them cite is written once.
        self._cited: dict[tuple[int, int], tuple[str, str, str]] = {}
        self.begin()

    def begin(self) -> None:
        """Begin a part of the page: the next claim has nothing above it that it could be the same as."""
        self._period = ""
        self._named: set[int] = set()  # sources, by number

    def statements(self, told: Iterable[Told], *, stand_alone: bool = False) -> Markup:
        """Statements, one after another; those of a standing page have nothing above them, and need no proof."""
        self.begin()
        return marked("".join([self.statement(each, stands_alone=stand_alone) for each in told]))

    def statement(self, told: Told, *, stands_alone: bool = False) -> Markup:
        """A statement and its proof."""
        title = element("h2" if stands_alone else "h3", told.heading) if told.heading else ""
        proof = "" if stands_alone else self.proof(told)
        return marked(
            f'<div class="entry" id="{safe(told.anchors[0])}"><div class="what">{title}'
            f"<div{told.text.attrs}>{self.words(told.text)}</div></div> {proof}{remark_markup(told.remark)}</div>"
        )

    def words(self, text: Text | Html) -> Markup:
        """A text, or one with markup, as it stands on the page."""
        if not self.linked or not text:
            return marked(safe(text))
        return self.linked.html(text) if isinstance(text, Html) else self.linked.text(text)

    def relation(self, told: Told) -> Markup:
        """A relation told as a sentence, and its proof. All its anchors are here, unless it stands on another page."""
        first, *former = map(safe, told.anchors)
        text, own = sentence_markup(told.sentence), f' id="{former[0]}"' if former else ""
        for anchor in former[1:]:
            text = element("span", text, id=anchor)
        place = "" if told.url else f' id="{first}"'
        what, proof = f'<p class="what"{own}>{text}</p>', self.proof(told)
        return marked(f'<li class="entry"{place}>{what} {proof}{remark_markup(told.remark)}</li>')

    def row(self, row: Row, label: str) -> Markup:
        """Relations that are told together: a sentence with a list of names, each of which is a claim of its own.

        Where the sentence would begin with the list, the label of their role leads it in.
        """
        if len(row.relations) == 1:
            return self.relation(row.relations[0])
        shared, sentence = row.shared, row.relations[0].sentence
        *first, last = [self.named(told, row.place, shared) for told in row.relations]
        names = f"{', '.join(first)} {and_label(self.language)} {last}"
        before, after = sentence[: row.place], sentence[row.place + 1 :]
        if not row.place:
            before, after = led_in(label, sentence), (".",)
        text = f"{sentence_markup(before)}{names}{sentence_markup(after)}"
        return marked(f'<li class="entry"><p class="what">{text}</p> {self.beside(row.period, "", row.citations)}</li>')

    def named(self, told: Told, place: int, shared: Sequence[CitedPassage]) -> str:
        """One of several names in a sentence: with the link to cite its claim, and what not all of them rest on."""
        codes = [
            f'<a href="{self.page}{note_url(each)}">{each.code}</a>' for each in told.citations if each not in shared
        ]
        own = f"&nbsp;<sup>{', '.join(codes)}</sup>" if codes else ""
        html = f"{sentence_markup(within(told.sentence[place]))}{own}{self.anchor(told)}"
        if told.url:
            return f'<span class="one">{html}</span>'
        for anchor in told.anchors:
            html = f'<span class="one" id="{safe(anchor)}">{html}</span>'
        return html

    def proof(self, told: Told) -> Markup:
        """What stands beside every claim: of when it is, a link to it, and its sources."""
        return self.beside(told.period, self.anchor(told), told.citations)

    def beside(self, period: tuple[str, bool], anchor: str, cited: Sequence[CitedPassage]) -> Markup:
        label, _undated = period
        css = "when when--again" if label and label == self._period else "when"
        self._period = label
        stamp = f'<span class="period">{safe(label)}</span> ' if label else ""
        told = self.citations(cited)
        sources = f'<ul class="says" aria-label="{sources_label(self.language)}">{told}</ul>' if told else ""
        when = f'<p class="{css}">{stamp}{anchor}</p>' if stamp or anchor else ""
        return marked(when + sources)

    def anchor(self, told: Told) -> str:
        """The link to cite a claim, which says of which one."""
        url = told.url or (self.cite + short(told.id) if self.cite else f"#{told.anchors[0]}")
        label = cite_label(self.language, told.kind, told.heading or linked_names(told.sentence))
        return f'<a class="anchor" href="{safe(url)}" aria-label="{label}">§</a>'

    def citations(self, cited: Sequence[CitedPassage]) -> str:
        """The passages of a claim; of more of them in one source, only the first names it."""
        items, before = [], 0
        for passage in cited:
            source, number = passage.source.number, passage.number
            if (source, number) not in self._cited:
                self._cited[source, number] = citation(passage, self.page)
            items.append(self._cited[source, number][2 if source == before else int(source in self._named)])
            self._named.add(source)
            before = source
        return "".join(items)

    def tree(self, label: str, rows: Iterable[tuple[str, str, str, Iterable[Row]]]) -> Markup:
        """Relations under what they have in common, role by role: an anchor, a label, how its line looks, and rows."""
        self._period = ""
        head = element("h3", label, class_="tree__label") if label else ""
        return marked(f'<div class="tree">{head}{"".join([self.branches(*each) for each in rows])}</div>')

    def branches(self, anchor: str, label: str, look: str, rows: Iterable[Row]) -> Markup:
        """The relations in one role, with a line that looks like it."""
        items = "".join([self.row(row, label) for row in rows])
        place = f' id="{safe(anchor)}"' if anchor else ""
        return marked(f'<ul class="tree__branches tree--{safe(look)}" aria-label="{safe(label)}"{place}>{items}</ul>')


def within(part: str | Named) -> Sentence:
    """A name as it reads within a sentence, also where it stands at the beginning of one."""
    return (part._replace(text=part.text.within or part.text) if isinstance(part, Named) else part,)


def led_in(label: str, sentence: Sentence) -> Sentence:
    """What stands before a list of who is in a role; a name that follows with an address is not the page one reads."""
    named = sentence[-2]
    to_whom = (" ", named) if isinstance(named, Named) and named.url else ()
    return (label, *to_whom, ": ")


def linked_names(sentence: Sentence) -> str:
    """The names in a sentence that lead to other pages: what tells a relation from others on a page."""
    return as_text(tuple(part for part in sentence if isinstance(part, Named) and part.url)[-1:])


@once_per_language
def cite_label(kind: str, name: str) -> str:
    """What a screen reader says of the link to a claim."""
    label = _("Cite this relation") if kind == "relation" else _("Cite this statement")
    return safe(f"{label}: {name}" if name else label)


@once_per_language
def sources_label() -> str:
    """What a screen reader says of the sources beside a claim."""
    return safe(_("Sources"))


@once_per_language
def and_label() -> str:
    """What stands before the last name of a list."""
    return safe(_("and"))


def citation(passage: CitedPassage, page: str) -> tuple[str, str, str]:
    """A passage beside a claim: with the name of its source, with a name that stands above too, and without."""
    source = passage.source
    mark = f'<a class="says__number" href="{page}{note_url(passage)}">{passage.code}</a>'
    told, place = f"{publisher(source)}{inline(source.title)} ({safe(source.date)})", place_link(passage)
    return (
        f'<li>{mark} {told}<span class="says__place">, {place}</span></li>',
        f'<li>{mark} <span class="again">{told}, </span>{place}</li>',
        f"<li>{mark} {place}</li>",
    )


def note_url(passage: CitedPassage) -> str:
    """Where a passage stands among the notes of its page."""
    return f"#n-{passage.source.number}-{passage.number}"


def publisher(source: CitedSource) -> str:
    return f"<b{source.publisher.attrs}>{safe(source.publisher)}</b>, " if source.publisher else ""


def place_link(passage: CitedPassage) -> str:
    """The place of a passage, as a link to it on the page of its source. A page's number stays with its "p."."""
    where = safe(passage.place).replace("p. ", "p.\N{NO-BREAK SPACE}")
    return f'<a href="{safe(passage.source.url)}#p-{safe(passage.key)}"{passage.place.attrs}>{where}</a>'
