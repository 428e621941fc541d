from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import Page


class Theme(Page):
    """A subject that brings pages together: national cooperation, the local approach, expertise."""

    section = _("themes/")
    summary_details = ("position",)

    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def details(self):
        return {"position": self.position}
