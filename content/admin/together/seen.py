"""What a form showed of the database when it was opened, which it carries along in a hidden input.

That is a short mark of each value, so that it is known later which of them somebody changed, and who.
"""

import json
from hashlib import blake2s

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ...models import Edition, Image, Page, Redaction

SEEN = "seen"  # the hidden input


def value_of(instance: models.Model, name: str):
    """What is stored in a field, as a form's `cleaned_data` has it."""
    value = getattr(instance, name)
    return list(value.all()) if isinstance(value, models.Manager) else value


def key_or_value_of(instance: models.Model, name: str):
    """The same, where the key of another row is enough for its mark: that row is not read."""
    field = instance._meta.get_field(name)
    if isinstance(field, models.ForeignKey) and field.related_model is not Image:
        return getattr(instance, field.attname)
    return value_of(instance, name)


def mark(value) -> str:
    """A short mark of a value: the same for what is stored and for what was typed, if nothing was changed."""
    if isinstance(value, Image):  # with what is said of it, which goes along when the page is published
        text = json.dumps(value.entry(), sort_keys=True)
    elif isinstance(value, list | models.QuerySet):
        return mark_of_keys([str(each.pk) for each in value])
    elif isinstance(value, models.Model):
        text = str(value.pk)
    else:
        text = "" if value is None else "\n".join(str(value).split("\r\n")).strip()
    return shortened(text)


def mark_of_keys(keys: list[str]) -> str:
    """The mark of rows that were chosen, by their keys."""
    return shortened(" ".join(sorted(keys)))


def shortened(text: str) -> str:
    return blake2s(text.encode(errors="replace"), digest_size=6).hexdigest()


def marks(instance: models.Model, form_fields: dict[str, forms.Field]) -> dict[str, str]:
    """The marks of what is stored now in those fields of a form that can be changed."""
    stored = {field.name for field in [*instance._meta.fields, *instance._meta.many_to_many]}
    return {
        name: mark(key_or_value_of(instance, name))
        for name, field in form_fields.items()
        if name in stored and not (field.disabled or name == instance._meta.pk.name)
    }


def seen(form: forms.ModelForm, formsets: list) -> str:
    """What a form, with its rows, shows of the database, for its hidden input: as JSON.

    One that comes back with mistakes shows what is there now; who saved it, and what was removed, is told since it was
    opened first.
    """
    stored = form._meta.model._base_manager.get(pk=form.instance.pk) if form.is_bound else form.instance
    state = {"": marks(stored, form.fields), "in_force": in_force(stored)}
    state |= {"log": last_entry(stored), "removed": last_removal(stored)} | since_opened(form)
    for formset in formsets:
        fields = formset.form.base_fields
        rows = stored_rows(formset) if form.is_bound else formset.get_queryset()
        state[formset.prefix] = {str(row.pk): marks(row, fields) for row in rows}
    if was := {formset.prefix: found for formset in formsets if (found := getattr(formset, "was", None))}:
        state["was"] = was
    return json.dumps(state, separators=(",", ":"))


def stored_rows(formset) -> models.QuerySet:
    """The rows as they are stored now, with what of them is marked."""
    parts = [field.name for field in formset.model._meta.many_to_many if field.name in formset.form.base_fields]
    rows = formset.model._base_manager.filter(**{formset.fk.name: formset.instance.pk})
    return rows.prefetch_related(*parts)


def since_opened(form: forms.ModelForm) -> dict[str, int]:
    """The last entry of the log, and the last removal, that there were when a form was opened first."""
    before = read(form.data) if form.is_bound else {}
    return {name: before[name] for name in ("log", "removed") if isinstance(before.get(name), int)}


def in_force(instance: models.Model) -> int:
    """The edition of a page that readers meet, by its key; 0 where there is none."""
    if not isinstance(instance, Page):
        return 0
    if (known := getattr(instance, "in_force", None)) is not None:
        return known[0].pk if known else 0
    edition = Edition.objects.final().filter(page=instance.pk, superseded_at=None).first()
    return edition.pk if edition else 0


def last_removal(instance: models.Model) -> int:
    """The last time that words of a page, or of the source that a passage is in, were removed by law."""
    page = instance.pk if isinstance(instance, Page) else getattr(instance, "source_id", None)
    return Redaction.objects.carried_out().filter(page=page).aggregate(last=models.Max("publication"))["last"] or 0


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


def entries_since(instance: models.Model, data):
    """What the log says of something since a form was opened."""
    last = read(data).get("log")
    return entries(instance).filter(pk__gt=last if isinstance(last, int) else 0).order_by("pk")


def last_entry_since(instance: models.Model, data) -> LogEntry | None:
    return entries_since(instance, data).last()


def people_since(instance: models.Model, data) -> str:
    """Who saved something since a form was opened, as far as that is known."""
    later = entries_since(instance, data).select_related("user")
    return get_text_list(list(dict.fromkeys(str(entry.user) for entry in later)), _("and")) or _("Somebody else")
