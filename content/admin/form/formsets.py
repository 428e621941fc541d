"""The rows of a page's form: statements, relations, passages."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ...anchors import public_anchors
from ...documents import CLAIMS, claims_of
from ...documents.taking import Public
from ...models.redaction import ever_said
from ...problems import used_anchor
from ...record import newest
from ..together.merging_rows import MergingFormSet
from ..together.seen import read
from .choosing import KnownChoiceField
from .forms import PUBLISH, way_out

LAST_POSITION = 2**15 - 1  # the largest PositiveSmallIntegerField


class RowFormSet(MergingFormSet):
    """Rows with a name of their own on the page; new ones come last, in the order in which they were typed."""

    name_field = "key"
    prefix_of_anchors = "p-"  # as they stand on the page

    def add_fields(self, form, index):
        """An anchor that was public stays: it is shown, and cannot be changed."""
        super().add_fields(form, index)
        self.know_row(form)
        name = form.fields.get(self.name_field)
        if name and self.prefix_of_anchors + str(form.initial.get(self.name_field, "")) in self.fixed:
            name.disabled = True

    def know_row(self, form):
        """Let a row not be read once more to see that it is the one which its hidden input names."""
        key = self.model._meta.pk.name
        if not form.instance._state.adding and isinstance(field := form.fields.get(key), ModelChoiceField):
            form.fields[key] = KnownChoiceField(
                field.queryset, initial=field.initial, required=False, widget=field.widget
            )
            form.fields[key].known = {str(form.instance.pk): form.instance}

    def get_queryset(self):
        """The rows; those of a page that is stored were read with it."""
        name = self.fk.remote_field.get_accessor_name()
        is_read = name in getattr(self.instance, "_prefetched_objects_cache", {})
        if not is_read or self.queryset.query.is_empty():
            return super().get_queryset()
        return list(getattr(self.instance, name).all())

    @cached_property
    def fixed(self) -> dict[str, str]:
        """The ids of all that the page has or had in public, by anchor."""
        page = self.instance
        if not hasattr(page, "anchors"):  # asked once for all kinds of rows
            page.anchors = {} if page.pk is None else public_anchors(page.pk)
        return page.anchors

    def clean(self):
        """Say at the field that another row has this name, or had it until now: rows are saved one by one."""
        super().clean()
        names = {form.initial.get(self.name_field) for form in self.initial_forms}
        names |= {getattr(row, self.name_field) for row in self.added_meanwhile()}
        for form in self.forms:
            name = form.is_valid() and form.cleaned_data.get(self.name_field)
            if not name or self._should_delete_form(form) or form.initial.get(self.name_field) == name:
                continue
            if name in names:
                form.add_error(self.name_field, _("Another one on this page has this name."))
            elif self.fixed.get(self.prefix_of_anchors + name, str(form.instance.pk)) != str(form.instance.pk):
                form.add_error(self.name_field, used_anchor(name))
            names.add(name)

    def save_new(self, form, commit=True):
        if form.instance.position is None:
            taken = [row.position for row in self.get_queryset()]  # and those that were added meanwhile
            taken += [other.instance.position for other in self.forms if other.instance.position is not None]
            form.instance.position = last_position(taken)
        return super().save_new(form, commit)


def last_position(taken: Iterable[int]) -> int:
    """The position behind those that are taken, as far as the databases count."""
    return min(max(taken, default=-1) + 1, LAST_POSITION)


class ClaimFormSet(RowFormSet):
    """Statements or relations, each of which knows its page, also when that is not saved yet."""

    name_field = "anchor"

    @property
    def prefix_of_anchors(self):
        return f"{CLAIMS[f'{self.model._meta.model_name}s']}-"

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "page": self.instance}

    @cached_property
    def was(self) -> dict[str, str]:
        """Claims that somebody else deleted while they were written on here: their ids by anchor.

        They come back as what they were: links end in the anchor, and what was public is known by its id.
        """
        before = read(self.data).get("was", {}) if self.is_bound else {}
        before = before.get(self.prefix, {}) if isinstance(before, dict) else {}
        keys = {*self.brought_back.values(), *(before.values() if isinstance(before, dict) else ())}
        if not keys or self.instance.pk is None:
            return {}
        said = [claim for document in reversed(ever_said(self.instance)) for claim in claims_of(document)]
        return {claim["anchor"]: claim["id"] for claim in said if claim["id"] in keys}

    def part_with_deleted(self):
        super().part_with_deleted()
        anchors = {key: anchor for anchor, key in self.was.items()}
        for prefix, key in self.brought_back.items():
            if key in anchors:  # one that was public is not sent, because it cannot be changed
                self.data[f"{prefix}-anchor"] = anchors[key]

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        key = self.was.get(self.data.get(f"{form.prefix}-anchor")) if form.instance._state.adding else None
        if key and not self.model._base_manager.filter(pk=key).exists():
            form.instance.pk = uuid.UUID(key)
        return form

    def clean(self):
        super().clean()
        if PUBLISH in self.data:  # what is submitted may go along with its sources
            self.check_sources()

    def check_sources(self):
        """Say at the field which passages cannot be cited, because their source is not public with them."""
        public = Public(newest().moment)
        forms = [form for form in self.forms if form.is_valid() and not self._should_delete_form(form)]
        chosen = [(form, passage) for form in forms for passage in form.cleaned_data.get("passages") or ()]
        public.read(passage for _form, passage in chosen)
        for form, passage in chosen:
            if str(passage.uid) not in public:
                form.add_error("passages", way_out(passage))


class PassageFormSet(RowFormSet):
    """Refuses to drop a passage that something rests on."""

    def clean(self):
        super().clean()
        if reasons := [reason for form in self.deleted_forms if (reason := form.instance.kept())]:
            raise ValidationError(reasons)
