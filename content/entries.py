"""A row of a file of content: looked up, validated as if it came from a form, and stored; or all that is wrong."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files import File
from django.core.management.base import no_translations
from django.db import models
from django.utils.translation import gettext_lazy

from .cleaning import clean
from .entry_problems import Problem, Wrong
from .fixture_fields import fields_of, id_by_names, id_name
from .languages import DEFAULT
from .models import Claim, Page, Passage
from .natural_keys import Missing, look_up, look_up_all
from .translating import page_of, write_down

log = logging.getLogger(__name__)

TEXTS = (models.CharField, models.TextField)


class Entry:
    """One object of a fixture, with the interface of Django's DeserializedObject.

    `save()` stores it if what it needs is there already. `loaddata` calls `save_deferred_fields()` once all entries of
    all files have had their turn: that fills in what was still missing, validates, and stops at the first error.

    A `lenient` one leaves out a claim that it names and that is not there, and says so: of a page that an editor has
    changed, or that has had a claim added to it in the code only. One that is not `whole` says nothing of the fields
    that it does not name. Pictures lie beside the file, in its `folder`.
    """

    deferred_fields = True
    stored = False
    model: type[models.Model]
    object: Any

    def __init__(self, where, node, *, lenient=False, whole=True, folder=None, found=None, cells=None):
        self.where, self.lenient, self.whole, self.folder = where, lenient, whole, folder
        self.found: dict = (
            {} if found is None else found
        )  # what was looked up, for all entries that are stored together
        self.missing: list[Missing] = []
        self.wrong: list[Problem] = []  # what was seen before
        if not isinstance(node, dict) or not isinstance(node.get("fields"), dict) or "model" not in node:
            self.stop(gettext_lazy("it has to have “model” and “fields”"))
        try:
            self.model = apps.get_model(node["model"])
        except (LookupError, ValueError, AttributeError):
            self.stop(gettext_lazy("there is no model “%(name)s”"), "model", name=node["model"])
        if not hasattr(self.model, "natural_key"):
            self.stop(gettext_lazy("a file of content holds no “%(name)s”"), "model", name=node["model"])
        self.fields = node["fields"]
        self.object = self.model()  # loaddata asks for its class
        name = next((self.fields[each] for each in ("slug_nl", "key", "anchor") if self.fields.get(each)), "–")
        # In a workbook, each field has a cell.
        self.cells: dict[str, str] | None = cells
        self.where += f" ({name})" if cells else f" ({node['model']}, {name})"

    def at_cell(self, problem: Problem) -> Problem:
        """The same, with the cell that it is about."""
        cell = (self.cells or {}).get(problem.field)
        return problem._replace(where=f"{problem.where}, {cell}") if cell else problem

    def stop(self, message, field="", **params):
        raise Wrong([Problem(self.where, field, ValidationError(message, params=params))])

    @no_translations
    def save(self, using=None, **kwargs):
        if issubclass(self.model, Claim):
            return  # nothing refers to it, so it can wait for what it refers to
        with suppress(Missing):  # what it refers to may come in a later entry
            self.store(using)

    @no_translations
    def save_deferred_fields(self, using=None):
        wrong: list[Problem] = []
        try:
            if not self.stored:
                self.store(using, last=True)
        except Wrong as found:
            wrong = found.problems
        many, lacking = self.many()
        if wrong or lacking:
            raise Wrong([*wrong, *lacking])
        for name, rows in many.items():
            getattr(self.object, name).set(rows)

    def store(self, using, *, last=False):
        """Create or update the row; raises Missing when it refers to something that may still come."""
        values, wrong = self.read()
        if self.missing and not last:
            raise self.missing[0]
        wrong = [*self.wrong, *wrong]
        if values is not None:
            wrong += self.write(values, {each.field for each in wrong}, using)
        if wrong:
            raise Wrong(wrong)
        self.stored = True

    def read(self) -> tuple[dict | None, list[Problem]]:
        """The values of the fields, none if it is not known which row it is; and what is wrong with some."""
        values, wrong = {}, []
        self.missing = []
        known = {field.name: field for field in fields_of(self.model)}
        for name, value in self.fields.items():
            try:
                if name not in known:
                    raise ValidationError(gettext_lazy("there is no such field"))
                if not known[name].many_to_many:
                    values[name] = self.value_of(known[name], value)
            except ValidationError as error:
                wrong.append(Problem(self.where, name, error))
            except Missing as missing:
                self.missing.append(missing)
                wrong.append(Problem(self.where, name, missing.error, missing))
        lacking = [name for name in ("page", "source") if name in known and not values.get(name)]
        told = {each.field for each in wrong}
        needed = ValidationError(gettext_lazy("This field is required."))
        wrong += [Problem(self.where, name, needed) for name in lacking if name not in told]
        if not lacking:
            return values, wrong
        return None, [*wrong, *self.wrong_alone(known, values)]

    def wrong_alone(self, known: dict, values: dict) -> Iterator[Problem]:
        """What is wrong with each value by itself, of a row that cannot be validated as a whole."""
        for name, value in values.items():
            try:
                if not known[name].is_relation:
                    known[name].clean(value, self.object)
            except ValidationError as error:
                yield Problem(self.where, name, error)

    def value_of(self, field, value):
        if isinstance(field, models.FileField):
            return self.picture(field, value)
        if field.is_relation:
            return look_up(field.related_model, value, self.found) if value else None
        if isinstance(field, TEXTS) and isinstance(value, list | dict | bool):
            raise ValidationError(gettext_lazy("a text is needed, not %(value)r"), params={"value": value})
        value = clean(value) if isinstance(value, str) else value
        try:
            return field.to_python("" if value is None and not field.null else value)
        except (TypeError, ValueError):
            raise ValidationError(gettext_lazy("this cannot stand here: %(value)r"), params={"value": value}) from None

    def picture(self, field, name) -> str:
        """Under which name a picture that lies beside the file is stored."""
        if (
            not self.folder
            or not isinstance(name, str)
            or Path(name).name != name
            or not (self.folder / name).is_file()
        ):
            raise ValidationError(gettext_lazy("there is no picture “%(name)s” beside the file"), params={"name": name})
        stored = f"{field.upload_to}/{name}"
        if not field.storage.exists(stored):
            with (self.folder / name).open("rb") as content:
                field.storage.save(stored, File(content))
        return stored

    def write(self, values: dict, wrong: set[str], using) -> list[Problem]:
        """Store the row with these values, unless it or one of them is wrong; what is."""
        self.object = self.find(values, using)
        was, is_new = dict(vars(self.object)), self.object._state.adding
        for name in ("page", "source"):
            if not is_new and name in values and getattr(self.object, f"{name}_id") != values[name].pk:
                return [Problem(self.where, name, ValidationError(gettext_lazy("the row of this id stands elsewhere")))]
        if is_new and "position" not in values and isinstance(self.object, Claim | Passage):
            values["position"] = self.last_place(values)
        for name, value in {**(self.blanks() if self.whole else {}), **values}.items():
            setattr(self.object, name, value)
        if not is_new and not wrong and not self.differs(was):
            return []
        if found := self.problems(wrong):
            return found
        if not wrong:
            if not is_new:
                self.found.clear()  # it may be known by another name now
            self.object.save(using=using)
            if not is_new and isinstance(self.object, Page | Claim | Passage):
                write_down(page_of(self.object), [(self.object, was)])
        return []

    def differs(self, was: dict) -> bool:
        """Whether the row is to say something else than it does: if not, it is not saved."""
        now, names = vars(self.object), [each.attname for each in self.model._meta.concrete_fields]
        return any((now.get(name) or None) != (was.get(name) or None) for name in names)

    def last_place(self, values) -> int:
        beside = {name: values[name] for name in ("page", "source") if name in values}
        last = self.model._default_manager.filter(**beside).aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else last + 1

    def blanks(self) -> dict:
        """The texts that an entry does not give, as they are by themselves: what a file no longer says goes."""
        own = [field for field in fields_of(self.model) if isinstance(field, TEXTS) and field.editable]
        return {field.name: field.get_default() or "" for field in own if not isinstance(field, models.FileField)}

    def problems(self, exclude: set[str]) -> list[Problem]:
        try:
            self.object.full_clean(exclude=exclude)
        except ValidationError as error:
            found = error.error_dict
            # A translated field reports under its own name as well: the column of a language says more.
            names = [name for name in found if f"{name}_{DEFAULT}" not in found]
            return [
                Problem(self.where, "" if name == NON_FIELD_ERRORS else name, ValidationError(found[name]))
                for name in names
            ]
        return []

    def many(self) -> tuple[dict[str, list], list[Problem]]:
        """The rows that fields of several refer to, and what is missing of them."""
        many: dict[str, list] = {}
        wrong: list[Problem] = []
        for field in fields_of(self.model):
            if not field.many_to_many or field.name not in self.fields:
                continue
            found, lacking = look_up_all(field.related_model, self.fields[field.name] or [], self.found)
            if lacking and self.lenient and issubclass(field.related_model, Claim):
                names = ", ".join(str(list(each.key)) for each in lacking)
                log.warning("%s, field “%s”: left out, as this site has no %s.", self.where, field.name, names)
            else:
                wrong += [Problem(self.where, field.name, each.error, each) for each in lacking]
            many[field.name] = found
        return many, wrong

    def find(self, values, using):
        """The row that the entry describes, by its permanent id or its natural key, or a new one."""
        model: Any = self.model
        rows = model._default_manager.db_manager(using)
        name, new = id_name(self.model), model(**values)
        if (given := values.get(name)) and (known := rows.filter(**{name: given}).first()):
            return known
        try:
            return rows.get_by_natural_key(*new.natural_key())
        except model.DoesNotExist:
            if name and not given:
                setattr(new, name, id_by_names(new))
            return new
