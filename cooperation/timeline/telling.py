"""Tells a year: its events as claims with their sources, and what its sources say as a list of links."""

from html import escape

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.cleaning import web_address
from content.models import Edition
from content.reading import Surroundings
from content.rendering.claims import claim_proof
from content.rendering.markup import element
from content.rendering.notes import Notes
from content.rendering.periods import date_label, period_label
from content.rendering.text import Html, Reader, Text
from content.richtext import plain

from ..pages.relations import target_name
from ..roles.sentences import Name, sentence
from .reading import Claim, Event, Timeline, Year

WORDS = 12  # of a statement without a heading
FEW = 4  # claims of each page, on a large site


class Teller:
    """Tells a timeline in one language, and keeps the notes that it cites."""

    def __init__(self, timeline: Timeline, reader: Reader):
        self.reader = reader
        self.most = None if timeline.is_whole else FEW
        self.around = Surroundings(timeline.pages, [], timeline.standing)
        self.notes = Notes(reader, timeline.pages)

    def year(self, name: str, year: Year, after: str) -> dict:
        """A year, and whether others lie between it and the one after it."""
        return {
            "name": name,
            "events": Html("".join(self.event(event, number, name) for number, event in enumerate(year.events, 1))),
            "told": self.told(year),
            "is_before_a_gap": bool(after) and int(after) > int(name) + 1,
        }

    def event(self, event: Event, number: int, year: str) -> str:
        """An event as an entry of the ledger, with a link to where the site tells of it."""
        what = {"since": _("Begin"), "until": _("End"), "both": _("Begin and end")}.get(event.what)
        label = f'<span class="event__what">{escape(what)}</span> ' if what else ""
        claim, anchor = event.claim, f"e-{year}-{number}"
        language = self.reader.language
        url = claim.address(language) if claim else event.edition.path(language)
        title = self.reader.text(event.edition.summary["title"])
        head = f'<p class="event__head">{label}<a href="{escape(url)}"{title.attrs}>{escape(title)}</a></p>'
        if claim:
            proof = claim_proof(claim.entry, claim.citations, self.notes, anchor, claim.kind)
        else:
            label, _undated = period_label(event.period, [], language)
            proof = f'<p class="when"><span class="period">{escape(label)}</span></p>'
        text = self.text(claim) if claim else ""
        return f'<li class="entry" id="{anchor}"><div class="what">{head}{text}</div>{proof}</li>'

    def text(self, claim: Claim) -> str:
        if claim.kind == "relation":
            told = self.sentence(claim, linked=True)
            return f"<p{told.attrs}>{told}</p>"
        text = self.reader.html(claim.entry["text"])
        return f"<div{text.attrs}>{text}</div>"

    def sentence(self, claim: Claim, *, linked: bool) -> Html:
        entry, path = claim.entry, claim.edition.path(self.reader.language)
        this = Name.of(claim.edition.summary, self.reader, path)
        other = target_name(entry, self.around, self.reader)
        if not linked:
            this, other = this.unlinked(), other.unlinked()
        return sentence(entry, this, other, self.reader)

    def told(self, year: Year) -> list[dict]:
        """What the sources of a year say: for each source its pages, and for each page its claims."""
        found = []
        for pages in year.told.values():
            every = [claim for group in pages.values() for claim in group]
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
                    "items": Html("".join(self.page(group[0].edition, group) for group in pages.values())),
                }
            )
        return found

    def page(self, edition: Edition, claims: list[Claim]) -> str:
        title = self.reader.text(edition.summary["title"])
        items = "".join(
            f'<li><a href="{escape(claim.address(self.reader.language))}">{self.short(claim)}</a></li>'
            for claim in claims[: self.most]
        )
        if self.most and (rest := len(claims[self.most :])):
            more = ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}
            items += f'<li><a href="{escape(edition.path(self.reader.language))}">{escape(more)}</a></li>'
        return f'<li>{element("p", title, "said__page")}<ul class="said__claims">{items}</ul></li>'

    def short(self, claim: Claim) -> str:
        """A claim in one line: its sentence, its heading, or how it begins."""
        if claim.kind == "relation":
            return self.sentence(claim, linked=False)
        if claim.entry["heading"]:
            return element("span", self.reader.text(claim.entry["heading"]))
        text = self.reader.html(claim.entry["text"])
        short = Text(Truncator(plain(text)).words(WORDS, truncate=" …"))
        short.attrs = text.attrs
        return element("span", short)
