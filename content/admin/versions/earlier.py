"""Undo in the admin: what a working copy was at each save, what would change, and bringing it back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...bringing_back import bring_back, bring_back_deleted, name_of, standing_beside
from ...comparing import differences_of
from ...documents.building import digest
from ...models import Edition, Page, SavedCopy
from ...saving import Origin, deleted, keep, keep_what_is_there
from ..options import Options
from .telling import in_a_line, told

MINUTE = "j F Y, H:i"
A_SCREEN = 50  # saves that are listed at once


class KeepsSaves(Options):
    """Admin options for pages: every save is kept, and any can be brought back."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views = {
            "<path:object_id>/saved/": ("saved", self.saved_view),
            "<path:object_id>/bring-back/": ("bring_back", self.bring_back_view),
            "deleted/": ("deleted", self.deleted_view),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"{name}_{stem}")
            for route, (stem, view) in views.items()
        ]
        return [*own, *super().get_urls()]

    # Keeping

    def save_model(self, request, obj, form, change):
        if change:
            keep_what_is_there(obj.pk, getattr(request, "there", None))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        keep(form.instance.pk, by=request.user)

    def delete_model(self, request, obj):
        keep(obj.pk, by=request.user, origin=Origin.DELETED)
        super().delete_model(request, obj)

    def get_deleted_objects(self, objs, request):
        """What the site wrote down of a page goes along with it: nobody has a right of their own to that."""
        deletable, counts, needed, protected = super().get_deleted_objects(objs, request)
        unowned = {
            model._meta.verbose_name
            for model in self.admin_site._registry
            if not (model._meta.default_permissions or model._meta.permissions)
        }
        return deletable, counts, needed - unowned, protected

    def response_delete(self, request, obj_display, obj_id):
        told_of = _("It can be brought back for 30 days, from the list of what was deleted.")
        self.message_user(request, told_of, messages.INFO)
        return super().response_delete(request, obj_display, obj_id)

    # Looking

    def saved_view(self, request, object_id):
        """All that is kept of the working copy, and the versions that were public or sent for it."""
        page = self.page_to_see(request, object_id)
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        copies = SavedCopy.objects.of(page).without_document()
        shown = Paginator(copies, A_SCREEN).get_page(request.GET.get("p"))
        rows = [(copy, in_a_line(copy.changes, page.page_type), f"saved-{copy.pk}") for copy in shown]
        editions = Edition.objects.filter(page=page.pk).exclude(state=Edition.State.WITHDRAWN)
        versions = [
            (edition, f"edition-{edition.pk}")
            for edition in editions.defer("document").select_related("submitted_by").order_by("-pk")
        ]
        title = _("Earlier versions of “%(page)s”") % {"page": page}
        return self.answer(
            request, "saved", title=title, page=page, rows=rows, shown=shown, versions=versions,
        )  # fmt: skip

    def page_to_see(self, request, object_id) -> Page | None:
        page = self.get_object(request, unquote(object_id))
        if page and not self.has_view_permission(request, page):
            raise PermissionDenied
        return page

    def answer(self, request, template, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/content/{template}.html", context)

    # Bringing back

    def bring_back_view(self, request, object_id):
        """What would change if something earlier came back; with the button there it does."""
        page = self.page_to_see(request, object_id)
        may_change = page and self.has_change_permission(request, page)
        if page and request.method == "POST" and not may_change:
            raise PermissionDenied
        earlier = page and earlier_of(page, request.GET.get("of", ""))
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if earlier is None:
            return HttpResponseRedirect("../saved/")
        if request.method == "POST":
            try:
                bring_back(page, earlier, by=request.user, seen=request.POST.get("now", ""))
            except ValidationError as error:
                for message in error.messages:
                    self.message_user(request, message, messages.ERROR)
            else:
                return self.brought_back(request, page, earlier)
        document = earlier.read()
        now = standing_beside(page, document)
        return self.answer(
            request,
            "bring_back",
            title=_("Bring back “%(page)s”: %(what)s") % {"page": page, "what": label_of(earlier)},
            page=page,
            found=told(differences_of(now, document), page.page_type),
            now=digest(now),
            may_change=may_change,
        )

    def brought_back(self, request, page, earlier):
        """Say so, in the log as well, and lead to the form."""
        note = _("Brought back: %(what)s") % {"what": label_of(earlier)}
        self.log_change(request, page, note)
        self.message_user(
            request,
            _(
                "The working copy is again: %(what)s. Readers see it when you publish. You can undo this under "
                "“Earlier versions”."
            )
            % {"what": label_of(earlier)},
            messages.SUCCESS,
        )
        return HttpResponseRedirect("../change/")

    # What was deleted

    change_list_template = "admin/content/change_list_of_pages.html"

    def changelist_view(self, request, extra_context=None):
        more = {"may_bring_back": self.may_bring_back_deleted(request)}
        return super().changelist_view(request, {**more, **(extra_context or {})})

    def may_bring_back_deleted(self, request) -> bool:
        return self.has_add_permission(request) and self.has_delete_permission(request)

    def deleted_view(self, request):
        """The pages of this kind that were deleted and can be brought back, or be let go of for good."""
        if not self.may_bring_back_deleted(request):
            raise PermissionDenied
        gone = deleted().values("content_id")
        last = SavedCopy.objects.filter(page=None, content_id__in=gone, origin=Origin.DELETED)
        last = last.filter(document__page_type=self.opts.model_name).select_related("saved_by").order_by("pk")
        copies = {str(copy.content_id): copy for copy in last}
        copy = copies.get(request.POST.get("page", ""))
        if request.method == "POST" and copy:
            return self.act_on_deleted(request, copy)
        rows = [(copy, name_of(copy.document)) for copy in reversed(list(copies.values()))]
        return self.answer(request, "deleted", title=_("Deleted: what can be brought back"), rows=rows)

    def act_on_deleted(self, request, copy):
        name = name_of(copy.read())
        if "forget" in request.POST:
            SavedCopy.objects.filter(page=None, content_id=copy.content_id).delete()
            self.message_user(request, _("Nothing is left of “%(page)s”.") % {"page": name}, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        try:
            page = bring_back_deleted(copy, by=request.user)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.log_addition(request, page, _("Brought back: it was deleted"))
        self.message_user(request, _("“%(page)s” is back.") % {"page": name}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[page.pk])
        )


def earlier_of(page: Page, name: str) -> SavedCopy | Edition | None:
    """What an address names of a page: a save of its working copy, or an edition."""
    kind, _dash, key = name.partition("-")
    if not (key.isdecimal() and len(key) < 19):
        return None
    if kind == "edition":
        return Edition.objects.filter(page=page.pk, pk=key).first()
    return SavedCopy.objects.filter(page=page.pk, pk=key).first() if kind == "saved" else None


def label_of(earlier: SavedCopy | Edition) -> str:
    """What is told of something earlier: its version, or when it was saved and by whom."""
    if isinstance(earlier, Edition):
        if earlier.number:
            return _("version %(number)d") % {"number": earlier.number}
        return _("submitted on %(when)s") % {"when": date_format(timezone.localtime(earlier.submitted_at), MINUTE)}
    told_of = {"when": date_format(timezone.localtime(earlier.saved_at), MINUTE), "person": earlier.saved_by}
    return (
        _("saved on %(when)s by %(person)s") % told_of
        if earlier.saved_by
        else _("as it was found on %(when)s") % told_of
    )
