"""What a claim and an event are called where they stand alone, away from the page that tells of them."""

from collections.abc import Callable, Mapping

from django.utils.text import Truncator
from markupsafe import Markup

from content.models import Edition
from content.references import Reference
from content.rendering.markup import element, inline, joined, link, sentence_markup
from content.rendering.plain import Sentence, as_text, title_of
from content.rendering.sentences import Name, capitalised, like, sentence
from content.rendering.text import Reader, Text, isolated
from content.richtext import plain

from .events import Event, Said

WORDS = 12  # of a statement without a heading


class Names:
    """Names in one language, with those that pages have at a moment."""

    def __init__(self, pages: Mapping[str, Reference | Edition], reader: Reader):
        self.pages = pages
        self.reader = reader

    def short(self, said: Said) -> Markup:
        """A claim in one line, under the title of its page."""
        return self.sentence(said) if said.kind == "relation" else inline(self.heading(said))

    def alone(self, said: Said) -> Markup:
        """A claim in one line of its own: a sentence says who does what, a heading needs the title of its page."""
        if said.kind == "relation":
            return self.sentence(said)
        return joined([inline(title_of(said.edition, self.reader).text), ": ", inline(self.heading(said))])

    def linked(self, said: Said) -> Markup:
        """The same, as a link to where it stands."""
        return element("a", self.alone(said), href=said.address(self.reader.language))

    def head(self, event: Event) -> Markup:
        """The name of an event, as a link to the claim that tells it best."""
        if not event.of_page:
            return self.linked(event.named_by)
        page, said = title_of(event.of_page, self.reader), event.told_by
        return link(page.text, said.address(self.reader.language) if said else page.url)

    def plain(self, event: Event) -> Text:
        """The name of an event as plain text. Before a heading a page is called as in a sentence, which is shorter."""
        if event.of_page:
            return title_of(event.of_page, self.reader).text
        said = event.named_by
        if said.kind == "relation":
            return Text(as_text(self.parts(said, Name.without_markup)).removesuffix("."))
        return Text(f"{isolated(capitalised(self.name(said).text))}: {isolated(self.heading(said))}")

    def heading(self, said: Said) -> Text:
        """The heading of a statement, or else how it begins."""
        if said.entry["heading"]:
            return self.reader.text(said.entry["heading"])
        text = self.reader.html(said.entry["text"])
        return like(text, Truncator(plain(text)).words(WORDS, truncate=" …"))

    def sentence(self, said: Said) -> Markup:
        return sentence_markup(self.parts(said, Name.unlinked))

    def parts(self, said: Said, form: Callable[[Name], Name]) -> Sentence:
        """The sentence of a relation, with both names in a form."""
        other = Name.of(self.pages[said.entry["target"]], self.reader)
        return sentence(said.entry, form(self.name(said)), form(other), self.reader)

    def name(self, said: Said) -> Name:
        """What the page of a claim is called in a sentence."""
        return Name.in_words(said.edition.page_type, said.edition.summary, self.reader)
