"""Tells a year: its events as claims with their sources, and what its sources say as a list of links."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from content.cleaning import web_address
from content.models import Edition
from content.rendering import claims
from content.rendering.markup import Claims, element, joined, link, notes, sentence_markup
from content.rendering.notes import Notes
from content.rendering.periods import date_label, period_of
from content.rendering.plain import Sentence, title_of
from content.rendering.sentences import Name, like, sentence
from content.rendering.text import Reader
from content.richtext import plain

from .reading import Event, Said, Timeline, Year

WORDS = 12  # of a statement without a heading
FEW = 4  # claims of each page, on a large site


class Teller:
    """Tells a timeline in one language, and keeps the notes that it cites."""

    def __init__(self, timeline: Timeline, reader: Reader):
        self.reader = reader
        self.most = None if timeline.is_whole else FEW
        self.pages = timeline.pages
        self.notes = Notes(reader, timeline.pages)
        self.claims = Claims(reader.language)

    def year(self, name: str, year: Year, after: str) -> dict:
        """A year, and whether others lie between it and the one after it."""
        return {
            "name": name,
            "events": joined(self.event(event, number, name) for number, event in enumerate(year.events, 1)),
            "told": self.told(year),
            "is_before_a_gap": bool(after) and int(after) > int(name) + 1,
        }

    def notes_markup(self) -> Markup:
        """The notes that were cited so far."""
        return notes(self.notes.gathered, self.reader.language)

    def event(self, event: Event, number: int, year: str) -> Markup:
        """An event as an entry of the ledger, with a link to where the site tells of it."""
        what = {"since": _("Begin"), "until": _("End"), "both": _("Begin and end")}.get(event.what)
        label = element("span", what, class_="event__what") + " " if what else ""
        said, anchor, language = event.said, f"e-{year}-{number}", self.reader.language
        title = title_of(event.edition, self.reader)
        url = said.address(language) if said else title.url
        head = element("p", label, link(title.text, url), class_="event__head")
        if said:
            told = claims.told(said.kind, said.entry, [anchor], said.citations, self.notes)
            text, proof = self.text(said), self.claims.proof(told)
        else:
            period = element("span", period_of(event.period, [], language).label, class_="period")
            text, proof = Markup(), element("p", period, class_="when")
        return element("li", element("div", head, text, class_="what"), proof, class_="entry", id=anchor)

    def text(self, said: Said) -> Markup:
        if said.kind == "relation":
            return element("p", sentence_markup(self.sentence(said, linked=True)))
        return element("div", self.reader.html(said.entry["text"]))

    def sentence(self, said: Said, *, linked: bool) -> Sentence:
        edition = said.edition
        path = edition.path(self.reader.language)
        this = Name.in_words(edition.page_type, edition.summary, self.reader, path)
        other = Name.of(self.pages[said.entry["target"]], self.reader)
        if not linked:
            this, other = this.unlinked(), other.unlinked()
        return sentence(said.entry, this, other, self.reader)

    def told(self, year: Year) -> list[dict]:
        """What the sources of a year say: for each source its pages, and for each page its claims."""
        found = []
        for pages in year.told.values():
            every = [said for group in pages.values() for said in group]
            source = every[0].source
            counts = {
                "claims": ngettext("%(count)d claim", "%(count)d claims", len(every)) % {"count": len(every)},
                "pages": ngettext("%(count)d page", "%(count)d pages", len(pages)) % {"count": len(pages)},
            }
            found.append(
                {
                    "title": self.reader.text(source["title"]),
                    "publisher": self.reader.text(source["publisher"]),
                    "date": date_label(self.reader.language, source["date"]),
                    "url": self.notes.source_url(source["source"]),
                    "external_url": web_address(source["url"]),
                    "counts": _("%(claims)s on %(pages)s") % counts,
                    "items": joined(self.page(group[0].edition, group) for group in pages.values()),
                }
            )
        return found

    def page(self, edition: Edition, group: list[Said]) -> Markup:
        title = self.reader.text(edition.summary["title"])
        links = [element("a", self.short(said), href=said.address(self.reader.language)) for said in group[: self.most]]
        if self.most and (rest := len(group[self.most :])):
            more = ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}
            links.append(link(more, edition.path(self.reader.language)))
        items = element("ul", *[element("li", each) for each in links], class_="said__claims")
        return element("li", element("p", title, class_="said__page"), items)

    def short(self, said: Said) -> Markup:
        """A claim in one line: its sentence, its heading, or how it begins."""
        if said.kind == "relation":
            return sentence_markup(self.sentence(said, linked=False))
        if said.entry["heading"]:
            return element("span", self.reader.text(said.entry["heading"]))
        begin = Truncator(plain(self.reader.html(said.entry["text"]))).words(WORDS, truncate=" …")
        return element("span", like(self.reader.html(said.entry["text"]), begin))
