import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BroughtFile(models.Model):
    """A file that somebody brought and did not confirm yet: theirs alone, and for a day at most."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("brought file")
        verbose_name_plural = _("brought files")
        default_permissions = ()

    def __str__(self):
        return self.name
