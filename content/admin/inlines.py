from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Passage, Statement
from .choosing import Choosing
from .fields import SideBySide
from .forms import ClaimForm, RowForm
from .formsets import ClaimFormSet, PassageFormSet


class ClaimInline(SideBySide, Choosing, admin.StackedInline):
    """Statements or relations on the form of their page, both languages side by side."""

    form = ClaimForm
    formset = ClaimFormSet
    extra = 0
    autocomplete_fields = ["passages"]
    period = {
        "fields": [("since", "until", "as_of", "anchor", "position")],
        "classes": ["period"],
        "description": _(
            "Dates: 2014, 2014-07 or 2014-07-16. Without “as of”, the date of the source is shown. "
            "Once the page is public, keep the anchor: links end in it, after the #."
        ),
    }

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.own_fields, "passages"]}), (None, self.period)]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("passages__source")


class DisputableInline(ClaimInline):
    """Claims beside which a body that disputes them may have its say."""

    remark = {
        "fields": [("remark_nl", "remark_en"), ("remark_by_nl", "remark_by_en"), ("remark_date", "remark_url")],
        "classes": ["collapse"],
        "description": _(
            "The claim rests on its passage and stays. What a body that disputes it told you stands under it, with its "
            "name and the date: for as long as you leave it here, and in the versions of that time for ever."
        ),
    }

    def get_fieldsets(self, request, obj=None):
        return [*super().get_fieldsets(request, obj), (_("Remark of a body that disputes this"), self.remark)]


class StatementInline(DisputableInline):
    model = Statement
    own_fields = [("heading_nl", "heading_en"), ("text_nl", "text_en")]


class PassageInline(SideBySide, admin.StackedInline):
    model = Passage
    form = RowForm
    formset = PassageFormSet
    extra = 0
    fields = [("place_nl", "place_en"), ("summary_nl", "summary_en"), ("key", "position")]
