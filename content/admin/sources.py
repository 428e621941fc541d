from django.contrib import admin

from ..models import Passage, Source
from .inlines import PassageInline
from .pages import PageAdmin


@admin.register(Source)
class SourceAdmin(PageAdmin):
    own_fields = [
        ("publisher_nl", "publisher_en"),
        ("date", "kind", "language"),
        ("date_note_nl", "date_note_en"),
        "url",
    ]
    inlines = [PassageInline]


@admin.register(Passage)
class PassageAdmin(admin.ModelAdmin):
    """Not in the menu: passages are edited with their source, and searched from the claims that cite them."""

    search_fields = ["source__title_nl", "source__title_en", "place_nl", "place_en", "summary_nl", "summary_en", "key"]

    def get_model_perms(self, request):
        return {}
