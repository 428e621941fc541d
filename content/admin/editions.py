import json

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Edition, page_types
from ..publishing import cancel_plan
from ..rendering.markup import element
from .actions import do_with_each
from .lists.searching import FoldedSearch
from .read_only import ReadOnly
from .workflow.review import Reviews


class PageTypeFilter(admin.SimpleListFilter):
    title = _("type")
    parameter_name = "page_type"

    def lookups(self, request, model_admin):
        return [(name, model._meta.verbose_name) for name, model in page_types().items()]

    def queryset(self, request, queryset):
        return queryset.of_type(self.value()) if self.value() else queryset


@admin.register(Edition)
class EditionAdmin(Reviews, ReadOnly, FoldedSearch, admin.ModelAdmin):
    """The record of what the site said: to be read, never changed."""

    change_form_template = "admin/content/edition_change_form.html"
    list_display = ["page", "type", "number", "state", "published_at", "approved_by"]
    list_filter = ["state", PageTypeFilter]
    list_select_related = ["page", "approved_by"]
    search_fields = ["page__title_nl", "page__title_en", "path_nl", "path_en"]
    date_hierarchy = "published_at"
    fields = [
        ("page", "type"),
        ("number", "state", "publication"),
        ("published_at", "superseded_at"),
        ("path_nl", "path_en"),
        ("change_note_nl", "change_note_en"),
        ("change", "based_on"),
        ("submitted_by", "submitted_at"),
        ("approved_by", "review_note"),
        ("digest", "redaction"),
        "whole",
    ]
    readonly_fields = ["type", "whole"]

    actions = ["cancel"]

    @admin.action(description=_("Cancel what is planned"), permissions=["publish"])
    def cancel(self, request, queryset):
        told = gettext("“%(plan)s” was cancelled.")
        do_with_each(self, request, queryset, cancel_plan, lambda plan: told % {"plan": plan}, is_logged=False)

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm("content.publish_edition")

    @admin.display(description=_("type"), ordering="page_type")
    def type(self, edition):
        model = page_types().get(edition.page_type)
        return model._meta.verbose_name if model else edition.page_type

    @admin.display(description=_("document"))
    def whole(self, edition):
        return SafeString(element("pre", json.dumps(edition.document, indent=2, ensure_ascii=False)))
