from django.db import models
from django.utils.translation import gettext_lazy as _

from .body import DatedBody


class Partnership(DatedBody):
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

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
