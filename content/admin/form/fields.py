from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import BoundField
from django_prose_editor.widgets import AdminProseEditorWidget, ProseEditorWidget
from js_asset import ImportMap, Media, Script

from ...languages import DEFAULT


class SideBySide:
    """Admin options for forms that begin empty, and show both languages of a field beside each other."""

    def get_changeform_initial_data(self, request):
        """Nothing leads to a form with values in its address, and what is no value there would be an error."""
        return {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and getattr(db_field, "language", DEFAULT) != DEFAULT:
            field.help_text = ""  # stands with the other language already
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            # Changing opens a window of its own, viewing leaves the form; deleting from here is never meant.
            widget.can_delete_related = False
            widget.can_view_related = widget.can_view_related and not widget.can_change_related
        return field


class FieldOfRow(BoundField):
    """A field of one of many rows: what it is for stands once, with all rows."""

    @property
    def help_id(self) -> str:
        return f"{str(self.form.prefix).rpartition('-')[0]}-help-{self.name}"

    @property
    def told_once(self) -> str:
        """What a field like this is for, in every row."""
        base = self.form.base_fields.get(self.name)  # type: ignore[attr-defined]  # all forms have them
        return str(base.help_text) if base else ""

    @property
    def told_here(self):
        """What is told of this very field."""
        told = str(self.help_text)
        return self.help_text if told != self.told_once else ""  # as markup, if it is

    @property
    def aria_describedby(self) -> str | None:
        described = [self.help_id] if self.told_once else []
        described += [f"{self.auto_id}_helptext"] if self.told_here else []
        return " ".join([*described, f"{self.auto_id}_error"] if self.errors else described)


# What the scripts of the editor of rich text import, by name, so that each is loaded under the name of its content.
MODULES = ["link-dialog", "pasted", "pasted-html", "pasted-lines", "pasted-office", "typography"]


class RichTextOfRow(AdminProseEditorWidget):
    """An editor of rich text that starts when its row is opened (static/content/rich-text.js)."""

    @property
    def media(self):
        modules = ImportMap({f"content/{name}": f"content/{name}.js" for name in MODULES})
        return super().media + Media(importmap=modules, js=[Script("content/rich-text.js", type="module")])

    def get_context(self, name, value, attrs):
        context = super(ProseEditorWidget, self).get_context(name, value, attrs)
        context["widget"]["attrs"]["data-rich-text"] = True
        return context

    @property
    def setup(self) -> str:
        """How the editor is set up, as JSON."""
        attrs = super().get_context("", "", {})["widget"]["attrs"]
        return attrs[f"data-django-prose-editor-{self.preset}"]
