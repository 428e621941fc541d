from django.contrib import admin
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import ProseEditorWidget

from ...languages import DEFAULT
from ...models import Passage, Statement
from ...richtext import plain
from .beginning import begun_in
from .choosing import Choosing
from .fields import RichTextOfRow, SideBySide
from .forms import ClaimForm, RowForm
from .formsets import ClaimFormSet, PassageFormSet


class RowInline(SideBySide, admin.StackedInline):
    """Rows on the form of their page, both languages side by side, each closed behind a line that tells it."""

    template = "admin/content/rows.html"
    extra = 0
    title_fields: tuple[str, ...] = ()  # the first of these that says something tells the row

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, ProseEditorWidget):
            field.widget = RichTextOfRow(config=field.widget.config, preset=field.widget.preset)
        return field

    def title_of(self, row: models.Model) -> str:
        """A row in a line, in the language of whoever reads it."""
        for name in self.title_fields:
            text = in_own_language(row, name)
            text = plain(text) if isinstance(row._meta.get_field(name), ProseEditorField) else text
            if text:
                return Truncator(text).chars(90)
        return ""

    def group_of(self, row: models.Model) -> str:
        """Under which word the list of contents has a row: nothing where there are no such words."""
        return ""

    def short_title_of(self, row: models.Model) -> str:
        """What is told of a row under that word."""
        return self.title_of(row)


def in_own_language(row: models.Model, name: str) -> str:
    """A text in the language of the interface, or else the Dutch one."""
    return getattr(row, f"{name}_{get_language()}", "") or getattr(row, f"{name}_{DEFAULT}") or ""


class ClaimInline(Choosing, RowInline):
    """Statements or relations."""

    form = ClaimForm
    formset = ClaimFormSet
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

    def get_extra(self, request, obj=None, **kwargs):
        """None but the one that somebody comes to write."""
        return int(begun_in(request).begins(f"{self.opts.model_name}s"))


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
    title_fields = ("heading", "text")


class PassageInline(RowInline):
    model = Passage
    form = RowForm
    formset = PassageFormSet
    title_fields = ("place", "summary")
    fields = [("place_nl", "place_en"), ("summary_nl", "summary_en"), ("key", "position")]
