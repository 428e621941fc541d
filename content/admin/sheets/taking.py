"""Taking the texts of pages along to a translator, out of any list of pages."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext

from ...models import Page
from ...sheets.texts import workbook_of
from ..options import Options
from .files import workbook

MOST = 500  # pages at once


class TakesTexts(Options):
    """Admin options for pages: an action takes the texts of those that are chosen along."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or not self.has_change_permission(request):
            return actions
        return actions | {"take_texts": (take_texts, "take_texts", gettext_lazy("Take the texts to a translator …"))}


def take_texts(options, request, queryset):
    """Give a workbook with the texts of pages and their translations."""
    keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        told = ngettext("Choose no more than %(count)d page.", "Choose no more than %(count)d pages.", MOST)
        options.message_user(request, told % {"count": MOST}, messages.ERROR)
        return None
    try:
        return workbook(workbook_of(Page.objects.filter(pk__in=keys).order_by("page_type", "title_nl")), "texts.xlsx")
    except ValidationError as error:
        options.message_user(request, " ".join(error.messages), messages.ERROR)
        return None
