"""Keeping the translations of a page true: on its form, and on a screen of their own."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...freezing import lock
from ...models import Page
from ...translating import LENGTHS, State, confirm, fields_of, names_of, owner_of, write_down
from ..form.long_form import LongForm
from .translations import marks, shown, told


class Translates(LongForm):
    """Admin options for pages: what becomes of their translations is shown, and kept true."""

    @admin.display(description=gettext_lazy("translation"))
    def translation(self, page):
        return marks(page)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_translation"
        view = self.admin_site.admin_view(self.translation_view)
        return [path("<path:object_id>/translation/", view, name=name), *super().get_urls()]

    def translation_view(self, request, object_id):
        """What of a page is not translated, or not any more; and saying that it is still right."""
        page = self.get_object(request, object_id)
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        may_confirm = self.has_change_permission(request, page)
        if not self.has_view_permission(request, page) or (request.method == "POST" and not may_confirm):
            raise PermissionDenied
        if request.method == "POST":
            return self.say_still_right(request, page)
        texts = shown(page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translation of “%(page)s”") % {"page": page},
            "opts": self.opts,
            "page": page,
            "stale": [each for each in texts if each.state == State.OUT_OF_DATE],
            "missing": [each for each in texts if each.state == State.MISSING],
            "may_confirm": may_confirm,
        }
        return TemplateResponse(request, "admin/content/translation.html", context)

    @transaction.atomic
    def say_still_right(self, request, page):
        """Write down what somebody says to be still right, of that which is as they saw it; nothing else is saved."""
        wanted = set(request.POST.getlist("shown" if "all" in request.POST else "text"))
        lock([page.pk])
        page = self.model._default_manager.get(pk=page.pk)
        right = [each for each in shown(page) if each.state == State.OUT_OF_DATE and each.value in wanted]
        confirm(page.pk, [each.text for each in right], by=request.user)
        if right:
            labels = ", ".join(each.label for each in right)
            self.log_change(request, page, _("Still right: %(texts)s.") % {"texts": labels})
        is_all = len(right) == len(wanted)
        answer = _("Noted: still right.") if is_all else _("This was changed meanwhile. Look at it again.")
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"told": answer, "right": is_all})
        self.message_user(request, answer, messages.SUCCESS if is_all else messages.WARNING)
        return HttpResponseRedirect("")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            rows = [row for formset in formsets for row in formset.initial_forms if row not in formset.deleted_forms]
            write_down(form.instance.pk, [(each.instance, each.initial) for each in [form, *rows]])

    def mark_rows(self, request, page: Page, rows: list) -> None:
        """Say in the heads of rows what their translations need."""
        super().mark_rows(request, page, rows)
        found = Counter((owner_of(text.row), state) for text, state in page.known.states(page))  # type: ignore[attr-defined]
        for row in rows:
            for state in (State.MISSING, State.OUT_OF_DATE):
                if number := found[owner_of(row.original), state]:
                    row.marks.append({"text": told(state, number), "kind": state})

    def mark_translations(self, request, page: Page, context: dict) -> None:
        """Say at the fields of the form of a page what their translations need."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        forms = [context["adminform"].form, *(form for formset in formsets for form in formset.initial_forms)]
        by_owner = {owner_of(form.instance): form for form in forms}
        may_confirm = self.has_change_permission(request, page)
        open_ = shown(page)
        for each in open_:
            form = by_owner.get(owner_of(each.text.row))
            if form and each.name in form.fields:
                form.fields[each.name].help_text = each.mark(may_confirm=may_confirm)
        models: set[Any] = {type(form.instance) for form in forms} | {formset.model for formset in formsets}
        names = {name for model in models for name in names_of(model)}
        texts = {name for model in models for name in fields_of(model)} - names
        context["translated"] = {
            "marks": marks(page),
            "open": bool(open_),
            "names": " ".join(sorted(names)),
            "texts": " ".join(sorted(texts)),
            **LENGTHS,
        }
