"""The screen on which an editor chooses what to submit: which changes of a page, and the sources that it needs.

“Save and submit” on the form is the short way: it submits all of a page. This is the way for a page that colleagues are
at work on too, and for one that cites what is not public yet.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...documents.building import build, digest
from ...documents.choosing import FIELDS, LEAD, ORDER, SOURCES, Part, differing
from ...documents.taking import Public
from ...languages import LANGUAGES
from ...models import Edition, Page, Source
from ...publishing import submit_set
from ...record import live, newest
from ..options import Options
from ..redactions import words_of
from .publication import KEPT, PROBLEMS, added

STATES = {"new": gettext_lazy("new"), "changed": gettext_lazy("changed"), "gone": gettext_lazy("removed")}
WHOLE = {
    FIELDS: gettext_lazy("The page itself: title, address, picture, classification"),
    LEAD: gettext_lazy("The lead"),
    SOURCES: gettext_lazy("The words of the sources that it cites, as they are public now"),
    ORDER: gettext_lazy("The order"),
}


class Submission:
    """What a page has to submit: how it differs from what is live, and which sources have to go along."""

    def __init__(self, page: Page):
        self.page = page
        moment = newest().moment
        self.live = Edition.objects.at(moment).filter(page=page.pk).first()
        self.document, missing = build(page, Public(moment))
        self.before = self.live.read() if self.live else None
        self.parts = differing(self.before, self.document) if self.before else []
        needed = {passage.source_id for passage in missing}
        self.sources = list(Source.objects.filter(pk__in=needed).order_by("title_nl", "pk"))

    @property
    def seen(self) -> str:
        """What somebody who looks at this has seen, so that nothing goes along that a colleague saved since."""
        return digest(self.document)

    def label(self, part: Part) -> str:
        """What a part is, in the words of the page."""
        if told := WHOLE.get(ORDER if part.kind == ORDER else part.key):
            return str(told)
        document = self.before if self.before and part.state == "gone" else self.document
        claim = next(each for each in document[part.kind] if each["id"] == part.key)
        words = claim["place"].get("nl", "") if part.kind == "passages" else words_of(claim, "nl")
        return f"{STATES[part.state]}: {Truncator(words).words(25)}"


class SubmitForm(forms.ModelForm):
    """What goes along, and the note for readers."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What changed"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Sources that it needs"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Edition
        fields = ["change_note_nl", "change_note_en", "change"]
        widgets = {f"change_note_{language}": forms.Textarea(attrs={"rows": 2}) for language in LANGUAGES}

    def __init__(self, submission: Submission, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = {
            "parts": [(part.key, submission.label(part)) for part in submission.parts],
            "sources": [(str(source.pk), str(source)) for source in submission.sources],
        }
        for name, choices in self.choices.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].initial = [key for key, _label in choices]
            if not choices:
                del self.fields[name]

    def clean_parts(self):
        if not self.cleaned_data["parts"]:
            raise ValidationError(_("Choose something to submit."))
        return self.cleaned_data["parts"]

    def _post_clean(self):
        """Nothing is made of the fields here: `submit_set` makes the edition."""

    @property
    def note(self) -> dict:
        note = {language: self.cleaned_data[f"change_note_{language}"] for language in LANGUAGES}
        return {"change_note": note, "change": self.cleaned_data["change"]}


class Submits(Options):
    """Admin options for pages: submit some of what changed, and sources along with it."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_submit"
        view = self.admin_site.admin_view(self.submit_view)
        return [path("<path:object_id>/submit/", view, name=name), *super().get_urls()]

    def submit_view(self, request, object_id):
        """Show what there is to submit, and submit what was chosen of it."""
        live()  # what has come due goes first
        page = self.get_object(request, unquote(object_id))
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_submit_permission(request) or not self.has_change_permission(request, page):
            raise PermissionDenied
        submission = Submission(page)
        request.session.pop(PROBLEMS, None)  # they are told here
        form = SubmitForm(submission, request.POST or None, initial=request.session.pop(KEPT, None))
        if request.method == "POST" and form.is_valid() and self.submit(request, submission, form):
            return HttpResponseRedirect("../change/")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Submit “%(page)s”") % {"page": page},
            "form": form,
            "opts": self.opts,
            "page": page,
            "submission": submission,
        }
        return TemplateResponse(request, "admin/content/submit.html", context)

    def submit(self, request, submission: Submission, form: SubmitForm) -> bool:
        """Submit what was chosen, or say in the form what is wrong."""
        page, chosen = submission.page, None
        if request.POST.get("seen") != submission.seen:
            form.add_error(None, _("Somebody saved this page after you opened this screen. Look at it again."))
            return False
        if submission.before:
            chosen = {page.pk: form.cleaned_data.get("parts", ())}
        along = [source for source in submission.sources if str(source.pk) in form.cleaned_data.get("sources", ())]
        if not all(self.may_submit(request, source) for source in along):
            raise PermissionDenied
        try:
            editions = submit_set([page, *along], by=request.user, chosen=chosen, **form.note)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        for edition in editions:
            self.log_change(request, edition.page.specific, [added(edition)])
        told = _("“%(page)s” was submitted, and waits for review. You can write on meanwhile.")
        self.message_user(request, told % {"page": page}, messages.SUCCESS)
        return True

    def may_submit(self, request, source: Source) -> bool:
        return request.user.has_perm("content.change_source")
