from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from ..models import InfoPage, Page
from .pages import PageAdmin


@admin.register(InfoPage)
class InfoPageAdmin(PageAdmin):
    own_fields = ["position"]


@admin.register(Page)
class AnyPageAdmin(admin.ModelAdmin):
    """Not in the menu: lets other forms search pages of every kind, and leads to the form of the right kind."""

    search_fields = PageAdmin.search_fields
    ordering = ["title_nl"]

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, *args, **kwargs):
        page = self.get_object(request, object_id)
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        opts = page.specific._meta
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[page.pk]))
