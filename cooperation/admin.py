from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from content.admin.inlines import ClaimInline, StatementInline
from content.admin.pages import PageAdmin

from .models import Organisation, Partnership, Programme, Relation, Term, Theme

admin.site.site_header = admin.site.site_title = _("Who works with whom: editors")
admin.site.index_title = _("Content")


class RelationInline(ClaimInline):
    model = Relation
    fk_name = "page"
    autocomplete_fields = [*ClaimInline.autocomplete_fields, "other"]
    own_fields = [("role", "other"), ("detail_nl", "detail_en")]


class BodyAdmin(PageAdmin):
    """What organisations, partnerships and programmes have in common."""

    inlines = [StatementInline, RelationInline]
    list_display = ["titles", "publication", "abbreviation", "sort", "saved"]
    list_filter = [*PageAdmin.list_filter, "level", "kind", "themes"]
    search_fields = [*PageAdmin.search_fields, "abbreviation"]
    autocomplete_fields = [*PageAdmin.autocomplete_fields, "themes"]
    kind_fields = ("kind", "level")

    @admin.display(description=_("kind"), ordering="kind")
    def sort(self, page):
        return format_html('{}<span class="second">{}</span>', page.get_kind_display(), page.get_level_display())

    @property
    def own_fields(self):
        return [
            ("sentence_name_nl", "sentence_name_en"),
            ("abbreviation", "is_plural"),
            self.kind_fields,
            "themes",
        ]


@admin.register(Organisation)
class OrganisationAdmin(BodyAdmin):
    kind_fields = ("kind", "level", "website")


@admin.register(Partnership, Programme)
class PeriodAdmin(BodyAdmin):
    kind_fields = ("kind", "level", "start", "end")


@admin.register(Theme)
class ThemeAdmin(PageAdmin):
    own_fields = ["position"]


@admin.register(Term)
class TermAdmin(PageAdmin):
    pass
