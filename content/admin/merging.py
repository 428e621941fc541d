"""Two people with one form: each writes what they changed in it, and is told where both changed the same.

A form carries a short mark of each value that it was opened with. Where the stored value has another mark by now,
somebody else has changed it: a field that was not touched here follows, and one that was says what theirs is.
"""

import json
from hashlib import blake2s

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField

from ..richtext import plain

SEEN = "seen"  # the hidden input
MOST = 600  # letters of what somebody else wrote


def value_of(instance: models.Model, name: str):
    """What is stored in a field, as a form's `cleaned_data` has it."""
    value = getattr(instance, name)
    return list(value.all()) if isinstance(value, models.Manager) else value


def mark(value) -> str:
    """A short mark of a value: the same for what is stored and for what was typed, if nothing was changed."""
    if isinstance(value, list | models.QuerySet):
        text = " ".join(sorted(str(each.pk) for each in value))
    elif isinstance(value, models.Model):
        text = str(value.pk)
    else:
        text = "" if value is None else "\n".join(str(value).split("\r\n")).strip()
    return blake2s(text.encode(errors="replace"), digest_size=6).hexdigest()


def marks(instance: models.Model, form_fields: dict[str, forms.Field]) -> dict[str, str]:
    """The marks of what is stored now in those fields of a form that can be changed."""
    stored = {field.name for field in [*instance._meta.fields, *instance._meta.many_to_many]}
    return {
        name: mark(value_of(instance, name))
        for name, field in form_fields.items()
        if name in stored and not (field.disabled or name == instance._meta.pk.name)
    }


def seen(form: forms.ModelForm, formsets: list) -> str:
    """What a form, with its rows, shows of the database, for its hidden input: as JSON."""
    stored = form._meta.model._base_manager.get(pk=form.instance.pk)
    state = {"": marks(stored, form.fields), "log": last_entry(stored)}
    for formset in formsets:
        rows = formset.model._base_manager.filter(**{formset.fk.name: stored.pk})
        parts = [field.name for field in formset.model._meta.many_to_many if field.name in formset.form.base_fields]
        fields = formset.form.base_fields
        state[formset.prefix] = {str(row.pk): marks(row, fields) for row in rows.prefetch_related(*parts)}
    return json.dumps(state, separators=(",", ":"))


def opened(data, part: str = "") -> dict | None:
    """What the fields of a form, or the rows of a part of it, were opened with: None when that is not known."""
    state = read(data).get(part)
    return state if isinstance(state, dict) else None


def read(data) -> dict:
    try:
        state = json.loads((data or {}).get(SEEN) or "{}")
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def entries(instance: models.Model):
    kind = ContentType.objects.get_for_model(instance, for_concrete_model=False)
    return LogEntry.objects.filter(content_type=kind, object_id=str(instance.pk))


def last_entry(instance: models.Model) -> int:
    return entries(instance).aggregate(last=models.Max("pk"))["last"] or 0


def people_since(instance: models.Model, data) -> str:
    """Who saved something since a form was opened, as far as that is known."""
    last = read(data).get("log")
    last = last if isinstance(last, int) else 0
    later = entries(instance).filter(pk__gt=last).select_related("user").order_by("pk")
    return get_text_list(list(dict.fromkeys(str(entry.user) for entry in later)), _("and")) or _("Somebody else")


class MergingForm(forms.ModelForm):
    """A form that was `opened` with some marks, and belongs to the form of an `owner` (itself, or its page)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = []  # labels of the fields in which somebody else's work was taken
        is_row = bool(self.prefix)  # then the rows say
        self.opened = {} if is_row or self.instance.pk is None else opened(self.data) or {}
        self.owner = self.instance

    def changed_by_others(self) -> list[str]:
        """The fields whose stored value is another one than when the form was opened."""
        now = marks(self.instance, self.fields) if self.opened else {}
        return [name for name, before in self.opened.items() if now.get(name, before) != before]

    def is_touched(self, name: str) -> bool:
        """Whether a field was changed here, or cannot be read."""
        return name not in self.cleaned_data or mark(self.cleaned_data[name]) != self.opened[name]

    def clean(self):
        cleaned = super().clean()
        for name in self.changed_by_others():
            theirs = value_of(self.instance, name)
            if not self.is_touched(name):
                self.take(name, theirs)
            elif name not in self.cleaned_data or mark(self.cleaned_data[name]) != mark(theirs):
                self.add_error(name, self.both(name, theirs))
        return cleaned

    def take(self, name: str, value) -> None:
        """Let a field follow what is stored, in what is written and in what is shown."""
        self.cleaned_data[name] = value
        self.taken.append(str(self.fields[name].label))
        self.data = self.data.copy()
        key, shown = self.add_prefix(name), self.fields[name].prepare_value(value)
        if isinstance(shown, list):
            self.data.setlist(key, [str(each) for each in shown])
        elif shown is None or shown is False:
            self.data.pop(key, None)
        else:
            self.data[key] = str(shown)

    def both(self, name: str, theirs) -> str:
        """Say what somebody else wrote where something was typed here."""
        return _(
            "%(people)s saved this here after you opened it: “%(theirs)s”. What you typed is still here. Save again to "
            "put it in the place of theirs."
        ) % {"people": people_since(self.owner, self.data), "theirs": self.told(name, theirs)}

    def told(self, name: str, value) -> str:
        """A value as text."""
        if isinstance(value, list):
            text = get_text_list([str(each) for each in value], _("and"))
        elif isinstance(value, bool):
            text = _("yes") if value else _("no")
        elif isinstance(self.instance._meta.get_field(name), ProseEditorField):
            text = plain(value or "")
        elif display := getattr(self.instance, f"get_{name}_display", None):
            text = str(display())
        else:
            text = "" if value is None else str(value)
        return Truncator(text).chars(MOST) or "–"


class Merges:
    """Admin options: forms that two people may have open at once."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            # Of two who save at once, the second reads what the first one wrote.
            rows = self.model._base_manager.select_for_update(of=("self",), no_key=True)
            if obj := self.get_object(request, object_id):
                rows.filter(pk=obj.pk).first()
            return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["seen"] = seen(context["adminform"].form, formsets)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
