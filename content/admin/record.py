"""What concerns the record as a whole: what had to go by law, and what the site asks of its editors."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Redaction
from ..redacting import redact
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
        for redaction in queryset:
            try:
                redact(redaction, by=request.user)
            except ValidationError as error:
                self.message_user(request, f"{redaction}: {' '.join(error.messages)}", messages.ERROR)
            else:
                self.log_change(request, redaction, [{"changed": {"fields": ["confirmed by"]}}])
                self.message_user(request, _("“%(page)s” was redacted.") % {"page": redaction.page}, messages.SUCCESS)
