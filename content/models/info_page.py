from django.db import models
from django.utils.translation import gettext_lazy as _

from .page import Page


class InfoPage(Page):
    """A standing page: about, how sources work, accessibility, privacy, colophon. It speaks for the site itself."""

    cites_sources = False
    summary_details = ("position",)
    search_weight = 0.9

    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("The order in the footer."))

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def details(self):
        return {"position": self.position}
