"""A form in which a claim begins with its passage: whoever reads a source comes here to write what it says."""

from django.contrib import messages
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...documents import LEAD
from ...models import Passage
from ...rendering.markup import element
from ...source_texts.marking import words_of
from ..options import Options


class Begun:
    """What the address of a form asks for: of which kind the claim is, and the passage that it rests on."""

    def __init__(self, request):
        self.kind, key = request.GET.get("begin", ""), request.GET.get("passage", "")
        is_key = key.isascii() and key.isdecimal() and len(key) < 19
        # The words of a source are for whoever may see it there.
        may = any(request.user.has_perm(f"content.{does}_source") for does in ("view", "change"))
        found = Passage.objects.select_related("source").filter(pk=key) if self.kind and is_key and may else ()
        self.passage = next(iter(found), None)

    def begins(self, rows: str) -> bool:
        """Whether a row of this kind is begun."""
        return self.passage is not None and self.kind == rows

    @property
    def is_lead(self) -> bool:
        """Whether the lead of the page begins, so that the words stand above the form."""
        return self.kind == LEAD

    @property
    def words(self) -> list[str]:
        return words_of(self.passage) if self.passage else []

    @property
    def way_back(self) -> str:
        """The text of the source, where the passage is marked."""
        there = reverse("admin:content_source_text", args=[self.passage.source_id])
        return f"{there}?passage={self.passage.pk}#passage-{self.passage.pk}"


def begun_in(request) -> Begun:
    """What a form begins with, read once for a request."""
    if not hasattr(request, "begun"):
        request.begun = Begun(request)
    return request.begun


class BeginsClaims(Options):
    """Admin options for pages: the form can begin with a claim, or a lead, that rests on a passage."""

    def get_changeform_initial_data(self, request):
        begun = begun_in(request)
        own = {"lead_passages": [begun.passage.pk]} if begun.passage else {}  # of a new page, whatever else begins
        return super().get_changeform_initial_data(request) | own

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs, begun = super().get_formset_kwargs(request, obj, inline, prefix), begun_in(request)
        if begun.begins(prefix) and request.method == "GET":  # what is sent is all new
            kwargs["initial"] = [{"passages": [begun.passage.pk]}]
        return kwargs

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        begun = begun_in(request)
        if begun.passage:
            context["begun"] = begun
        if begun.passage and begun.kind == LEAD and obj and request.method == "GET":
            initial = context["adminform"].form.initial
            initial["lead_passages"] = list({*initial.get("lead_passages", ()), begun.passage})
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_add(self, request, obj, *args, **kwargs):
        self.lead_back(request)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        self.lead_back(request)
        return super().response_change(request, obj)

    def lead_back(self, request) -> None:
        """Tell whoever came from the text of a source the way back to it."""
        if passage := begun_in(request).passage:
            told = _("Back to the text of “%(source)s”") % {"source": passage.source}
            self.message_user(request, SafeString(element("a", told, href=begun_in(request).way_back)), messages.INFO)
