from django.db import models
from django.utils.translation import gettext_lazy as _

from content.dates import PartialDateField

from .body import Body
from .partnership import PERIOD_HELP


class Programme(Body):
    """What bodies drew up, carry out or work under: a strategy, an action programme, a report, a law."""

    section = _("programmes/")

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
    start = PartialDateField(_("start"), help_text=PERIOD_HELP)
    end = PartialDateField(_("end"), help_text=PERIOD_HELP)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def details(self):
        period = {"start": self.start, "end": self.end}
        return super().details() | {name: value for name, value in period.items() if value}
