"""How far the translations of all pages are, by kind: every number is a list."""

from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..languages import Label
from ..models import Page, Translation, page_types
from ..translated_lists import in_state
from ..translating import State
from .read_only import ReadOnly
from .translations.translations import LABELS


class Number(NamedTuple):
    """How many pages of a kind are in a state, and the list of these."""

    state: str
    label: Label
    number: int
    url: str


def numbers(model: type[Page]) -> list[Number]:
    """Of a kind of page."""
    pages, there = model._default_manager.order_by(), list_of(model)
    return [
        Number(state, LABELS[state], in_state(pages, state).count(), f"{there}?translation={state}") for state in State
    ]


def list_of(model: type[Page]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@admin.register(Translation)
class TranslationsAdmin(ReadOnly, admin.ModelAdmin):
    """In the menu as one screen: what is written down of single translations is told at their fields."""

    def has_view_permission(self, request, obj=None):
        return bool(self.kinds(request))

    has_module_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        """Deleting a page, which asks here as well, takes along what was written down of its translations."""
        return obj is not None

    def get_urls(self):
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name=f"{self.opts.app_label}_{self.opts.model_name}_changelist")]

    def kinds(self, request) -> list[type[Page]]:
        """The kinds of pages that somebody may see, by their names."""
        models = [model for model in page_types().values() if self.admin_site.is_registered(model)]
        seen = [model for model in models if self.admin_site.get_model_admin(model).has_view_permission(request)]
        return sorted(seen, key=lambda model: str(model._meta.verbose_name_plural))

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = [
            {"kind": capfirst(model._meta.verbose_name_plural), "url": list_of(model), "numbers": numbers(model)}
            for model in self.kinds(request)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translations"),
            "opts": self.opts,
            "rows": rows,
            "states": LABELS.items(),
        }
        return TemplateResponse(request, "admin/content/translations.html", context)
