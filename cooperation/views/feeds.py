"""Feeds to follow the site by: all of it, one kind of page, or one page; Atom (RFC 4287)."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from markupsafe import Markup

from content.models import Edition, Redaction
from content.record import State
from content.rendering.markup import element, joined, link
from content.rendering.plain import title_of
from content.rendering.text import Reader

from ..changes.reading import Changed, Published, changed_by, kind_of, neighbours, published
from ..frame import origin
from ..kinds import KINDS
from ..moment import moment_of
from .changes import checked_row, kind_in, number_in, page_row
from .routes import route_of_record

IN_FEED = 10  # publications on one page of a feed


class PagedFeed(Atom1Feed):
    """Atom with the address of the page that follows (RFC 5005, 3): a feed leaves nothing out."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel in ("first", "next"):
            if self.feed.get(rel):
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})


class Entry(NamedTuple):
    """A publication in a feed."""

    step: Published
    title: str
    content: str
    categories: list[str]


class Following(NamedTuple):
    """What somebody follows: the site, one kind of page, or one page; in a language, from an origin."""

    reader: Reader
    state: State
    origin: str
    kind: str
    page: Edition | None
    path: str
    until: int  # the serial number from which on
    steps: list[Published]  # those of one page of the feed, and the first of the next

    def entries(self) -> list[Entry]:
        steps = self.steps[:IN_FEED]
        if self.page:  # it changes with a version of its own, or because of another page
            steps = [step for step in steps if self.rows(step) or self.removed(step)]
        return [self.entry(step) for step in steps]

    def address(self, until: int = 0) -> str:
        """The address of this feed: from a serial number on, or its newest page."""
        query = ({"kind": self.kind} if self.kind else {}) | ({"until": str(until)} if until else {})
        return self.origin + self.path + (f"?{urlencode(query)}" if query else "")

    @property
    def pages(self) -> dict[str, str]:
        """The addresses of the page that follows, and of an earlier page those of the first."""
        following = self.address(self.steps[-1].serial) if len(self.steps) > IN_FEED else ""
        return {"next": following, "first": self.address() if self.until < self.state.serial else ""}

    def rows(self, step: Published) -> list[dict]:
        found = changed_by(step, self.reader.language)
        if self.kind:
            found = [each for each in found if each.edition.page_type == self.kind]
        if self.page:
            own = [each for each in step.editions if each.page_id == self.page.page_id]
            found = [each for each in found if each.edition.page_id == self.page.page_id]
            found = found or [Changed(edition, kind_of(edition), []) for edition in own]  # one of very many pages
        return [page_row(each, step, self.reader) for each in found]

    def removed(self, step: Published) -> list[Redaction]:
        """The removals by law that concern what is followed."""
        if self.page:
            return [each for each in step.redactions if each.page_id == self.page.page_id]
        return [each for each in step.redactions if self.kind in ("", each.page.page_type)]

    def entry(self, step: Published) -> Entry:
        editions = [each for each in step.editions if self.kind in ("", each.page_type)]
        names = [str(title_of(each, self.reader).text) for each in editions[:3]]
        names += ["…"] if len(editions) > len(names) else []
        checked = [checked_row(each, self.reader) for each in step.confirmations]
        names += [f"{row['title'].text}: {row['told']}" for row in checked]
        removed = [element("p", self.reader.text(each.notice(step.moment))) for each in self.removed(step)]
        kinds = {KINDS[each.page_type].label for each in step.editions if each.page_type in KINDS}
        return Entry(
            step,
            ", ".join(names) or _("Words were removed by law"),
            str(joined([*map(self.page_entry, self.rows(step)), *removed, *map(self.checked_entry, checked)])),
            sorted(capfirst(str(label)) for label in kinds),
        )

    def page_entry(self, row: dict) -> Markup:
        """A page and what changed on it, as a reader of feeds shows it."""
        items = [element("li", element("b", each["label"]), ": ", each["words"]) for each in row["changes"]]
        head = joined([link(row["title"].text, self.origin + row["title"].url), f": {row['kind']}"])
        note = element("p", row["note"]) if row["note"] else ""
        return joined([element("p", head), note, element("ul", *items) if items else ""])

    def checked_entry(self, row: dict) -> Markup:
        """A page that was checked and found to be still so."""
        return element("p", link(row["title"].text, self.origin + row["title"].url), f": {row['told']}")


class ChangesFeed(Feed):
    """The newest publications as an Atom feed (RFC 4287), each with what it changed, word by word."""

    feed_type = PagedFeed

    def get_object(self, request: HttpRequest, page: Edition | None = None) -> Following:
        state, kind = moment_of(request), kind_in(request) if page is None else ""
        until = min(number_in(request, "until", state.serial), state.serial)
        pages = [page.page_id, *neighbours([page], state)] if page else []
        steps = published(until, IN_FEED + 1, kind=kind, pages=pages)
        return Following(Reader(get_language()), state, origin(request), kind, page, request.path, until, steps)

    def feed_url(self, following: Following) -> str:
        return following.address(following.until if following.until < following.state.serial else 0)

    def feed_extra_kwargs(self, following: Following) -> dict[str, str]:
        return following.pages

    def title(self, following: Following) -> str:
        about = KINDS[following.kind].label if following.kind else ""
        if following.page:
            about = title_of(following.page, following.reader).text
        name = _("Changes on “Who works with whom”")
        return f"{name}: {about}" if about else name

    def link(self, following: Following) -> str:
        return following.page.path(following.reader.language) if following.page else reverse("changes")

    def items(self, following: Following) -> list[Entry]:
        return following.entries()

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.content

    def item_link(self, item: Entry) -> str:
        return reverse("change", args=[item.step.serial])

    def item_updateddate(self, item: Entry) -> datetime:
        return item.step.moment

    def item_pubdate(self, item: Entry) -> datetime:
        return item.step.moment

    def item_categories(self, item: Entry) -> list[str]:
        return item.categories


FEED = ChangesFeed()


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The feed of the site, or of one kind of page."""
    return FEED(request)


@route_of_record
def page_feed(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    """The feed of a page: of its versions, and of what changed on it because of others."""
    return FEED(request, page=edition)
