"""Tells a year: its events, each once with its sources, and what its sources say as a list of links."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from content.anchors import other_anchors
from content.cleaning import web_address
from content.models import Edition
from content.rendering import claims
from content.rendering.claim_markup import Claims
from content.rendering.markup import NOTHING, element, joined, link
from content.rendering.note_markup import notes
from content.rendering.notes import Notes
from content.rendering.page_links import with_pages
from content.rendering.periods import date_label
from content.rendering.plain import title_of
from content.rendering.text import Reader

from .events import Event, Said
from .naming import Names
from .reading import Document, Timeline, Year

FEW = 4  # claims of each page, on a large site


class Teller:
    """Tells a timeline in one language, and keeps the notes that it cites."""

    def __init__(self, timeline: Timeline, reader: Reader):
        self.reader = reader
        self.most = None if timeline.is_whole else FEW
        self.pages = timeline.pages
        self.names = Names(timeline.pages, reader)
        self.notes = Notes(reader, timeline.pages)
        self.claims = Claims(reader.language)

    def year(self, name: str, year: Year, after: str) -> dict:
        """A year, and whether others lie between it and the one after it."""
        return {
            "name": name,
            "events": joined(map(self.event, year.events)),
            "ends": joined(map(self.end, year.ends)),
            "told": self.told(year),
            "is_before_a_gap": bool(after) and int(after) > int(name) + 1,
        }

    def notes_markup(self) -> Markup:
        """The notes that were cited so far."""
        return notes(self.notes.gathered, self.reader.language)

    def event(self, event: Event) -> Markup:
        """An event as one entry of the ledger: its name, where the site tells of it, and all its sources."""
        cited = list({each["passage_id"]: each for said in event.claims for each in said.citations}.values())
        entry = {"id": "", "period": event.period}
        proof = self.claims.proof(claims.told("statement", entry, [event.anchor], cited, self.notes))
        head = element("h3", self.names.head(event), class_="event__head")
        what = element("div", head, self.text(event), self.places(event), class_="what")
        return element("li", what, " ", proof, class_="entry", id=event.anchor)

    def text(self, event: Event) -> Markup:
        """What is told of it in more than one sentence."""
        if (said := event.told_by) and said.kind == "statement":
            html = self.reader.html(said.entry["text"])
            return element("div", with_pages(html, self.pages, self.reader.language))
        return NOTHING

    def places(self, event: Event) -> Markup:
        """Where else it is told: its other claims, and the other pages on which its relations are shown."""
        told = sorted(event.claims, key=lambda said: said.place)
        found = [self.names.linked(said) for said in told if said is not event.told_by]
        pages = {said.edition.summary["content_id"] for said in told}
        for said in told:
            target = said.entry.get("target")
            if target and target not in pages:
                pages.add(target)
                title = title_of(self.pages[target], self.reader)
                found.append(link(title.text, f"{title.url}#{other_anchors(said.entry)[0]}"))
        if not found:
            return NOTHING
        items = element("ul", *[element("li", each) for each in found])
        return element("div", element("p", _("Also told here:")), items, class_="event__places")

    def end(self, event: Event) -> Markup:
        """An event that ends in a year, and is told in the one that it begins in."""
        what = element("span", _("End"), ":", class_="event__what")
        return element("li", what, " ", element("a", self.names.plain(event), href=f"#{event.anchor}"))

    def told(self, year: Year) -> list[dict]:
        """What the sources of a year say: for each source its pages, and for each page its claims."""
        return [self.document(document) for document in year.told.values()]

    def document(self, document: Document) -> dict:
        source, groups = document.citation, document.pages.values()
        count = sum(map(len, groups))
        counts = {
            "claims": ngettext("%(count)d statement or relation", "%(count)d statements and relations", count)
            % {"count": count},
            "pages": ngettext("%(count)d page", "%(count)d pages", len(groups)) % {"count": len(groups)},
        }
        return {
            "title": self.reader.text(source["title"]),
            "publisher": self.reader.text(source["publisher"]),
            "date": date_label(self.reader.language, source["date"]),
            "url": self.notes.source_url(source["source"]),
            "external_url": web_address(source["url"]),
            "counts": _("%(claims)s on %(pages)s") % counts,
            "items": joined(self.page(group[0].edition, group) for group in groups),
        }

    def page(self, edition: Edition, group: list[Said]) -> Markup:
        title, language = self.reader.text(edition.summary["title"]), self.reader.language
        links = [element("a", self.names.short(said), href=said.address(language)) for said in group[: self.most]]
        if self.most and (rest := len(group[self.most :])):
            more = ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}
            links.append(link(more, edition.path(language)))
        items = element("ul", *[element("li", each) for each in links], class_="said__claims")
        return element("li", element("p", title, class_="said__page"), items)
