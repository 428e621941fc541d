"""What the admin of every kind of page does: drafts, preview, publish, withdraw."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from js_asset.media import Media

from ..languages import LANGUAGES
from ..models import Edition, Page
from ..publishing import has_unpublished_changes, publish, withdraw
from .forms import PUBLISH, PageForm
from .inlines import StatementInline
from .withdrawal import WithdrawForm


class PageAdmin(admin.ModelAdmin):
    """Base of the admin of every kind of page. A subclass adds its own fields and inlines."""

    form = PageForm
    change_form_template = "admin/content/page_change_form.html"
    list_display = ["title_nl", "title_en", "publication", "modified_at"]
    list_display_links = ["title_nl"]
    search_fields = ["title_nl", "title_en", "slug_nl", "slug_en"]
    ordering = ["title_nl"]
    inlines = [StatementInline]
    save_on_top = True
    own_fields = []

    class Media:
        css = {"all": ["content/admin.css"]}

    def get_fieldsets(self, request, obj=None):
        page = [
            ("title_nl", "title_en"),
            ("slug_nl", "slug_en"),
            ("lead_nl", "lead_en"),
            *self.own_fields,
            ("image", "review_by"),
        ]
        note = {"fields": [("change_note_nl", "change_note_en")]}
        return [(None, {"fields": page}), (gettext_lazy("When you publish"), note)]

    def get_prepopulated_fields(self, request, obj=None):
        # The address of a page that has been public follows its title no longer.
        if obj and obj.editions.exists():
            return {}
        return {f"slug_{language}": [f"title_{language}"] for language in LANGUAGES}

    # The list

    def get_queryset(self, request):
        live = Prefetch("editions", Edition.objects.in_force(timezone.now()), to_attr="in_force")
        return super().get_queryset(request).prefetch_related(live)

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related(*self.model.document_parts)
        return changelist

    @admin.display(description=gettext_lazy("public"))
    def publication(self, page):
        return state_of(page)

    # The form

    def get_view_on_site_url(self, obj=None):
        edition = obj and edition_in_force(obj)
        return edition.path_nl if edition and not edition.is_withdrawn else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        # The rich-text editor brings an import map, which is an inline script: it needs the page's nonce.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        edition = obj and edition_in_force(obj)
        context |= {
            "may_publish": self.has_publish_permission(request),
            "state": state_of(obj) if obj else "",
            "is_public": bool(edition and not edition.is_withdrawn),
            "previews": previews(obj) if obj else [],
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm("content.publish_edition")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if PUBLISH in request.POST:
            self.publish(request, form)

    def publish(self, request, form):
        """Publish what was just saved. What keeps it from being published does not undo the saving."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        # Read anew: the form's instance may carry what it fetched before the claims were saved.
        page = Page.objects.get(pk=form.instance.pk)
        try:
            publish(page, by=request.user, change_note=form.change_note)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            self.message_user(request, _("Your changes were saved, but not published."), messages.WARNING)
        else:
            self.message_user(request, _("“%(page)s” was published.") % {"page": page}, messages.SUCCESS)

    def response_post_save_change(self, request, obj):
        if PUBLISH in request.POST:
            return HttpResponseRedirect(request.path)
        return super().response_post_save_change(request, obj)

    def response_post_save_add(self, request, obj):
        if PUBLISH in request.POST:
            return HttpResponseRedirect(reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk]))
        return super().response_post_save_add(request, obj)

    # Withdrawing and deleting

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def withdraw_view(self, request, object_id):
        """Ask why, and take the page off the public site."""
        page = get_object_or_404(self.model, pk=object_id)
        if not self.has_publish_permission(request):
            raise PermissionDenied
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                withdraw(page, by=request.user, reason=form.reason)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, _("“%(page)s” was withdrawn.") % {"page": page}, messages.SUCCESS)
                return HttpResponseRedirect("../change/")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw “%(page)s”") % {"page": page},
            "form": form,
            "opts": self.opts,
            "page": page,
        }
        return TemplateResponse(request, "admin/content/withdraw.html", context)

    def delete_view(self, request, object_id, extra_context=None):
        page = get_object_or_404(self.model, pk=object_id)
        if page.editions.exists():
            message = _(
                "“%(page)s” has been public, so it cannot be deleted: every version that the site showed is kept. "
                "Withdraw it instead: its address then says since when and why it is gone."
            )
            self.message_user(request, message % {"page": page}, messages.ERROR)
            return HttpResponseRedirect("../change/")
        return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one at a time, so that each can be refused with its reason
        return actions


def edition_in_force(page: Page) -> Edition | None:
    """The edition that readers meet now, or the withdrawal of it."""
    if hasattr(page, "in_force"):
        return page.in_force[0] if page.in_force else None
    return Edition.objects.in_force(timezone.now()).filter(page=page).first()


def state_of(page: Page) -> str:
    """Where a page stands, in a word or two."""
    edition = edition_in_force(page)
    if edition is None:
        return _("not public yet")
    if edition.is_withdrawn:
        return _("withdrawn")
    if has_unpublished_changes(page, edition):
        return _("public, changed since published")
    return _("public")


def previews(page: Page) -> list[dict]:
    """A preview of the working copy in each language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append({"language": language, "url": reverse("page_preview", args=[page.content_id])})
    return found
