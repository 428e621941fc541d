from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .page import Page


class Translation(models.Model):
    """A translation that was right: for which Dutch words, known by their digests, and who said so.

    What is written here is what cannot be seen in the texts themselves; `content/translating.py` reads it. Who stays
    empty where nobody had to say so, because it was written along with the Dutch.
    """

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="translations")
    owner = models.UUIDField(_("what has the text"))  # the permanent id of a page, a claim or a passage
    field = models.CharField(_("field"), max_length=40)
    language = models.CharField(_("language"), max_length=2)
    source = models.CharField(_("digest of the Dutch"), max_length=32)
    translation = models.CharField(_("digest of the translation"), max_length=32)
    text = models.TextField(_("the Dutch"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "field", "language", "translation", "source"], name="translation_unique"
            )
        ]

    def __str__(self):
        return f"{self.page}: {self.field} [{self.language}]"
