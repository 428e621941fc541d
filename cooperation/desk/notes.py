"""Notes for colleagues about a page, or about one claim on it: left, answered by another, and done with."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from content import clock
from content.cleaning import clean
from content.models import Note, Page
from content.models.note import LEAD
from content.richtext import plain

from .going_in import page_for, screen

MOST_DONE = 10  # of what is done, that are still shown


class NoteForm(forms.ModelForm):
    """What it is about, and what there is to say."""

    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    class Meta:
        model = Note
        fields = ["about", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": gettext_lazy("Write what your colleagues are to know.")}}

    def __init__(self, page: Page, data: QueryDict | None = None):
        super().__init__(data, auto_id="id_note_%s")
        self.fields["about"].choices = [("", _("the page as a whole")), *parts_of(page).items()]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text = clean(self.cleaned_data["text"]).strip()
        if not text:
            raise ValidationError(self.fields["text"].error_messages["required"])
        return text


def parts_of(page: Page) -> dict[str, str]:
    """What of a page a note can be about, beside all of it: the lead, and each claim by its key."""
    claims = [claim for name in page.claim_names for claim in getattr(page, name).all()]
    return {LEAD: capfirst(_("lead")), **{str(claim.pk): Truncator(plain(str(claim))).chars(70) for claim in claims}}


def panel(page: Page, form: NoteForm | None = None) -> dict:
    """What the panel of notes shows: those that are open, each with the way to what it is about, and the last done."""
    notes = list(page.notes.select_related("made_by", "done_by").order_by("pk"))
    parts = parts_of(page)
    return {
        "page": page,
        "note_form": form or NoteForm(page),
        "open_notes": [(note, parts.get(note.about, ""), place_of(note, parts)) for note in notes if not note.done_at],
        "done_notes": [note for note in reversed(notes) if note.done_at][:MOST_DONE],
    }


def place_of(note: Note, parts: dict[str, str]) -> str:
    """The id of what a note is about on the form of the page; nothing of the whole page, or of what is gone."""
    if note.about not in parts:
        return ""
    return "id_lead_nl" if note.about == LEAD else f"row-{note.about}"


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, page: int) -> HttpResponse:
    """The notes of a page: left, and done with, by whoever may look at it."""
    found = page_for(request, page)
    is_new = request.method == "POST" and "done" not in request.POST
    form = NoteForm(found, request.POST if is_new else None)
    if request.method == "POST" and not is_new:
        key = request.POST["done"]
        if key.isascii() and key.isdecimal() and len(key) < 19:
            Note.objects.filter(pk=key, page=found.pk, done_at=None).update(done_by=request.user, done_at=clock.now())
    if is_new and form.is_valid():
        form.instance.page_id, form.instance.made_by, form.instance.made_at = found.pk, request.user, clock.now()
        form.save()
    if request.method == "POST" and (not is_new or form.is_valid()):
        return HttpResponseRedirect(reverse("admin:notes", args=[found.pk]))
    around = screen(request, found, _("Notes: %(page)s") % {"page": found})
    context = {**around, **panel(found, form if is_new else None)}
    return TemplateResponse(request, "admin/desk/notes.html", context)
