from django.db import models
from django.utils.translation import gettext_lazy as _

from content.languages import Label
from content.models import Source

from .fetching import Trouble


class AddressCheck(models.Model):
    """What became of asking for the document of a source at its address, the last time that somebody looked.

    One that does not answer is only called dead once that was so on several days; one outage is no alarm.
    """

    class State(models.TextChoices):
        FINE = "fine", _("answers")
        FAILING = "failing", _("does not answer, for now")
        CLOSED = "closed", _("turns programs away")
        MOVED = "moved", _("has moved")
        CHANGED = "changed", _("says something else")
        DEAD = "dead", _("is dead")

    # What somebody has to do something about.
    ALARMS = (State.DEAD, State.MOVED, State.CHANGED)

    source = models.OneToOneField(Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="+")
    url = models.TextField(_("web address"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    since = models.DateTimeField(_("since"))  # that it is in this state
    looked_at = models.DateTimeField(_("looked at"))
    told = models.CharField(_("what was answered"), max_length=200, blank=True)
    leads_to = models.TextField(_("leads to"), blank=True)
    # Of what it said when somebody last read it, and of what it says now.
    known = models.CharField(_("mark of what was read"), max_length=64, blank=True)
    found = models.CharField(_("mark of what it says"), max_length=64, blank=True)
    # The days on which it did not answer, one after another, up to as many as make it dead.
    failed_on = models.JSONField(_("did not answer on"), default=list)

    class Meta:
        verbose_name = _("address of a source")
        verbose_name_plural = _("addresses of sources")
        default_permissions = ()

    def __str__(self):
        return f"{self.url}: {self.get_state_display()}"

    @property
    def reason(self) -> Label:
        """Why it did not answer, in the editor's language; a status as it is."""
        return dict(Trouble.choices).get(self.told, self.told)


class UnfoundWord(models.Model):
    """How often something was looked for on a day and not found: a mark of it, and its words once it is asked often."""

    mark = models.CharField(_("mark"), max_length=64)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"))
    words = models.CharField(_("words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("word that was not found")
        verbose_name_plural = _("words that were not found")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["mark", "day"], name="unfound_once_a_day")]
        indexes = [models.Index(fields=["day"], name="unfound_by_day")]

    def __str__(self):
        return f"{self.words or self.mark[:8]}: {self.times}"
