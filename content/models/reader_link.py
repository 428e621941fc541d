from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents.upgrading import upgrade
from .page import Page


class ReaderLinkQuerySet(models.QuerySet):
    def open(self, moment: datetime):
        """Those that still lead somewhere."""
        return self.filter(until__gt=moment, revoked_at=None)


class ReaderLink(models.Model):
    """A link by which somebody without an account sees one state of one page, for some days: the document is kept here.

    Its key is known to whoever has the link; the database has no more than the digest of it.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="reader_links")
    digest = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    until = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = ReaderLinkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("link for a reader")
        verbose_name_plural = gettext_lazy("links for readers")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("made_at")), name="reader_link_ends")
        ]

    def __str__(self):
        when = date_format(timezone.localtime(self.until), "j F Y, H:i")
        return _("%(page)s, until %(when)s") % {"page": self.page, "when": when}

    def read(self) -> dict:
        """The document, in the form that today's code knows, however old it is."""
        return upgrade(self.document)
