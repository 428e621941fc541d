"""The rows of a form that two people may have open at once: added, changed and deleted by either."""

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from .seen import opened, people_since


class MergingFormSet(BaseInlineFormSet):
    """Rows that follow what somebody else did with them, where nothing was done with them here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = []  # labels of what somebody else did with rows that were not touched here
        self.brought_back = {}  # rows that somebody else deleted while they were written on here: keys by prefix
        self.opened = opened(self.data, self.prefix) if self.is_bound else None
        if self.opened is not None:
            self.part_with_deleted()

    def part_with_deleted(self):
        """Leave out what somebody else has deleted since; what was written on here comes last, as new."""
        key = self.model._meta.pk.name
        there = {str(row.pk) for row in self.get_queryset()}
        first, count = self.initial_form_count(), self.total_form_count()
        ids = {number: self.data.get(f"{self.add_prefix(number)}-{key}") for number in range(first)}
        deleted = [number for number, pk in ids.items() if pk and pk not in there]
        if not deleted:
            return
        touched = [number for number in deleted if self.is_touched(number, ids[number])]
        kept = [number for number in range(count) if number not in deleted]
        self.taken += [
            _("“%(row)s” was deleted") % {"row": self.row(number).instance} for number in set(deleted) - set(touched)
        ]
        data = self.data.copy()
        for name in [name for name in data if name.startswith(f"initial-{self.prefix}-")]:
            del data[name]  # these say what was shown in a row, by its number
        rows = {number: self.taken_out(data, number) for number in range(count)}
        for number, old in enumerate([*kept, *touched]):
            prefix = self.add_prefix(number)
            for name, values in rows[old].items():
                if not (old in touched and name == key):
                    data.setlist(f"{prefix}-{name}", values)
            self.brought_back |= {prefix: ids[old]} if old in touched else {}
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(kept) + len(touched))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(first - len(deleted))
        self.data = data
        self.__dict__.pop("management_form", None)

    def marks_of(self, pk) -> dict[str, str]:
        """The marks of the values that a row was opened with."""
        marks = self.opened.get(str(pk))
        return marks if isinstance(marks, dict) else {}

    def taken_out(self, data, number: int) -> dict[str, list[str]]:
        """Take the values of a row out of what was sent, and return them by the names of its fields."""
        start = f"{self.add_prefix(number)}-"
        return {name.removeprefix(start): data.pop(name) for name in list(data) if name.startswith(start)}

    def is_touched(self, number: int, pk: str) -> bool:
        """Whether something was written on a row that is not there any more, and that is not to be deleted here too."""
        prefix, form = self.add_prefix(number), self.row(number)
        form.opened = {name: mark for name, mark in self.marks_of(pk).items() if f"{prefix}-{name}" in self.data}
        return f"{prefix}-DELETE" not in self.data and any(map(form.is_touched, form.opened))

    def row(self, number: int):
        """A row as it was sent, as if it were new."""
        form = self.form(self.data, prefix=self.add_prefix(number), **self.get_form_kwargs(number))
        form.full_clean()
        return form

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.owner = self.instance
        if self.opened is not None and not form.instance._state.adding:
            form.opened = self.marks_of(form.instance.pk)
        return form

    def clean(self):
        super().clean()
        if self.opened is not None:
            self.check_others()

    def check_others(self):
        """Say what somebody else did with rows that are written on, or deleted, here."""
        for form in self.forms:
            if form.prefix in self.brought_back:
                message = _(
                    "%(people)s deleted this after you opened it. What you typed is still here: save again to keep it."
                )
                form.add_error(None, message % {"people": self.people()})
            elif self._should_delete_form(form) and form.is_bound and form.changed_by_others():
                message = _("%(people)s changed “%(row)s” after you opened it. Save again to delete it all the same.")
                raise ValidationError(message % {"people": self.people(), "row": form.instance})
            self.taken += [f"{form.instance}: {label}" for label in form.taken]
        self.taken += [_("“%(row)s” was added") % {"row": row} for row in self.added_meanwhile()]

    def people(self) -> str:
        return people_since(self.instance, self.data)

    def added_meanwhile(self) -> list:
        """Rows that are stored and were not there yet when the form was opened."""
        shown = {str(form.instance.pk) for form in self.initial_forms}
        return [row for row in self.get_queryset() if str(row.pk) not in shown]
