from django.db import models
from django.utils.translation import gettext_lazy as _

from .page import Page
from .publication import Publication


class Address(models.Model):
    """A path, and the page that it belongs to: for good once the page was public there, until then for a plan."""

    path = models.CharField(_("path"), max_length=200, unique=True)
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="addresses")
    publication = models.ForeignKey(
        Publication, verbose_name=_("public since"), null=True, on_delete=models.PROTECT, related_name="addresses"
    )

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self):
        return self.path
