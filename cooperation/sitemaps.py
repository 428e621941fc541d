from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from content.models import Edition

from .questions import QUESTIONS


class PageSitemap(Sitemap):
    """Every live page, in both languages."""

    i18n = alternates = x_default = True

    def items(self):
        return Edition.objects.at(timezone.now()).with_summary().order_by("pk")

    def location(self, edition):
        return edition.path(get_language())

    def lastmod(self, edition):
        return edition.published_at


class ListSitemap(Sitemap):
    """The front page, the questions, the network, other ways to look at it, and the lists."""

    i18n = alternates = x_default = True

    def items(self):
        kinds = ("organisation", "partnership", "programme", "theme", "term", "source")
        questions = [f"question_{question.name}" for question in QUESTIONS]
        return ["front_page", *questions, "network", "connections", *(f"{kind}_list" for kind in kinds)]

    def location(self, name):
        return reverse(name)
