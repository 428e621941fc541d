from contextlib import contextmanager

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from ..anchors import public_anchors
from ..models import Passage, Source
from ..saving import keep, keep_what_is_there
from ..translating import write_down
from .form.fields import SideBySide
from .form.formsets import last_position
from .form.inlines import PassageInline
from .lists.searching import FoldedSearch
from .lists.uses import TellsUses
from .pages import PageAdmin
from .texts.marks import MarksTexts
from .together.merging import Merges, MergingForm
from .versions.history import TellsHistory


@admin.register(Source)
class SourceAdmin(MarksTexts, PageAdmin):
    own_fields = [
        ("publisher_nl", "publisher_en"),
        ("date", "kind", "language"),
        "replaces",
        ("date_note_nl", "date_note_en"),
        "url",
        ("publisher_url", "archived_url"),
        ("read_form_nl", "read_form_en"),
        ("read_on", "fingerprint"),
    ]
    list_display = ["titles", "publication", "translation", "date", "saved"]
    list_filter = [*PageAdmin.list_filter, "kind", "language"]
    autocomplete_fields = [*PageAdmin.autocomplete_fields, "replaces"]
    inlines = [PassageInline]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            context["sheet_url"] = reverse("admin:sheet_of_source", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Passage)
class PassageAdmin(TellsUses, Merges, FoldedSearch, TellsHistory, SideBySide, admin.ModelAdmin):
    """Not in the menu: passages are edited with their source. Claims search them here, and add one that is missing."""

    form = MergingForm
    search_fields = ["source__title_nl", "source__title_en", "place_nl", "place_en", "summary_nl", "summary_en", "key"]
    list_select_related = ["source"]
    autocomplete_fields = ["source"]
    fields = ["source", ("place_nl", "place_en"), ("summary_nl", "summary_en"), "key"]

    class Media:
        js = ["content/labels.js"]

    def get_model_perms(self, request):
        return {}

    def get_readonly_fields(self, request, obj=None):
        """Where a passage stands on a public page is where links end."""
        is_fixed = obj is not None and str(obj.uid) in public_anchors(obj.source_id).values()
        return ["source", "key"] if is_fixed else []

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")

    def save_model(self, request, obj, form, change):
        if not change:  # comes last
            obj.position = last_position(obj.source.passages.values_list("position", flat=True))
        with self.keeping(
            request, {obj.source_id, *Passage.objects.filter(pk=obj.pk).values_list("source", flat=True)}
        ):
            super().save_model(request, obj, form, change)
        write_down(obj.source_id, [(obj, form.initial)])

    def delete_model(self, request, obj):
        with self.keeping(request, {obj.source_id}):
            super().delete_model(request, obj)

    @contextmanager
    def keeping(self, request, sources: set[int]):
        """Keep the working copies of sources before and after one of their passages is saved by itself."""
        for source in sources:
            keep_what_is_there(source)
        yield
        for source in sources:
            keep(source, by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        passage = self.get_object(request, object_id)
        if passage and self.has_delete_permission(request, passage) and (reason := passage.kept()):
            self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect("../change/")
        return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one at a time, so that each can be refused with its reason
        return actions
