from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .source import Passage, Source


class SourceTextQuerySet(models.QuerySet):
    def newest(self, source: Source) -> "SourceText | None":
        """The text of a source as it was last given, if it was."""
        return self.filter(source=source.pk).order_by("-number").first()


class SourceText(models.Model):
    """The text of a source, for editors to read and to mark passages in: no reader and no document ever has it.

    Whoever gives it anew leaves the older one, so that it is seen what changed; each has its number.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="source_texts")
    number = models.PositiveIntegerField()
    text = models.TextField()  # paragraphs between empty lines, pages between form feeds
    file_name = models.CharField(max_length=200, blank=True)  # of what was uploaded; empty of what was pasted
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the file, or of what was pasted, in hexadecimal
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    objects = SourceTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a source")
        verbose_name_plural = _("texts of sources")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="source_text_number_unique")]

    def __str__(self):
        return f"{self.source} ({self.number})"


class TextMark(models.Model):
    """Words of a text, from one place to another: those of a passage, or such as the site has nothing to say of."""

    text = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="marks")
    passage = models.ForeignKey(Passage, null=True, on_delete=models.CASCADE, related_name="text_marks")
    start = models.PositiveIntegerField()  # characters from the begin of the text
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("mark in a text")
        verbose_name_plural = _("marks in texts")
        default_permissions = ()
        ordering = ["start", "end", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mark_has_words"),
            models.UniqueConstraint(fields=["text", "passage", "start", "end"], name="mark_made_once"),
        ]

    def __str__(self):
        return f"{self.passage or '–'}: {self.start}–{self.end}"
