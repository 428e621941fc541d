from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class Decision(models.Model):
    """Who decided what on an edition, and when, where the edition itself has no room for it.

    An edition tells who submitted it and, once it is public, who approved it. What was planned, sent back, called off
    or taken back has no moment of its own there, and who planned something gives way to who cancelled it.
    """

    class Act(models.TextChoices):
        PLANNED = "planned", _("planned")
        MOVED = "moved", _("plan moved")
        REJECTED = "rejected", _("sent back")
        CANCELLED = "cancelled", _("plan cancelled")
        TAKEN_BACK = "taken_back", _("taken back")

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="decisions")
    act = models.CharField(_("decision"), max_length=10, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    moment = models.DateTimeField(_("for when"), null=True)  # of a plan, which may move later

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["-at", "-id"], name="decision_by_age")]

    def __str__(self):
        return f"{self.edition}: {self.get_act_display()}"

    def delete(self, *args, **kwargs):
        raise ProtectedError("Decisions are kept.", {self})
