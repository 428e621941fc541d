"""What whoever reviews an edition fills in: when it takes effect, what becomes of plans, or why it goes back."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...cleaning import clean
from ...models import Edition
from ...plans import plan_label
from ..form.moments import MomentForm

KEEP, CANCEL = "keep", "cancel"


class ApprovalForm(MomentForm):
    """Now or at a moment to come, and of every plan that there is for the page whether it stays."""

    NOW, LATER = "now", "later"
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("At a moment to come:"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    field_order = ["when", "day", "hour"]

    def __init__(self, plans: Iterable[Edition], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = list(plans)
        for plan in self.plans:
            self.fields[f"plan_{plan.pk}"] = forms.ChoiceField(
                label=_("Planned already for “%(page)s”: %(plan)s") % {"page": plan.page, "plan": plan_label(plan)},
                choices=[(KEEP, _("It stays as planned.")), (CANCEL, _("It is cancelled: this takes its place."))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether it stays or is cancelled.")},
            )

    def clean(self):
        cleaned = super().clean()
        self.moment: datetime | None = None
        if cleaned.get("when") == self.LATER:
            self.moment = self.check_moment(cleaned)
        else:  # what was typed there does not count
            for name in ("day", "hour"):
                self.errors.pop(name, None)
        return cleaned

    @property
    def decision(self) -> dict:
        """What `approve` is told."""
        decided = {plan.pk: self.cleaned_data[f"plan_{plan.pk}"] for plan in self.plans}
        return {
            "at": self.moment,
            "keep": {key for key, choice in decided.items() if choice == KEEP},
            "cancel": {key for key, choice in decided.items() if choice == CANCEL},
        }

    def choices_of_plans(self):
        return [self[f"plan_{plan.pk}"] for plan in self.plans]


class ReasonForm(forms.Form):
    """Why something goes back, or why a plan is called off."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, missing: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = missing

    def clean_reason(self) -> str:
        reason = clean(self.cleaned_data["reason"]).strip()
        if not reason:
            raise ValidationError(self.fields["reason"].error_messages["required"])
        return reason
