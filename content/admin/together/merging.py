"""Two people with one form: each writes what they changed in it, and is told where both changed the same.

Where a stored value is another one than the form was opened with (`seen`), somebody else has changed it: a field that
was not touched here follows, and one that was says what theirs is.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator, get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField

from ...admin_site import as_new, send_again
from ...freezing import lock
from ...models import Edition, Image, Page
from ...richtext import plain
from ..options import Options
from .choosing_between import is_theirs, offer, people_and_time
from .seen import (
    in_force,
    last_removal,
    mark,
    mark_of_keys,
    marks,
    opened,
    people_since,
    read,
    seen,
    since_opened,
    value_of,
)

ORDER = "position"  # of a row: of two orders the last one holds, because each row of the other one would be asked about
MOST, SHORT = 600, 60  # letters of what somebody else wrote


class MergingForm(forms.ModelForm):
    """A form that was `opened` with some marks, and belongs to the form of an `owner` (itself, or its page)."""

    data: QueryDict
    taken: list[str]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_moved_by_both = False
        self.taken = []  # labels of the fields in which somebody else's work was taken
        is_row = bool(self.prefix)  # then the rows say
        self.opened = {} if is_row or self.instance.pk is None else opened(self.data) or {}
        self.owner = self.instance

    def _save_m2m(self):
        """Save which other rows were chosen; where that was not changed, it is not read once more to see so."""
        cleaned, several = self.cleaned_data, {field.name for field in self.instance._meta.many_to_many}
        changed = set(self.changed_data)
        self.cleaned_data = {name: value for name, value in cleaned.items() if name in changed or name not in several}
        super()._save_m2m()
        self.cleaned_data = cleaned

    def changed_by_others(self) -> list[str]:
        """The fields whose stored value is another one than when the form was opened."""
        now = marks(self.instance, self.fields) if self.opened else {}
        return [name for name, before in self.opened.items() if now.get(name, before) != before]

    def is_touched(self, name: str) -> bool:
        """Whether a field was changed here, or cannot be read."""
        if name not in self.cleaned_data and isinstance(self.fields[name], forms.ModelMultipleChoiceField):
            return mark_of_keys(self.data.getlist(self.add_prefix(name))) != self.opened[name]  # one may be gone
        return name not in self.cleaned_data or mark(self.cleaned_data[name]) != self.opened[name]

    def clean(self):
        cleaned = super().clean()
        if self.opened and not self.prefix:
            self.check_page()
        by_others = self.changed_by_others()
        for name in self.opened:
            if name in self.fields and name not in by_others and is_theirs(self.data, self.add_prefix(name)):
                self.follow(name, value_of(self.instance, name))
        for name in by_others:
            theirs = value_of(self.instance, name)
            if not self.is_touched(name) or is_theirs(self.data, self.add_prefix(name)):
                self.take(name, theirs)
            elif name == ORDER and name in self.cleaned_data:
                self.is_moved_by_both = True
            elif name not in self.cleaned_data or mark(self.cleaned_data[name]) != mark(theirs):
                self.both_changed(name, theirs)
            elif isinstance(theirs, Image):  # the same one, of which something else is said by now
                self.taken.append(str(self.fields[name].label))
        return cleaned

    def check_page(self) -> None:
        """Refuse what was opened with words that were removed by law since; take note of what was published since."""
        state = read(self.data)
        if last_removal(self.instance) > since_opened(self).get("removed", 0):
            self.add_error(
                None,
                _(
                    "Words were removed here by law after you opened this form. It may still hold them, so it cannot "
                    "be saved. Copy what you typed, and open the form anew."
                ),
            )
        if (key := in_force(self.instance)) and state.get("in_force", 0) != key:
            edition = Edition.objects.get(pk=key)
            note = edition.change_note().get(get_language()) or edition.change_note_nl
            told = _("it was withdrawn (“%(note)s”)") if edition.is_withdrawn else _("version %(number)d was published")
            self.taken.append(told % {"note": note, "number": edition.number})

    def take(self, name: str, value) -> None:
        """Let a field follow what somebody else stored, which is told."""
        self.taken.append(str(self.fields[name].label))
        self.follow(name, value)

    def follow(self, name: str, value) -> None:
        """Let a field follow what is stored, in what is written and in what is shown."""
        self.errors.pop(name, None)
        self.cleaned_data[name] = value
        self.data = self.data.copy()
        key, shown = self.add_prefix(name), self.fields[name].prepare_value(value)
        if isinstance(shown, list):
            self.data.setlist(key, [str(each) for each in shown])
        elif shown is None or shown is False:
            self.data.pop(key, None)
        else:
            self.data[key] = str(shown)

    def both_changed(self, name: str, theirs) -> None:
        """Say at a field that somebody else changed it too, and let whoever typed there choose."""
        who, said = people_since(self.owner, self.data), self.told(name, theirs)
        told = _("%(people)s saved this here after you opened it: “%(theirs)s”. What you typed is still here.")
        if isinstance(self.fields[name], forms.FileField):
            told = _(
                "%(people)s saved another file here after you opened it. Choose yours again to put it in its place."
            )
        elif name in self.cleaned_data:
            mine, when = self.told(name, self.cleaned_data[name]), people_and_time(who, self.owner, self.data)
            offer(self.fields[name], self.add_prefix(name), mine, said, when)
            told = " ".join([told, _("Choose which of the two stays, and save again.")])
            said = Truncator(said).chars(SHORT)  # which stands whole beside the choice
        self.add_error(name, told % {"people": who, "theirs": said})

    def told(self, name: str, value) -> str:
        """A value as text."""
        if isinstance(value, list | models.QuerySet):
            text = get_text_list(sorted(str(each) for each in value), _("and"))
        elif isinstance(value, bool):
            text = _("yes") if value else _("no")
        elif isinstance(self.instance._meta.get_field(name), ProseEditorField):
            text = plain(value or "")
        elif isinstance(self.fields[name], forms.TypedChoiceField):
            labels = dict(getattr(self.fields[name], "choices", ()))
            text = str(labels.get(value, value or ""))
        else:
            text = "" if value is None else str(value)
        return Truncator(text).chars(MOST) or "–"


def taken_of(form: MergingForm, formsets: list) -> list[str]:
    """What was taken of somebody else's work, in a form and in its rows."""
    return [*form.taken, *(label for formset in formsets for label in formset.taken)]


def hold(instance: models.Model) -> None:
    """Let whoever saves the same wait, and read then what was written; a page as those who publish it hold it."""
    page = instance.pk if isinstance(instance, Page) else getattr(instance, "source_id", None)
    if page:
        lock([page])
    else:
        type(instance)._base_manager.select_for_update(no_key=True).filter(pk=instance.pk).first()


class Merges(Options):
    """Admin options: forms that two people may have open at once."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            obj = self.get_object(request, unquote(object_id))
            if obj is None and self.has_add_permission(request) and read(request.POST):
                told = _("Somebody deleted this while you had it open. You can make it anew.")
                add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
                return send_again(request, told, data=as_new(request.POST), action=add)
            if obj:
                hold(obj)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            self.tell_what_was_taken(request, form, formsets)

    def tell_what_was_taken(self, request, form, formsets) -> None:
        """Say what somebody else did since a form was opened, which stays as it is."""
        if taken := taken_of(form, formsets):
            people, what = people_since(form.instance, form.data), get_text_list(taken, _("and"))
            told = _("%(people)s saved this after you opened it, and that was kept: %(what)s.")
            self.message_user(request, told % {"people": people, "what": what}, messages.WARNING)
        if any(row.is_moved_by_both for formset in formsets for row in formset.forms):
            told = _("%(people)s changed the order as well after you opened it. It is as you have it now.")
            people = people_since(form.instance, form.data)
            self.message_user(request, told % {"people": people}, messages.WARNING)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            form = context["adminform"].form
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["seen"] = seen(form, formsets)
            if form.is_bound:
                self.tell_what_was_taken(request, form, formsets)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
