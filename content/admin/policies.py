"""The screen on which an administrator says whether a page takes two people on its way to readers."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Policy
from .standing.standing import name_of


def people_who_may(codename: str) -> list:
    """Whoever has an account that is in use and a right of the editions, by their own or a group's."""
    right = {"content_type__app_label": "content", "codename": codename}
    own = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    given = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    found = people.filter(own).union(people.filter(given), people.filter(is_superuser=True))
    return sorted(found, key=name_of)


class PolicyForm(forms.ModelForm):
    """Refuses a rule by which nothing could ever be approved."""

    def clean_approver_differs(self) -> bool:
        asks_two = self.cleaned_data["approver_differs"]
        approving, submitting = (people_who_may(f"{act}_edition") for act in ("publish", "submit"))
        if asks_two and not any(one.pk != other.pk for one in approving for other in submitting):
            raise ValidationError(
                _(
                    "Nobody could publish anything: it takes somebody who may submit, and somebody else who may "
                    "publish. Give a second person an account first."
                )
            )
        return asks_two


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """One row, which is there from the beginning."""

    form = PolicyForm
    fields = ["approver_differs", "approving"]
    readonly_fields = ["approving"]

    @admin.display(description=gettext_lazy("who may approve"))
    def approving(self, _policy):
        people = people_who_may("publish_edition")
        if not people:
            return _("Nobody: nothing can be published.")
        if len(people) == 1:
            alone = _("Only %(person)s. With two people nobody could approve what %(person)s submits.")
            return alone % {"person": name_of(people[0])}
        return get_text_list([name_of(each) for each in people], _("and"))

    def get_object(self, request, object_id, from_field=None):
        """The one row, which is only written when somebody changes it."""
        return (Policy.objects.first() or Policy(pk=1)) if str(object_id) == "1" else None

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:content_policy_change", args=[1]))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
