from django.db import models
from django.utils.translation import gettext_lazy as _

from content.dates import PartialDateField

from .body import Body

PERIOD_HELP = _("As a year, a month or a day. A statement on the page has to say the same, with its passage.")


class Partnership(Body):
    """Something in which bodies work together: a joint unit, a forum, a working group."""

    section = _("partnerships/")

    class Kind(models.TextChoices):
        JOINT_UNIT = "joint_unit", _("joint unit")
        INFORMATION_EXCHANGE = "information_exchange", _("information exchange")
        FORUM = "forum", _("forum")
        COALITION = "coalition", _("coalition")
        WORKING_GROUP = "working_group", _("working group")
        CONSULTATION = "consultation", _("consultation")
        NETWORK = "network", _("network")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    start = PartialDateField(_("start"), help_text=PERIOD_HELP)
    end = PartialDateField(_("end"), help_text=PERIOD_HELP)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def details(self):
        period = {"start": self.start, "end": self.end}
        return super().details() | {name: value for name, value in period.items() if value}
