from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Passage, Statement
from .forms import ClaimForm


class ClaimInline(admin.StackedInline):
    """Statements or relations on the form of their page, both languages side by side."""

    form = ClaimForm
    extra = 0
    autocomplete_fields = ["passages"]
    period = ("since", "until", "as_of")
    place = ("anchor", "position")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("passages__source")


class StatementInline(ClaimInline):
    model = Statement
    fields = [
        ("heading_nl", "heading_en"),
        ("text_nl", "text_en"),
        "passages",
        ClaimInline.period,
        ClaimInline.place,
    ]


class PassageFormSet(BaseInlineFormSet):
    """Refuses to drop a passage that something rests on: the claim would lose its ground without a word."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            resting = [str(claim.page) for claim in claims_on(form.instance)]
            if resting:
                message = _("“%(passage)s” cannot be deleted: these pages cite it: %(pages)s.")
                pages = ", ".join(sorted(set(resting)))
                raise ValidationError(message % {"passage": form.instance.place_nl, "pages": pages})


def claims_on(passage: Passage):
    """Everything in the working copy that cites a passage, whatever kind of claim it is."""
    if passage.pk:
        for relation in passage._meta.related_objects:
            if relation.many_to_many:
                yield from getattr(passage, relation.get_accessor_name()).select_related("page")


class PassageInline(admin.StackedInline):
    model = Passage
    formset = PassageFormSet
    extra = 0
    fields = [("place_nl", "place_en"), ("summary_nl", "summary_en"), ("key", "position")]
    verbose_name_plural = gettext_lazy("passages")
