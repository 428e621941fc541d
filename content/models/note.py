from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .page import Page

LEAD = "lead"


class NoteQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has dealt with yet, the oldest first."""
        return self.filter(done_at=None).order_by("pk")


class Note(models.Model):
    """What an editor tells colleagues of a page, or of one claim on it: no document has it, and no reader sees it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="notes")
    # Of which part: "lead", or the key of a claim; of the whole page it is empty. A claim that goes leaves its notes.
    about = models.CharField(_("about"), max_length=40, blank=True)
    text = models.TextField(_("note"), max_length=2000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        indexes = [models.Index(fields=["page"], name="open_notes", condition=models.Q(done_at=None))]

    def __str__(self):
        return f"{self.page}: {self.text[:40]}"
