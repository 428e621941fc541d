"""The way out for a page that has been public: it is withdrawn with a reason, never deleted."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...languages import LANGUAGES
from ...models import Page
from ...plans import plans_of
from ...publishing import leaning_on, withdraw
from ...record import live, newest
from ..form.plan_fields import AsksOfPlans
from ..options import Options
from ..standing.states import states_of
from .publication import added

REFUSED = gettext_lazy(
    "“%(page)s” has been public, so it cannot be deleted: every version that the site showed is kept."
)
SHOWN = "shown_for_deletion"
WAY_OUT = gettext_lazy("Withdraw it instead: its address then says since when and why it is gone.")


class WhyForm(forms.Form):
    """Why something is taken off the site, in both languages: it is what its address says from then on."""

    reason_nl = forms.CharField(
        label=gettext_lazy("Reason [nl]"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason [en]"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def reason(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reason_{language}"] for language in LANGUAGES}


class WithdrawForm(AsksOfPlans, WhyForm):
    """Why a page is taken off the site, and what becomes of what is planned for it and of what leans on it."""

    # Shown once the pages that lean on this one have been named.
    aware = forms.BooleanField(label=gettext_lazy("Withdraw it all the same"), required=False)

    def __init__(self, page: Page, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.leaning = leaning_on(page.pk, newest().moment)
        self.ask_of(plans_of(page))
        if not self.leaning:
            del self.fields["aware"]

    @property
    def shown(self) -> str:
        """The keys of the pages that the form names: what comes later was not decided on."""
        return " ".join(f"page-{each.page_id}" for each in self.leaning)

    @property
    def decided(self) -> dict:
        """What becomes of each plan, and whether all pages were shown that lean on this one."""
        seen = set(self.data.get("shown", "").split())
        aware = self.cleaned_data.get("aware", False) and {f"page-{each.page_id}" for each in self.leaning} <= seen
        return {**self.of_plans, "aware": aware}


class KeepsWhatWasPublic(Options):
    """Admin options for pages: withdraw instead of delete."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def withdraw_view(self, request, object_id):
        """Ask why, and take the page off the public site."""
        live()  # what has come due goes first
        page = self.get_object(request, object_id)
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_publish_permission(request) or not self.has_view_permission(request, page):
            raise PermissionDenied
        form = WithdrawForm(page, request.POST or None)
        if request.method == "POST" and form.is_valid() and self.withdraw(request, page, form):
            return HttpResponseRedirect("../change/")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw “%(page)s”") % {"page": page},
            "form": form,
            "opts": self.opts,
            "page": page,
        }
        return TemplateResponse(request, "admin/content/withdraw.html", context)

    def withdraw(self, request, page, form) -> bool:
        """Withdraw a page, or say in the form what is wrong."""
        try:
            edition = withdraw(page, by=request.user, reason=form.reason, **form.decided)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        self.log_change(request, page, [added(edition)])
        self.message_user(request, _("“%(page)s” was withdrawn.") % {"page": page}, messages.SUCCESS)
        return True

    def delete_view(self, request, object_id, extra_context=None):
        page = self.get_object(request, unquote(object_id))
        may_delete = page and self.has_delete_permission(request, page)
        if may_delete and request.method == "POST" and self.saved_since(request, page):
            told = _("Somebody saved “%(page)s” after you were asked whether to delete it. Look at it again.")
            self.message_user(request, told % {"page": page}, messages.WARNING)
            return HttpResponseRedirect("../change/")
        if may_delete:
            shown = request.session.get(SHOWN, {})
            request.session[SHOWN] = {**shown, str(page.pk): page.modified_at.isoformat()}
        if may_delete and page.editions.exists():
            self.message_user(request, REFUSED % {"page": page}, messages.ERROR)
            if states_of(page) != ["withdrawn"]:
                self.message_user(request, WAY_OUT, messages.INFO)
            return HttpResponseRedirect("../change/")
        return super().delete_view(request, object_id, extra_context)

    def saved_since(self, request, page) -> bool:
        """Whether somebody saved a page after it was shown whole to whoever is going to delete it."""
        shown = request.session.get(SHOWN, {}).get(str(page.pk))
        return shown is not None and shown != page.modified_at.isoformat()

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one at a time, so that each can be refused with its reason
        return actions
