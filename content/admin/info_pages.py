from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from ..models import InfoPage, Page, page_types
from .lists.bulk import ActsOnMany
from .lists.bulk_approving import Approve
from .lists.narrowing import LastSavedFilter
from .lists.searching import FoldedSearch
from .pages import Listed, PageAdmin
from .sheets.taking import TakesTexts
from .standing.states import StateFilter


@admin.register(InfoPage)
class InfoPageAdmin(PageAdmin):
    own_fields = ["position"]


class KindFilter(admin.SimpleListFilter):
    """Filters a list of all pages by their kind."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = {name: capfirst(model._meta.verbose_name_plural) for name, model in page_types().items()}
        return sorted(kinds.items(), key=lambda each: each[1].casefold())

    def queryset(self, request, queryset):
        return queryset.filter(page_type=self.value()) if self.value() in page_types() else queryset


@admin.register(Page)
class AnyPageAdmin(ActsOnMany, TakesTexts, Listed, FoldedSearch, admin.ModelAdmin):
    """Pages of every kind in one list, also for other forms to search; each leads to the form of its own kind.

    What is done with pages of several kinds at once has its screen here.
    """

    acts = (Approve(),)

    list_display = ["titles", "kind_of_page", "publication", "saved"]
    list_filter = [StateFilter, KindFilter, LastSavedFilter]
    search_fields = PageAdmin.search_fields
    ordering = ["title_nl"]

    def get_search_fields(self, request):
        """Beside the titles, what each kind of page is searched by in its own list."""
        fields = list(self.search_fields)
        for own in self.own_admins():
            more = [field for field in own.get_search_fields(request) if field not in fields]
            fields += [f"{own.opts.model_name}__{field}" for field in more]
        return fields

    @admin.display(description=gettext_lazy("kind"), ordering="page_type")
    def kind_of_page(self, page):  # which is no name of a field of any kind
        return capfirst(page._meta.verbose_name)

    def has_view_permission(self, request, obj=None):
        """Whoever sees one kind of page may search them all, to relate it to others."""
        return any(own.has_view_permission(request) for own in self.own_admins())

    def has_change_permission(self, request, obj=None):
        return any(own.has_change_permission(request) for own in self.own_admins())

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Deleting an organisation asks here as well, for the page that it is."""
        return obj is not None and self.own_admin(obj).has_delete_permission(request, obj)

    def pages_with(self, request, keys):
        seen = [own for own in self.own_admins() if own.has_view_permission(request)]
        return [page for own in seen for page in own.pages_with(request, keys)]

    def own_admins(self):
        return [self.admin_site.get_model_admin(model) for model in page_types().values()]

    def own_admin(self, page):
        return self.admin_site.get_model_admin(type(page.specific))

    def change_view(self, request, object_id, *args, **kwargs):
        return self.own_view(request, object_id, "change")

    def delete_view(self, request, object_id, *args, **kwargs):
        return self.own_view(request, object_id, "delete")

    def own_view(self, request, object_id, view):
        """Lead to the same view of the page's own kind."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = self.get_object(request, object_id)
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        opts = page.specific._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[page.pk])
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
