from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .publication import Publication


class ConfirmationQuerySet(models.QuerySet):
    def by(self, moment):
        """Those that had been made by a moment."""
        return self.filter(publication__moment__lte=moment)

    def delete(self):
        raise ProtectedError("Confirmations are kept: they say what was checked, and when.", set(self))


class Confirmation(models.Model):
    """That somebody read the sources of claims again, and found that they still say what the page says.

    It changes no word of the page, and no edition. It is a step of the public record of its own, so that what the site
    says of its claims being in date has a moment, as all else that it says.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.PROTECT, related_name="confirmations"
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="confirmations"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), on_delete=models.PROTECT, related_name="+"
    )
    checked = models.JSONField(
        _("what was checked"),
        help_text=_("Each claim by its id, with the sources that it was checked against, each with its version."),
    )

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("upkeep")
        ordering = ["-publication", "-pk"]

    def __str__(self):
        return f"{self.edition} · {self.publication_id}"

    def delete(self, *args, **kwargs):
        raise ProtectedError("Confirmations are kept: they say what was checked, and when.", {self})
