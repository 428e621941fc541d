from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """One step of the public record: at this moment the site changed, as the editions say that refer to it.

    The serial numbers are 1, 2, 3 … without a gap, and the moments follow each other as they do
    (`content/record.py` gives them out, under a lock). Between two steps the public site stays as it is, so a serial
    number names a state of the whole site.
    """

    serial = models.PositiveBigIntegerField(_("serial number"), primary_key=True)
    moment = models.DateTimeField(_("moment"), unique=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-serial"]

    def __str__(self):
        return str(self.serial)


class Policy(models.Model):
    """What this site asks of its editors beyond the rules: one row, so that the database can hold them to it."""

    approver_differs = models.BooleanField(
        _("two people"),
        default=False,
        help_text=_("Whoever approves a page is somebody else than whoever submitted it."),
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="policy_single")]

    def __str__(self):
        return str(_("policy"))

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def asks_two_people(cls) -> bool:
        return cls.objects.filter(approver_differs=True).exists()
