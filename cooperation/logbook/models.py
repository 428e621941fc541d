from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.Model):
    """That somebody who was signed in asked for what they may not: written once, never changed."""

    moment = models.DateTimeField(_("moment"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+")
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("refusal")
        verbose_name_plural = _("logbook")
        ordering = ["-moment", "-pk"]
        default_permissions = ()
        permissions = [("read_refusal", _("Can read the whole logbook"))]
        indexes = [
            models.Index(fields=["moment", "id"], name="refusal_moment"),
            models.Index(fields=["user", "moment"], name="refusal_user"),
        ]

    def __str__(self):
        return f"{self.user}: {self.method} {self.path}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A refusal is written once.")
        super().save(*args, **kwargs)
