from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from content.admin.form.forms import ClaimForm
from content.admin.form.inlines import ClaimInline, DisputableInline, StatementInline, in_own_language
from content.admin.lists.searching import FoldedSearch
from content.admin.pages import PageAdmin
from content.rendering.markup import element, joined

from .desk.filing import SetTheme
from .desk.shown_in import TellsQuestions
from .kinds import KINDS
from .models import Body, Question, Relation, Step, Theme

admin.site.site_header = admin.site.site_title = _("Who works with whom: editors")
admin.site.index_title = _("Content")


class RelationInline(DisputableInline):
    model = Relation
    fk_name = "page"
    autocomplete_fields = [*DisputableInline.autocomplete_fields, "other"]
    own_fields = [
        ("role", "other"),
        ("detail_nl", "detail_en"),
        ("detail_inverse_nl", "detail_inverse_en"),
        ("is_our_reading",),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("other")

    def title_of(self, relation):
        return ": ".join(filter(None, [self.group_of(relation), self.short_title_of(relation)]))

    def group_of(self, relation):
        return relation.get_role_display() if relation.role else ""

    def short_title_of(self, relation):
        return in_own_language(relation.other, "title") if relation.other_id else ""


class BodyAdmin(TellsQuestions, PageAdmin):
    """The form and the list of every kind of body."""

    acts = (*PageAdmin.acts, SetTheme())
    inlines = [StatementInline, RelationInline]
    list_display = ["titles", "publication", "translation", "abbreviation_nl", "sort", "saved"]
    list_filter = [*PageAdmin.list_filter, "level", "kind", "themes"]
    search_fields = [*PageAdmin.search_fields, "abbreviation_nl", "abbreviation_en"]
    autocomplete_fields = [*PageAdmin.autocomplete_fields, "themes"]

    @admin.display(description=_("kind"), ordering="kind")
    def sort(self, page):
        level = element("span", page.get_level_display(), class_="second")
        return SafeString(joined([page.get_kind_display(), level]))

    @property
    def own_fields(self):
        return [
            ("sentence_name_nl", "sentence_name_en"),
            ("abbreviation_nl", "abbreviation_en"),
            ("is_plural_nl", "is_plural_en"),
            ("kind", "level", *self.further_fields()),
            "themes",
        ]

    def further_fields(self) -> list[str]:
        """The fields that only this kind of body has."""
        of_all = {field.name for field in Body._meta.local_fields} | {"page_ptr", "kind"}
        own = [field.name for field in self.model._meta.local_fields if field.name not in of_all]
        return [name for name in own if not name.startswith(("sentence_name", "abbreviation"))]


@admin.register(Theme)
class ThemeAdmin(PageAdmin):
    own_fields = ["position"]


class StepForm(ClaimForm):
    def claims_something(self, cleaned):
        return bool(cleaned.get("text_nl") or cleaned.get("text_en"))


class StepInline(ClaimInline):
    model = Step
    form = StepForm
    autocomplete_fields = [*ClaimInline.autocomplete_fields, "relations"]
    own_fields = [("heading_nl", "heading_en"), ("text_nl", "text_en"), "relations", ("gap_nl", "gap_en")]
    title_fields = ("heading", "text")


@admin.register(Question)
class QuestionAdmin(PageAdmin):
    inlines = [StepInline, StatementInline]
    autocomplete_fields = [*PageAdmin.autocomplete_fields, "see_also"]
    own_fields = [("position", "is_ordered"), "see_also"]


@admin.register(Relation)
class RelationAdmin(FoldedSearch, admin.ModelAdmin):
    """Not in the menu: relations are edited with their page. The steps of a question search them here."""

    search_fields = ["page__title_nl", "page__title_en", "other__title_nl", "other__title_en", "detail_nl", "anchor"]
    list_select_related = ["page", "other"]

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied  # it goes with a row of its page's form, or with its page

    def get_actions(self, request):
        return {}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page", "other").order_by("page__title_nl", "position")


for kind in KINDS.values():
    if not admin.site.is_registered(kind.model):
        admin.site.register(kind.model, BodyAdmin if kind.is_body else PageAdmin)
