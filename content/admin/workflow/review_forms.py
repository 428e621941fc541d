"""What whoever reviews an edition fills in: when it takes effect, what becomes of plans, or why it goes back."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ...cleaning import clean
from ...models import Edition
from ..form.moments import MomentForm
from ..form.plan_fields import AsksOfPlans


class ApprovalForm(AsksOfPlans, MomentForm):
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
        self.ask_of(plans)

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
        return {"at": self.moment, **self.of_plans}


class MoveForm(MomentForm):
    """The moment that a plan moves to."""

    def __init__(self, plan: Edition, data=None, **kwargs):
        now = timezone.localtime(plan.published_at) if plan.is_plan else None
        super().__init__(data, initial={"day": now.date(), "hour": now.time()} if now else {}, **kwargs)

    def clean(self):
        cleaned = super().clean()
        self.moment = self.check_moment(cleaned)
        return cleaned


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
