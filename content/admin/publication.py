"""“Save and publish” on the form of a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from ..languages import LANGUAGES
from ..models import Page
from ..publishing import publish
from ..record import live
from .forms import PUBLISH
from .merging import taken_of

KEPT, PROBLEMS = "goes_along", "problems_along"  # in the session


class Publishes:
    """Admin options for pages: publish what was just saved."""

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm("content.publish_edition")

    def changeform_view(self, request, *args, **kwargs):
        if PUBLISH in request.POST and not self.has_publish_permission(request):
            raise PermissionDenied
        live()  # what has come due goes first, before the form's own transaction
        return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if PUBLISH in request.POST and change and taken_of(form, formsets):
            self.message_user(request, _("Look at the page as it is now, and publish it then."), messages.WARNING)
            keep_what_goes_along(request, form)
        elif PUBLISH in request.POST:
            self.publish(request, form)

    def publish(self, request, form):
        """Publish what was just saved. What keeps it from being published does not undo the saving."""
        # Read anew: the form's instance may carry what it fetched before the claims were saved.
        page = Page.objects.get(pk=form.instance.pk)
        try:
            edition = publish(page, by=request.user, **form.publication)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            self.message_user(request, _("Your changes were saved, but not published."), messages.WARNING)
            keep_what_goes_along(request, form, told_at_fields(error, form))
        else:
            form.published = edition
            self.message_user(request, _("“%(page)s” was published.") % {"page": page}, messages.SUCCESS)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        edition = getattr(form, "published", None)
        return [*message, added(edition)] if edition else message

    def response_add(self, request, obj, *args, **kwargs):
        stay_on_form(request)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        stay_on_form(request)
        return super().response_change(request, obj)


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
    """Whoever publishes wants to see what came of it: stay, as “Save and continue editing” does."""
    if PUBLISH in request.POST:
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
