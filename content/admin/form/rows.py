"""The rows of a page's form as they are drawn: each closed behind a head that says in a line what it is."""

import json
from itertools import count
from typing import Any, NamedTuple

from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .fields import RichTextOfRow

STATES = {"new": _("new"), "changed": _("changed"), "public": _("as published")}


class Problem(NamedTuple):
    """What is wrong with a form: where that is, in words and as the id of what it is said at."""

    target: str
    where: str
    message: str


class Part:
    """Lines of fields under a name, which may be folded: open where something is wrong in it, or where it is filled."""

    def __init__(self, drawn: Any, key: str, is_filled: bool = False):
        self.id = key
        self.name, self.classes, self.description = drawn.name, drawn.classes, drawn.description
        self.lines = list(drawn)
        self.is_folded = "collapse" in drawn.classes
        self.is_open = is_filled or any(name in drawn.form.errors for name in flatten(drawn.fields))


class Row:
    """A statement, a relation or another row: what its head says, and whether it is open."""

    def __init__(self, rows: "Rows", drawn: Any, number: int):
        self.rows, self.drawn, self.form = rows, drawn, drawn.form
        self.original = drawn.form.instance if drawn.original else None  # Django goes by the order of what is stored
        self.number = number  # on the form, from 1
        self.is_template = str(self.form.prefix).endswith("-__prefix__")  # what “Add another” makes a copy of
        self.id = f"{rows.formset.prefix}-empty" if self.is_template else self.form.prefix
        # Of what is stored it stays the same wherever the row stands, so links from elsewhere can end in it.
        self.anchor = anchor_of(self.original) if self.original else f"{self.form.prefix}-row"
        self.marks: list[dict] = []  # what else its head says, each with a `text` and a `kind`

    @cached_property
    def title(self) -> str:
        """What it says, in a line; nothing where nothing was typed yet."""
        return self.rows.opts.title_of(self.form.instance)

    @property
    def group(self) -> str:
        """Under which word the list of contents has it."""
        return self.rows.opts.group_of(self.form.instance)

    @property
    def short_title(self) -> str:
        """What the list of contents says of it, under that word."""
        return self.rows.opts.short_title_of(self.form.instance) or self.title

    @property
    def state(self) -> str:
        """How it stands to what is public: a key of STATES; nothing for what is not stored."""
        return self.rows.states.get(key_of(self.original), "new") if self.original else ""

    @property
    def state_label(self) -> str:
        return str(STATES.get(self.state, ""))

    @property
    def passages(self) -> int | None:
        """The number of passages that are chosen; None for what cites none."""
        return len(self.form["passages"].value() or ()) if "passages" in self.form.fields else None

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors)

    @property
    def is_open(self) -> bool:
        """What is being written, or has a mistake, is open; what is stored is opened by whoever wants to."""
        return self.original is None or self.has_errors

    @property
    def can_be_deleted(self) -> bool:
        formset = self.rows
        return bool(formset.formset.can_delete and formset.has_delete_permission and self.original)

    @property
    def parts(self) -> list[Part]:
        return [
            Part(each, f"{self.id}-{number}", is_filled=any(map(self.value, flatten(each.fields))))
            for number, each in enumerate(self.drawn)
        ]

    def value(self, name: str) -> Any:
        """What stands in a field; nothing in one that is only shown."""
        return self.form[name].value() if name in self.form.fields else None


class Rows(InlineAdminFormSet):
    """Rows of one kind, as Django draws them, with what the heads of ours say."""

    def __init__(self, inline: InlineAdminFormSet):
        self.__dict__.update(vars(inline))
        self.states: dict[str, str] = {}  # of those that are stored, by what a document calls them

    @property
    def media(self):
        return self.opts.media + self.formset.media  # the same for every row

    def inline_formset_data(self):
        """What Django's scripts are told, as JSON; the name of the kind stands in the middle of a sentence there."""
        told = json.loads(super().inline_formset_data())
        told["options"]["addText"] = gettext("Add another %(verbose_name)s") % {"verbose_name": self.opts.verbose_name}
        return json.dumps(told)

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(self, drawn, number) for drawn, number in zip(self, count(1))]

    @cached_property
    def shown(self) -> list[Row]:
        """All but the one of which others are made."""
        return [row for row in self.rows if not row.is_template]

    @cached_property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows under their words, for the list of contents, in the order in which each word comes first."""
        found: dict[str, list[Row]] = {}
        for row in self.shown:
            found.setdefault(row.group, []).append(row)
        return list(found.items())

    @cached_property
    def template_form(self):
        return self.formset.empty_form

    @property
    def help(self) -> list[tuple[str, str, str]]:
        """What the fields of a row are for: (id, label, text), once for all rows."""
        names = flatten_fieldsets(self.fieldsets)
        fields = [self.template_form[name] for name in names if name in self.template_form.fields]
        return [(field.help_id, field.label, field.help_text) for field in fields if field.help_text]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What is told of parts of a row: (name, text)."""
        return [(name or "", options["description"]) for name, options in self.fieldsets if "description" in options]

    @property
    def editor(self) -> str:
        """How the editor of rich text is set up in these rows: as JSON, or nothing."""
        widgets = [field.widget for field in self.template_form.fields.values()]
        return next((widget.setup for widget in widgets if isinstance(widget, RichTextOfRow)), "")


def anchor_of(row: models.Model) -> str:
    """Where a row that is stored is found on the form, wherever it stands."""
    return f"row-{row.pk}"


def key_of(row: models.Model) -> str:
    """What a document calls a row: a claim by its key, a passage by an id of its own."""
    return str(getattr(row, "uid", row.pk))


def problems(page: AdminForm, inlines: list[Rows]) -> list[Problem]:
    """All that is wrong with the form of a page, from top to bottom."""
    found = [*of_form(page.form, "", "")]
    for rows in inlines:
        name = capfirst(rows.opts.verbose_name)
        found += [
            Problem(f"{rows.formset.prefix}-group", capfirst(rows.opts.verbose_name_plural), message)
            for message in rows.formset.non_form_errors()
        ]
        for row in rows.shown:
            if row.has_errors:
                found += of_form(
                    row.form, row.anchor, f"{name} {row.number}" + (f" “{row.title}”" if row.title else "")
                )
    return found


def of_form(form, anchor: str, where: str) -> list[Problem]:
    """What is wrong with the fields of one form, in their order, and with all of it."""
    told = []
    for name in sorted(form.errors, key=lambda name: [*form.fields, name].index(name)):
        bound = form[name] if name in form.fields else None
        at = ": ".join(filter(None, [where, str(bound.label) if bound else ""]))
        told += [Problem(bound.auto_id if bound else anchor, at, message) for message in form.errors[name]]
    return told
