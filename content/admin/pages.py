"""The admin of every kind of page: its list, and its form with the ways on."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from js_asset.media import Media

from ..clock import now
from ..languages import LANGUAGES, in_each_language
from ..models import Page
from ..record import live
from ..rendering.markup import element, joined
from .form.beginning import BeginsClaims
from .form.choosing import Choosing
from .form.copying import Copies
from .form.drafts import Drafts
from .form.fields import SideBySide
from .form.forms import PageForm
from .form.inlines import StatementInline
from .form.long_form import LongForm
from .form.notes import MarksNotes
from .lists.bulk import ActsOnMany
from .lists.bulk_acts import OF_ALL
from .lists.narrowing import DueFilter, LastSavedFilter
from .lists.searching import FoldedSearch
from .lists.uses import TellsUses
from .sheets.taking import TakesTexts
from .standing.standing import standing
from .standing.states import StateFilter, badge, edition_in_force, explanation, with_states
from .together.merging import Merges
from .translations.translating import Translates
from .translations.translations import TranslationFilter, know
from .versions.earlier import KeepsSaves
from .versions.history import TellsHistory
from .workflow.publication import Publishes, bring_back
from .workflow.submission import Submits
from .workflow.withdrawal import KeepsWhatWasPublic


class Listed:
    """Admin options: what a list of pages tells of each."""

    def get_changelist_instance(self, request):
        live()  # what has come due goes first
        changelist = super().get_changelist_instance(request)
        changelist.result_list = with_states(changelist.result_list)
        return changelist

    @admin.display(description=gettext_lazy("title"), ordering="title_nl")
    def titles(self, page):
        return SafeString(joined([str(page), element("span", page.title_en or "–", class_="second", lang="en")]))

    @admin.display(description=gettext_lazy("state"))
    def publication(self, page):
        return badge(page)

    @admin.display(description=gettext_lazy("saved"), ordering="modified_at")
    def saved(self, page):
        return date_format(timezone.localtime(page.modified_at), "j F Y")


class PageAdmin(
    ActsOnMany,
    TakesTexts,
    Listed,
    Copies,
    Drafts,
    Publishes,
    Submits,
    KeepsSaves,
    Translates,
    KeepsWhatWasPublic,
    BeginsClaims,
    TellsUses,
    MarksNotes,
    LongForm,
    Merges,
    FoldedSearch,
    TellsHistory,
    SideBySide,
    Choosing,
    admin.ModelAdmin,
):
    """Base of the admin of every kind of page. A subclass adds its own fields and inlines."""

    form = PageForm
    change_form_template = "admin/content/page_change_form.html"
    acts = OF_ALL
    list_display = ["titles", "publication", "translation", "saved"]
    list_filter = [StateFilter, TranslationFilter, DueFilter, LastSavedFilter]
    search_fields = ["title_nl", "title_en", "slug_nl", "slug_en", "forms_nl", "forms_en"]
    ordering = ["title_nl"]
    autocomplete_fields = ["image", "lead_passages", "not_linked"]
    inlines = [StatementInline]
    own_fields: list[str | tuple[str, ...]] = []

    class Media:
        css = {"all": ["content/admin-beside.css", "content/admin-desk.css"]}
        js = [
            "content/labels.js",
            "content/unsaved.js",
            "content/keys.js",
            "content/rows.js",
            "content/moving.js",
            "content/autosave.js",
            "content/beside.js",
            "content/translating.js",
            "content/checks.js",
            "content/slugs.js",
            "content/notes.js",
        ]

    def get_fieldsets(self, request, obj=None):
        page = [
            ("title_nl", "title_en"),
            ("lead_nl", "lead_en"),
            *(["lead_passages"] if self.model.cites_sources else []),
        ]
        more = [
            ("slug_nl", "slug_en"),
            *([("lead_since", "lead_until", "lead_as_of")] if self.model.cites_sources else []),
            *self.own_fields,
            *([("forms_nl", "forms_en"), "link_name"] if self.model.is_linked else []),
            "not_linked",
            "image",
            ("review_by", "review_every"),
        ]
        folded = ["collapse"] if obj else []  # what is new has all of it to be filled in
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [
            (None, {"fields": page}),
            (gettext_lazy("More about this page"), {"fields": more, "classes": folded}),
            *(self.note_fieldset(request, obj) if may_save else []),
        ]

    def get_prepopulated_fields(self, request, obj=None):
        # The address of a page that has been public follows its title no longer.
        if obj and (was_public(obj) or not self.has_change_permission(request, obj)):
            return {}
        return {f"slug_{language}": [f"title_{language}"] for language in LANGUAGES}

    # The list

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        know(changelist.result_list)
        return changelist

    # The form

    def get_view_on_site_url(self, obj=None):
        edition = obj and edition_in_force(obj)
        return edition.path(get_language()) if edition and not edition.is_withdrawn else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        # The rich-text editor brings an import map, which is an inline script: it needs the page's nonce.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        context["show_save_and_add_another"] = obj is None
        context["typed_previews"] = typed_previews(self.model, obj)
        if obj:
            # As it is stored, if nobody deleted it this moment: a form that was sent may hold something else.
            stored = self.model._default_manager.filter(pk=obj.pk)
            for page in with_states(stored) if context["adminform"].form.is_bound else [obj]:
                context |= {
                    "stored": page,
                    "badge": badge(page),
                    "explanation": explanation(page),
                    "standing": standing(page),
                    "is_public": bool(self.get_view_on_site_url(page)),
                    "previews": previews(page),
                    "compare_url": reverse("admin:compare", args=[page.pk]),
                    "reader_links": page.reader_links.open(now()).select_related("made_by").defer("document"),
                }
                self.mark_translations(request, page, context)
            if request.user.has_perm("content.add_redaction") and was_public(obj):
                context["redact_url"] = f"{reverse('admin:content_redaction_add')}?page={page.pk}"
        bring_back(request, context["adminform"].form)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def was_public(page: Page) -> bool:
    """Whether a page has an edition, of whatever state."""
    return bool(getattr(page, "in_force", None)) or page.editions.exists()


def previews(page: Page) -> list[dict]:
    """A preview of the working copy in each language."""
    paths = in_each_language(lambda _language: reverse("page_preview", args=[page.content_id]))
    return [{"language": language, "url": path} for language, path in paths.items()]


def typed_previews(model: type[Page], page: Page | None) -> list[dict]:
    """Where what is typed in the form of a page is shown as a page, in each language."""
    args = [model._meta.model_name, *([page.pk] if page else [])]
    paths = in_each_language(lambda _language: reverse("typed_preview", args=args))
    return [{"language": language, "url": path} for language, path in paths.items()]
