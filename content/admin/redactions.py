"""Lawful removal in the admin: asked for from the form of a page, seen whole by somebody else, and confirmed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import documents
from ..languages import LANGUAGES
from ..models import Page, Redaction
from ..models.redaction import ever_said
from ..redacting import blank, redact
from ..richtext import plain
from .actions import do_with_each
from .form.fields import SideBySide

WHOLE = "whole"


def claims_of(page: Page) -> dict[str, dict]:
    """Every claim that a page holds or ever held, by its id, as its newest edition has it, or what was saved last."""
    found: dict[str, dict] = {}
    for document in ever_said(page):
        lead = {"heading": {}, "text": document["lead"], "gap": {}}
        for claim in documents.cited_claims(document):
            claim = lead | claim if claim is document["lead_claim"] else claim
            found.setdefault(claim["id"], claim)
    return found


def words_of(claim: dict, language: str) -> str:
    """What a claim says in a language, with the remark of a body that disputes it."""
    remark = claim.get("remark", {})
    said = [claimed(claim, language), *(remark.get(name, {}).get(language) for name in ("by", "text"))]
    return " – ".join(filter(None, said))


def claimed(claim: dict, language: str) -> str:
    """What a claim says itself; a relation, with the other page as it is called in the working copy."""
    if "text" in claim:
        heading, text = claim["heading"].get(language, ""), claim["text"].get(language, "")
        gap = claim.get("gap")  # only what is without markup has one: a lead and a step
        said = (heading, plain(text)) if gap is None else (heading, text, gap.get(language, ""))
        return " – ".join(filter(None, said))
    other = Page.objects.filter(content_id=claim["target"]).first()
    told = (claim["told"].get(language) or [claim["role"]])[0]
    told = told.replace("{this}", "…").replace("{other}", str(other or _("a page that is gone")))
    return " ".join(filter(None, (told, claim["detail"].get(language))))


class RedactionForm(forms.ModelForm):
    """What of one page has to go: one claim that it held, or all that it ever said. Neither is chosen by itself."""

    what = forms.ChoiceField(label=gettext_lazy("What goes"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "page" not in self.fields:  # to be read
            return
        self.fields["page"].widget = forms.HiddenInput()
        page = Page.objects.filter(pk=self.data.get("page") or self.initial.get("page")).first()
        claims = claims_of(page) if page else {}
        self.fields["what"].choices = [
            *((key, Truncator(words_of(claim, "nl")).words(25)) for key, claim in claims.items()),
            (WHOLE, _("All that the page ever said, in every version. Its address stays.")),
        ]

    def clean(self):
        cleaned = super().clean()
        what = cleaned.get("what")
        self.instance.claim = None if what == WHOLE else what
        return cleaned


@admin.register(Redaction)
class RedactionAdmin(SideBySide, admin.ModelAdmin):
    """Asked for by one, confirmed by another: then the words are gone, and nothing here can be changed."""

    form = RedactionForm
    list_display = ["page", "goes", "reason_nl", "asked_by", "asked_at", "confirmed_by"]
    list_select_related = ["page", "asked_by", "confirmed_by"]
    actions = ["confirm"]

    def get_fields(self, request, obj=None):
        if obj:
            return ["page", "goes", "with_notes", ("reason_nl", "reason_en"), ("asked_by", "confirmed_by")]
        return ["page", "what", "with_notes", ("reason_nl", "reason_en")]

    def get_readonly_fields(self, request, obj=None):
        return ["goes"] if obj else []

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        """What was asked for can be taken back until it is carried out."""
        if obj is None or obj.confirmed_by_id:
            return False
        return obj.asked_by_id == request.user.pk or super().has_change_permission(request)

    @admin.display(description=gettext_lazy("what goes"))
    def goes(self, redaction):
        if not redaction.claim:
            return _("all that the page ever said")
        claim = claims_of(redaction.page).get(str(redaction.claim))
        return Truncator(words_of(claim, "nl")).words(12) if claim else str(redaction.claim)

    # Asking

    def get_changeform_initial_data(self, request):
        return {"page": request.GET.get("page", "")}

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        page = request.POST.get("page") or request.GET.get("page", "")
        found = Page.objects.filter(pk=page, editions__isnull=False).first() if page.isdecimal() else None
        if found is None:
            message = _("Open a page that has been submitted or public, and choose “Remove words by law” there.")
            self.message_user(request, message, messages.INFO)
            return HttpResponseRedirect(reverse("admin:content_redaction_changelist"))
        title = _("Remove words of “%(page)s” by law") % {"page": found}
        return super().add_view(request, form_url, {"title": title, **(extra_context or {})})

    def save_model(self, request, obj, form, change):
        obj.asked_by = request.user
        super().save_model(request, obj, form, change)

    # Confirming

    @admin.action(description=gettext_lazy("Look at it, and confirm"), permissions=["change"])
    def confirm(self, request, queryset):
        """Show what would go; with the button there it goes."""
        queryset = queryset.filter(confirmed_by=None).exclude(asked_by=request.user).select_related("page", "asked_by")
        if not queryset:
            told = _(
                "There is nothing here for you to confirm: it was carried out already, or you asked for it yourself."
            )
            self.message_user(request, told, messages.INFO)
            return None
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Remove these words for good?"),
                "opts": self.opts,
                "redactions": [{"redaction": each, "goes": what_goes(each)} for each in queryset],
            }
            return TemplateResponse(request, "admin/content/confirm_redactions.html", context)
        told = _("“%(page)s” was redacted.")
        do_with_each(self, request, queryset, redact, lambda redaction: told % {"page": redaction.page})
        return None


def what_goes(redaction: Redaction) -> list[str]:
    """The words that would go: of the claim, or all that the page and its claims ever said, in both languages."""
    claims = claims_of(redaction.page)
    chosen = [claims[str(redaction.claim)]] if redaction.claim else list(claims.values())
    own = [] if redaction.claim else own_words(redaction.page)
    return list(dict.fromkeys([*own, *(words_of(claim, language) for claim in chosen for language in LANGUAGES)]))


def own_words(page: Page) -> list[str]:
    """What the versions of a page say beside its claims: what it is called, its lead, its details and its passages."""
    found: list[str] = []
    for document in ever_said(page):
        left = blank(document)
        details = [value for name, value in document["details"].items() if value != left[name]]
        passages = [passage[name] for passage in document.get("passages", ()) for name in ("place", "summary")]
        for said in [document["title"], document["lead"], *details, *passages]:
            found += filter(None, said.values() if isinstance(said, dict) else [said])
    return found
