import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptForm(models.Model):
    """What somebody typed in the admin that is not saved: it is theirs alone.

    Either it was sent, and they had to show who they are first; or it is a draft of a `form`, kept while they type, and
    replaced each time: of each form one, and one of the opening before.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.TextField(_("address"))
    form = models.CharField(max_length=80, blank=True, db_index=True)  # "<app>.<model>:<key>", ":add" of a new one
    opening = models.CharField(max_length=40, blank=True)  # which opening of the form it was typed in
    title = models.CharField(max_length=200, blank=True)  # of the page, as it was called then
    values = models.JSONField(_("what was sent"))
    had_files = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], condition=~models.Q(form=""), name="draft_once")
        ]

    def __str__(self):
        return f"{self.user}: {self.path}"
