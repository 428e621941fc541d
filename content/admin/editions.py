from django.contrib import admin

from ..models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """The record of what the site said: to be read, never changed."""

    list_display = ["page", "page_type", "number", "state", "published_at", "superseded_at", "approved_by"]
    list_filter = ["state", "page_type"]
    list_select_related = ["page", "approved_by"]
    search_fields = ["page__title_nl", "page__title_en", "path_nl", "path_en"]
    date_hierarchy = "published_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
