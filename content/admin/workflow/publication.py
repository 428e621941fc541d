"""“Save and submit” and “Save and publish” on the form of a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...documents.building import build
from ...documents.taking import Public
from ...languages import LANGUAGES
from ...models import Edition, Page, Policy
from ...plans import plans_of
from ...publishing import publish, submit
from ...record import live, newest
from ..form.forms import PUBLISH, SUBMIT, is_sent
from ..form.plan_fields import NAME
from ..options import Options
from ..together.merging import taken_of

LAST = "last"  # the class of a part of the form that comes after the rows
KEPT, PROBLEMS = "goes_along", "problems_along"  # in the session


class Publishes(Options):
    """Admin options for pages: submit or publish what was just saved."""

    def has_submit_permission(self, request) -> bool:
        return request.user.has_perm("content.submit_edition")

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm("content.publish_edition")

    def may_do_both(self, request) -> bool:
        """Whether somebody may publish what they save: not where the site asks two people for it."""
        if not hasattr(request, "asks_two_people"):
            request.asks_two_people = Policy.asks_two_people()
        return self.has_publish_permission(request) and not request.asks_two_people

    def changeform_view(self, request, *args, **kwargs):
        may = {SUBMIT: self.has_submit_permission, PUBLISH: self.has_publish_permission}
        if any(button in request.POST and not permission(request) for button, permission in may.items()):
            raise PermissionDenied
        live()  # what has come due goes first, before the form's own transaction
        return super().changeform_view(request, *args, **kwargs)

    def note_fieldset(self, request, obj) -> list[tuple]:
        """What goes along when a page is submitted or published, for whoever may do so."""
        may_submit, may_publish = self.has_submit_permission(request), self.may_do_both(request)
        fields = [("change_note_nl", "change_note_en"), "change"]
        if PUBLISH in request.POST and obj:  # asked when it matters
            fields += [f"{NAME}{plan.pk}" for plan in plans_of(obj)]
        if may_submit and may_publish:
            return [(gettext_lazy("When you submit or publish"), {"fields": fields, "classes": [LAST]})]
        title = gettext_lazy("When you publish") if may_publish else gettext_lazy("When you submit")
        return [(title, {"fields": fields, "classes": [LAST]})] if may_submit or may_publish else []

    def get_form(self, request, obj=None, **kwargs):
        """What is asked of plans the form adds by itself: it is different with every page."""
        if fields := kwargs.get("fields"):
            kwargs["fields"] = [name for name in fields if not name.startswith(NAME)]
        return super().get_form(request, obj, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_submit"] = self.has_submit_permission(request)
        context["may_publish"] = self.has_publish_permission(request)
        context["may_do_both"] = self.may_do_both(request)
        obj = kwargs.get("obj")
        if obj and context["may_submit"] and self.has_change_permission(request, obj):
            context["submit_url"] = self.submit_url(obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not is_sent(request.POST):
            return
        if change and taken_of(form, formsets):
            again = {
                PUBLISH: _("Look at the page as it is now, and publish it then."),
                SUBMIT: _("Look at the page as it is now, and submit it then."),
            }
            self.message_user(request, again[button_of(request)], messages.WARNING)
            keep_what_goes_along(request, form)
        else:
            self.send(request, form)

    def submit_url(self, page: Page) -> str:
        """Where somebody chooses what of a page goes along."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_submit", args=[page.pk])

    def send(self, request, form):
        """Submit or publish what was just saved. What keeps it from that does not undo the saving."""
        # Read anew: the form's instance may carry what it fetched before the claims were saved.
        page, is_published = Page.objects.get(pk=form.instance.pk), button_of(request) == PUBLISH
        try:
            form.made = self.made(request, page, form, is_published)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            saved = _("Your changes were saved, but not submitted.")
            told = _("Your changes were saved, but not published.") if is_published else saved
            self.message_user(request, told, messages.WARNING)
            keep_what_goes_along(request, form, told_at_fields(error, form))
            if not is_published and not_public_of(page):  # it can go along with the sources that it needs
                request.goes_on = self.submit_url(page)
        else:
            waits = _("“%(page)s” was submitted, and waits for review. You can write on meanwhile.")
            told = _("“%(page)s” was published.") if is_published else waits
            self.message_user(request, told % {"page": page}, messages.SUCCESS)
            if is_published and (cancelled := form.cancelled_plans):
                told = _("What was planned is cancelled: %(plans)s.")
                self.message_user(request, told % {"plans": ", ".join(cancelled)}, messages.WARNING)

    def made(self, request, page: Page, form, is_published: bool) -> Edition:
        if is_published:
            return publish(page, by=request.user, **form.publication)
        return submit(page, by=request.user, **form.note)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        edition = getattr(form, "made", None)
        return [*message, added(edition)] if edition else message

    def response_add(self, request, obj, *args, **kwargs):
        stay_on_form(request)
        return goes_on(request, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request, obj):
        stay_on_form(request)
        return goes_on(request, super().response_change(request, obj))


def not_public_of(page: Page) -> list:
    """The passages that a page cites and that are not public."""
    return build(page, Public(newest().moment))[1]


def goes_on(request, response):
    """What is answered, or the way to where what was saved can be submitted."""
    there = getattr(request, "goes_on", "")
    return HttpResponseRedirect(there) if there else response


def button_of(request) -> str:
    return PUBLISH if PUBLISH in request.POST else SUBMIT


def added(edition) -> dict:
    """What the history of the working copy tells of a new edition."""
    return {"added": {"name": "edition", "object": str(edition)}}


def told_at_fields(error: ValidationError, form) -> dict[str, list[str]]:
    """What is missing of that which goes along with a publication, by the field that says so."""
    found: dict[str, list[str]] = {}
    for each in getattr(error, "error_list", []):
        if each.code in form.fields:
            found.setdefault(each.code, []).extend(each.messages)
    return found


def keep_what_goes_along(request, form, problems: dict[str, list[str]] | None = None):
    """Keep what was filled in for the publication, and what is wrong with it, for when the form is shown again."""
    names = [f"change_note_{language}" for language in LANGUAGES]
    request.session[KEPT] = {name: form.cleaned_data.get(name, "") for name in [*names, "change"]}
    request.session[PROBLEMS] = problems or {}


def bring_back(request, form):
    """Fill in what was to go along when the page could not be published, and say at its fields what is missing."""
    if request.method != "GET":
        return
    form.initial |= request.session.pop(KEPT, {})
    if problems := request.session.pop(PROBLEMS, {}):
        form.cleaned_data = {}  # of a form that was not sent there is none, and errors are taken out of it
        for name, messages_at_field in problems.items():
            if name in form.fields:
                form.add_error(name, messages_at_field)


def stay_on_form(request):
    """Whoever submits or publishes wants to see what came of it: stay, as “Save and continue editing” does."""
    if is_sent(request.POST):
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
