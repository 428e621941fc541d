"""The sitemap: an index of files. Each page stands in two languages, with each other as alternates.

A file holds the pages of one range of keys, so that none is found by counting or by skipping what comes before it.
"""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils import timezone
from markupsafe import Markup

from content.languages import DEFAULT, LANGUAGES
from content.models import Edition
from content.models import Page as ContentPage
from content.record import State
from content.rendering.markup import element

from . import kinds
from .frame import paths_to


class InLanguages(Sitemap):
    """Addresses for readers, in each language; the default one serves whoever speaks another.

    An item is when it changed, if that is known, and its path in each language.
    """

    def __init__(self, origin: str, state: State):
        self.origin, self.state = origin, state

    def get_urls(self, page=1, site=None, protocol=None):
        """The entries of a file, as markup: a template takes many times as long over thousands of them."""
        items = self.paginator.page(page).object_list
        self.latest_lastmod = max((changed for changed, *_paths in items if changed), default=None)
        return [entry for changed, *paths in items for entry in entries(self.origin, changed, paths)]


def entries(origin: str, changed: datetime | None, paths: list[str]) -> list[Markup]:
    """What a file says of a page, in one language after another."""
    own = {language: origin + path for language, path in zip(LANGUAGES, paths, strict=True)}
    day = element("lastmod", f"{timezone.localtime(changed):%Y-%m-%d}") if changed else ""
    others = [
        element("xhtml:link", rel="alternate", hreflang=language, href=address)
        for language, address in [*own.items(), ("x-default", own[DEFAULT])]
    ]
    return [element("url", element("loc", address), day, *others) for address in own.values()]


class PageSitemap(InLanguages):
    """Every live page."""

    limit = 200  # keys to a file, which takes as long on a site of any size; the protocol allows 50,000 files

    @property
    def paginator(self):
        return Ranges(self.limit, self.state)


class Ranges(Paginator):
    """Live pages by their keys: as many keys to a file, whether there is a page for each or not."""

    def __init__(self, limit: int, state: State):
        super().__init__([], limit)
        self.state = state

    @property
    def num_pages(self):
        last = ContentPage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return last // self.per_page + 1

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        pages = Edition.objects.at(self.state.moment).filter(page__gte=first, page__lt=first + self.per_page)
        pages = pages.exclude(redaction__claim=None, redaction__page=F("page"))
        paths = [f"path_{language}" for language in LANGUAGES]
        return Page(pages.order_by("page_id").values_list("published_at", *paths), number, self)


class ListSitemap(InLanguages):
    """The front page, the network, other ways to look at it, how much is in date, and the lists."""

    def items(self):
        names = [
            "front_page",
            "network",
            "connections",
            "matrix",
            "timeline",
            "up_to_date",
            *(f"{kind.name}_list" for kind in kinds.listed()),
        ]
        return [(None, *paths_to(name).values()) for name in names]


def sitemaps(origin: str, state: State) -> dict[str, Sitemap]:
    """The files of the sitemap by name, with the addresses of one origin, in a state of the site."""
    return {"lists": ListSitemap(origin, state), "pages": PageSitemap(origin, state)}
