from django.db import models
from django.utils.translation import gettext_lazy as _

from ..sorting import SortKeyField
from .edition import Edition
from .link import PartQuerySet


class Listing(models.Model):
    """A place of an edition in a list. There is a list of each type of page, and of each choice of filters.

    Made when the edition is approved, and never written otherwise. So a list is read from any place in it without a
    look at what comes before, however long it is and however it is narrowed down (`content/lists.py`).
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="listings")
    name = models.CharField(_("list"), max_length=200)  # "organisation level=local kind=police"

    # What the list is sorted by: no two pages have the same.
    name_nl = SortKeyField(max_length=320)
    name_en = SortKeyField(max_length=320)
    changed = SortKeyField(max_length=320)
    date = SortKeyField(max_length=320)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a list")
        verbose_name_plural = _("places in lists")
        indexes = [
            models.Index(fields=["name", "name_nl"], name="listing_by_name_nl"),
            models.Index(fields=["name", "name_en"], name="listing_by_name_en"),
            models.Index(fields=["name", "changed"], name="listing_by_change"),
            models.Index(fields=["name", "date"], name="listing_by_date"),
        ]

    def __str__(self):
        return f"{self.name}: {self.name_nl}"
