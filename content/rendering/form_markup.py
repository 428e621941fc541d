"""Writes the fields of forms as Django's own templates do, which take many times as long over a form of a thousand."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Context = Mapping[str, Any]


class FieldRenderer(DjangoTemplates):
    """What every form is drawn with (the setting FORM_RENDERER): by its templates, but for what stands everywhere."""

    def render(self, template_name: str, context: dict, request: Any = None) -> SafeString:
        write = WRITTEN.get(template_name)
        return SafeString(write(context) if write else super().render(template_name, context, request))


def attributes(attrs: Mapping[str, Any]) -> str:
    """Attributes of a tag; one that is True has no value, and one that is False is left out."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def input_field(context: Context) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{attributes(widget["attrs"])}>'


def text_area(context: Context) -> str:
    widget = context["widget"]
    name, value = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    return f'<textarea name="{name}"{attributes(widget["attrs"])}>\n{value}</textarea>'


def select(context: Context) -> str:
    widget = context["widget"]
    parts = [f'<select name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, choices, _index in widget["optgroups"]:
        options = [option(choice) for choice in choices]
        parts += [f'<optgroup label="{conditional_escape(group)}">', *options, "</optgroup>"] if group else options
    return "".join([*parts, "</select>"])


def option(choice: Context) -> str:
    value, label = conditional_escape(str(choice["value"])), conditional_escape(choice["label"])
    return f'<option value="{value}"{attributes(choice["attrs"])}>{label}</option>'


def label(context: Context) -> str:
    text = conditional_escape(context["label"])
    return (
        f"<{context['tag']}{attributes(context['attrs'] or {})}>{text}</{context['tag']}>"
        if context["use_tag"]
        else text
    )


def errors(context: Context) -> str:
    found = context["errors"]
    if not found:
        return ""
    key = f' id="{conditional_escape(found.field_id)}_error"' if found.field_id else ""
    lines = "".join(f"<li>{conditional_escape(error)}</li>" for error in found)
    return f'<ul class="{conditional_escape(context["error_class"])}"{key}>{lines}</ul>'


_widgets = "django/forms/widgets"
WRITTEN: dict[str, Callable[[Context], str]] = {
    **{
        f"{_widgets}/{name}.html": input_field
        for name in ("text", "hidden", "number", "url", "checkbox", "email", "date")
    },
    f"{_widgets}/textarea.html": text_area,
    f"{_widgets}/select.html": select,
    "django/forms/label.html": label,
    "django/forms/errors/list/default.html": errors,
    "django/forms/errors/list/ul.html": errors,
}
