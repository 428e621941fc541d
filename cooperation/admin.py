from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from content.admin.inlines import ClaimInline, StatementInline
from content.admin.pages import PageAdmin
from content.rendering.markup import element, joined

from .kinds import KINDS
from .models import Body, Relation, Theme

admin.site.site_header = admin.site.site_title = _("Who works with whom: editors")
admin.site.index_title = _("Content")


class RelationInline(ClaimInline):
    model = Relation
    fk_name = "page"
    autocomplete_fields = [*ClaimInline.autocomplete_fields, "other"]
    own_fields = [("role", "other"), ("detail_nl", "detail_en")]


class BodyAdmin(PageAdmin):
    """The form and the list of every kind of body."""

    inlines = [StatementInline, RelationInline]
    list_display = ["titles", "publication", "abbreviation", "sort", "saved"]
    list_filter = [*PageAdmin.list_filter, "level", "kind", "themes"]
    search_fields = [*PageAdmin.search_fields, "abbreviation"]
    autocomplete_fields = [*PageAdmin.autocomplete_fields, "themes"]

    @admin.display(description=_("kind"), ordering="kind")
    def sort(self, page):
        level = element("span", page.get_level_display(), class_="second")
        return SafeString(joined([page.get_kind_display(), level]))

    @property
    def own_fields(self):
        return [
            ("sentence_name_nl", "sentence_name_en"),
            ("abbreviation", "is_plural"),
            ("kind", "level", *self.further_fields()),
            "themes",
        ]

    def further_fields(self) -> list[str]:
        """The fields that only this kind of body has."""
        of_all = {field.name for field in Body._meta.local_fields} | {"page_ptr", "kind"}
        own = [field.name for field in self.model._meta.local_fields if field.name not in of_all]
        return [name for name in own if not name.startswith("sentence_name")]


@admin.register(Theme)
class ThemeAdmin(PageAdmin):
    own_fields = ["position"]


for kind in KINDS.values():
    if not admin.site.is_registered(kind.model):
        admin.site.register(kind.model, BodyAdmin if kind.is_body else PageAdmin)
