"""What concerns the record as a whole: what had to go by law, and what the site asks of its editors."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Redaction
from ..redacting import redact
from .actions import do_with_each
from .fields import SideBySide


@admin.register(Redaction)
class RedactionAdmin(SideBySide, admin.ModelAdmin):
    """Asked by one, confirmed by another: then the words are gone, and nothing here can be changed."""

    list_display = ["page", "reason_nl", "asked_by", "asked_at", "confirmed_by"]
    list_select_related = ["page", "asked_by", "confirmed_by"]
    autocomplete_fields = ["page"]
    fields = ["page", "claim", "with_notes", ("reason_nl", "reason_en")]
    readonly_fields = []
    actions = ["confirm"]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.asked_by = request.user
        super().save_model(request, obj, form, change)

    @admin.action(description=gettext_lazy("Confirm: remove these words for good"), permissions=["change"])
    def confirm(self, request, queryset):
        if not request.user.has_perm("content.publish_edition"):
            raise PermissionDenied
        told = _("“%(page)s” was redacted.")
        do_with_each(self, request, queryset, redact, lambda redaction: told % {"page": redaction.page})
