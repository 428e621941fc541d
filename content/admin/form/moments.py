"""A moment as an editor types it: a day and a time, as the clock at the wall says it."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import clock


def moment_at(day: date, hour: time) -> datetime:
    """The moment at which the clock at the wall says this. Raises ValidationError where it never or twice does."""
    typed = datetime.combine(day, hour)
    first, second = (timezone.make_aware(typed.replace(fold=fold)) for fold in (0, 1))
    before, after = (moment.utcoffset() or timedelta() for moment in (first, second))
    if before == after:
        return first
    facts = {"time": f"{hour:%H:%M}", "day": date_format(day, "j F Y")}
    if before < after:  # what is skipped is read with the offset from before, then from after
        raise ValidationError(
            _("On %(day)s the clock goes forward, so it is never %(time)s. Choose another time.") % facts
        )
    raise ValidationError(_("On %(day)s the clock goes back, so it is %(time)s twice. Choose another time.") % facts)


class MomentForm(forms.Form):
    """A moment that is to come, in the time of the Netherlands."""

    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=gettext_lazy("Time (Amsterdam)"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def check_moment(self, cleaned: dict) -> datetime | None:
        """The moment that was typed; what keeps it from being one is told at its field."""
        missing = {"day": _("Say on which day."), "hour": _("Say at what time.")}
        for name, told in missing.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, told)
        if not (cleaned.get("day") and cleaned.get("hour") is not None):
            return None
        try:
            moment = moment_at(cleaned["day"], cleaned["hour"])
        except ValidationError as error:
            self.add_error("hour", error)
            return None
        if moment <= clock.now():
            self.add_error("day", _("This moment has passed. Choose one that is to come."))
        return moment
