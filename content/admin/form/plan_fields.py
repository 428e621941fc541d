"""What becomes of what is planned for a page, asked of whoever is about to publish or withdraw it."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _

from ...models import Edition
from ...plans import plan_label

KEEP, CANCEL = "keep", "cancel"
NAME = "plan_"  # and the key of the plan


class AsksOfPlans:
    """A form that asks of each plan whether it stays or is cancelled: a question that is answered, and no box."""

    plans: list[Edition] = []

    def ask_of(self, plans: Iterable[Edition]) -> None:
        self.plans = list(plans)
        for plan in self.plans:
            self.fields[f"{NAME}{plan.pk}"] = forms.ChoiceField(  # type: ignore[attr-defined]  # it is one of a form
                label=_("Planned already for “%(page)s”: %(plan)s") % {"page": plan.page, "plan": plan_label(plan)},
                choices=[(KEEP, _("It stays as planned.")), (CANCEL, _("It is cancelled: this takes its place."))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether it stays or is cancelled.")},
            )

    def plans_to(self, choice: str) -> list[Edition]:
        """The plans of which somebody chose this."""
        return [plan for plan in self.plans if self.cleaned_data.get(f"{NAME}{plan.pk}") == choice]  # type: ignore[attr-defined]

    @property
    def of_plans(self) -> dict[str, set[int]]:
        """What `publishing` is told of them, by their keys."""
        return {choice: {plan.pk for plan in self.plans_to(choice)} for choice in (KEEP, CANCEL)}

    def choices_of_plans(self) -> list:
        return [self[f"{NAME}{plan.pk}"] for plan in self.plans]  # type: ignore[index]
