from django.db import models
from django.utils.translation import gettext_lazy as _


class Seeded(models.Model):
    """A page that came with the code, and was offered to this site once: it is not brought back when it is deleted."""

    content_id = models.UUIDField(primary_key=True)

    class Meta:
        verbose_name = _("page that came with the code")
        verbose_name_plural = _("pages that came with the code")

    def __str__(self):
        return str(self.content_id)
