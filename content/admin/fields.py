from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from ..languages import DEFAULT


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
