"""The sitemap: an index of files. Each page stands in two languages, with each other as alternates.

A file holds the pages of one range of keys, so that none is found by counting or by skipping what comes before it.
"""

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from content.languages import DEFAULT, LANGUAGES
from content.models import Edition
from content.models import Page as ContentPage

from .questions import QUESTIONS


class InLanguages(Sitemap):
    """Addresses for readers, in each language; the default one serves whoever speaks another."""

    i18n = alternates = True

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            default = next(each for each in url["alternates"] if each["lang_code"] == DEFAULT)
            url["alternates"].append(default | {"lang_code": "x-default"})
        return urls


class PageSitemap(InLanguages):
    """Every live page."""

    limit = 2000  # keys to a file: far below the 50,000 addresses of the protocol, and made in about a second

    @property
    def paginator(self):
        return Ranges(self.limit)

    def get_latest_lastmod(self):
        return None  # that would take a look at all of them

    def location(self, edition):
        return edition.path(get_language())

    def lastmod(self, edition):
        return edition.published_at


class Ranges(Paginator):
    """Live pages by their keys: as many keys to a file, whether there is a page for each or not."""

    def __init__(self, limit: int):
        super().__init__([], limit)

    @property
    def num_pages(self):
        last = ContentPage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return last // self.per_page + 1

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        live = Edition.objects.at(timezone.now()).with_summary().order_by("page")
        editions = live.filter(page__gte=first, page__lt=first + self.per_page)
        return Page([(edition, language) for edition in editions for language in LANGUAGES], number, self)


class ListSitemap(InLanguages):
    """The front page, the questions, the network, other ways to look at it, and the lists."""

    def items(self):
        kinds = ("organisation", "partnership", "programme", "theme", "term", "source")
        questions = [f"question_{question.name}" for question in QUESTIONS]
        return [
            "front_page",
            *questions,
            "network",
            "connections",
            "matrix",
            "timeline",
            *(f"{kind}_list" for kind in kinds),
        ]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"lists": ListSitemap, "pages": PageSitemap}
