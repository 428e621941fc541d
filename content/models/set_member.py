from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class SetMember(models.Model):
    """That an edition was submitted as one of a set: all that have this key are decided on together."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, primary_key=True, related_name="set_member"
    )
    key = models.UUIDField(_("key"), db_index=True)

    class Meta:
        verbose_name = _("member of a set")
        verbose_name_plural = _("members of sets")
        default_permissions = ()

    def __str__(self):
        return str(self.edition)
