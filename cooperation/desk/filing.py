"""Filing many bodies under a theme at once, or taking them away from it, in their working copies."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.admin.lists.bulk import Act, Row
from content.models import Page
from content.saving import keep, keep_what_is_there

from ..models import Theme

FILE, TAKE_AWAY = "file", "take_away"


class ThemeForm(forms.Form):
    """Which theme, and whether pages are filed under it or taken away from it."""

    theme: forms.ModelChoiceField = forms.ModelChoiceField(
        Theme.objects.order_by("title_nl"), label=gettext_lazy("Theme")
    )
    way = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[(FILE, gettext_lazy("file the pages under it")), (TAKE_AWAY, gettext_lazy("take them away from it"))],
        initial=FILE,
    )


class SetTheme(Act):
    """File pages under a theme, or take them away from it."""

    name = "theme"
    label = gettext_lazy("Set a theme, or take it away …")
    title = gettext_lazy("Set a theme of these pages, or take it away")
    lead = gettext_lazy(
        "The theme is saved in the working copy of each page. Readers see it once the page is published."
    )
    button = gettext_lazy("Save")
    form = ThemeForm

    def may(self, options: Any, request: HttpRequest) -> bool:
        return options.has_change_permission(request)

    def rows(self, pages: list[Page], user: Any) -> list[Row]:
        return [Row(page, [self.filed(page)]) for page in pages]

    def filed(self, page: Any) -> str:
        titles = ", ".join(f"“{theme}”" for theme in page.themes.all())
        if not titles:
            return _("It is filed under no theme.")
        return _("It is filed under %(themes)s; other themes than the one that you choose stay.") % {"themes": titles}

    def do(self, pages: list[Page], form: Any, user: Any) -> list[Any]:
        return [self.file(page, user, **form.cleaned_data) for page in pages]

    def file(self, page: Any, user: Any, *, theme: Theme, way: str) -> list[dict]:
        """What the log says of it; nothing if the page was filed so already."""
        if page.themes.filter(pk=theme.pk).exists() == (way == FILE):
            return []
        keep_what_is_there(page.pk)
        if way == FILE:
            page.themes.add(theme)
        else:
            page.themes.remove(theme)
        page.save(update_fields=["modified_at"])
        keep(page.pk, by=user)
        return [{"changed": {"fields": ["Themes"]}}]

    def done(self, count: int) -> str:
        return ngettext("%(count)d page was saved: %(pages)s.", "%(count)d pages were saved: %(pages)s.", count)
