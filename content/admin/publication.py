"""“Save and publish” on the form of a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..models import Page
from ..publishing import publish
from ..record import live
from .forms import PUBLISH
from .merging import people_since

KEPT_NOTE = "change_note"


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
        taken = [*form.taken, *(label for formset in formsets for label in formset.taken)]
        if taken:
            self.message_user(request, merged(form, taken), messages.WARNING)
        if PUBLISH in request.POST and taken:
            self.message_user(request, _("Look at the page as it is now, and publish it then."), messages.WARNING)
            keep_note(request, form)
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
            keep_note(request, form)
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


def merged(form, taken: list[str]) -> str:
    """What somebody else did meanwhile, which was saved together with what was done here."""
    people, what = people_since(form.instance, form.data), get_text_list(taken, _("and"))
    return _(
        "%(people)s saved this page after you opened it. What you changed was saved together with what they changed: "
        "%(what)s."
    ) % {"people": people, "what": what}


def keep_note(request, form):
    """Keep the change note that was typed for when the form is shown again."""
    request.session[KEPT_NOTE] = {f"change_note_{code}": text for code, text in form.change_note.items()}


def bring_back_note(request, form):
    """Fill in the change note that was typed when the page could not be published."""
    if request.method == "GET":
        form.initial |= request.session.pop(KEPT_NOTE, {})


def stay_on_form(request):
    """Whoever publishes wants to see what came of it: stay, as “Save and continue editing” does."""
    if PUBLISH in request.POST:
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
