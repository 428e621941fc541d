from django.db import models
from django.utils.translation import gettext_lazy as _

from ..roles.role import PROGRAMME
from .body import DatedBody


class Programme(DatedBody):
    """What bodies drew up, carry out or work under: a strategy, an action programme, a report, a law."""

    section = _("programmes/")
    stands_as = PROGRAMME
    date_detail = "start"

    class Kind(models.TextChoices):
        STRATEGY = "strategy", _("strategy")
        ACTION_PROGRAMME = "action_programme", _("action programme")
        CRISIS_PLAN = "crisis_plan", _("crisis plan")
        GUIDANCE = "guidance", _("guidance")
        FUNDING = "funding", _("funding")
        REPORT = "report", _("report")
        LEGISLATION = "legislation", _("legislation")
        PROJECT = "project", _("project")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
