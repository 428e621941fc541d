"""Reads the content fixtures: Django's YAML format, made safe for files that people edit by hand.

Beside Django's own reader: a page is one entry, whatever tables its class inherits; entries may refer to pages and
passages that come later, and to relations of files before; every entry is validated as if it came from a form; and what
is wrong is told with its file, entry and field. `settings.SERIALIZATION_MODULES` puts it in the place of Django's, so
`loaddata` uses it.
"""

import logging
from collections import Counter
from contextlib import suppress
from pathlib import Path

import yaml
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.management.base import CommandError, no_translations
from django.core.serializers.pyyaml import Serializer
from django.db import models

from .identity import claim_id, page_id, passage_id
from .languages import DEFAULT
from .models import Claim, Page, Passage
from .translating import page_of, write_down

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is many times as quick


class OnceLoader(SafeLoader):  # type: ignore[misc, valid-type]
    """Refuses a mapping in which a key stands twice: of the two, YAML's own would silently take the last."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _value in node.value]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.constructor.ConstructorError(None, None, f"“{twice}” stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


log = logging.getLogger(__name__)

__all__ = ["Deserializer", "Serializer"]


TEXTS = (models.CharField, models.TextField)


def Deserializer(stream, *, using="default", **options):
    """Yield an Entry for each object in a YAML stream."""
    file = Path(getattr(stream, "name", "") or "fixture").name
    try:
        nodes = yaml.load(stream, Loader=OnceLoader) or []  # noqa: S506 -- a safe one
    except yaml.YAMLError as error:
        raise CommandError(f"{file}: this is not valid YAML: {error}") from None
    if not isinstance(nodes, list):
        raise CommandError(f"{file}: a fixture is a list of entries, each with “model” and “fields”.")
    positions: Counter = Counter()
    for number, node in enumerate(nodes, start=1):
        entry = Entry(f"{file}, entry {number}", node, lenient=options.get("ignorenonexistent", False))
        if issubclass(entry.model, Claim):
            # Claims stand in the order of the file, unless they say otherwise.
            key = (entry.model, str(entry.fields.get("page")))
            entry.fields.setdefault("position", positions[key])
            positions[key] += 1
        yield entry


class Entry:
    """One object of a fixture, with the interface of Django's DeserializedObject.

    `save()` stores it if what it needs is there already. `loaddata` calls `save_deferred_fields()` once all entries of
    all files have had their turn: that fills in what was still missing, validates, and stops at the first error.

    A `lenient` one leaves out a claim that it names and that is not there, and says so: of a page that an editor has
    changed, or that has had a claim added to it in the code only.
    """

    deferred_fields = True
    stored = False

    def __init__(self, where, node, *, lenient=False):
        self.where, self.lenient = where, lenient
        if not isinstance(node, dict) or not isinstance(node.get("fields"), dict) or "model" not in node:
            self.stop("has to have “model” and “fields”")
        try:
            self.model = apps.get_model(node["model"])
        except (LookupError, ValueError):
            self.stop(f"there is no model “{node['model']}”", "model")
        if not hasattr(self.model, "natural_key"):
            self.stop(f"a fixture holds no “{node['model']}”", "model")
        self.fields = node["fields"]
        self.object = self.model()  # loaddata asks for its class
        name = self.fields.get("slug_nl") or self.fields.get("key") or self.fields.get("anchor") or "without a name"
        self.where += f" ({node['model']}, {name})"

    def stop(self, message, field=None):
        where = f"{self.where}, field “{field}”" if field else self.where
        raise CommandError(f"{where}: {message}. Nothing was loaded.")

    @no_translations
    def save(self, using=None, **kwargs):
        if issubclass(self.model, Claim):
            return  # nothing refers to it, so it can wait for what it refers to
        with suppress(ObjectDoesNotExist):  # what it refers to may come in a later entry
            self.store(using)

    @no_translations
    def save_deferred_fields(self, using=None):
        try:
            if not self.stored:
                self.store(using)
            self.set_many()
        except ObjectDoesNotExist as missing:
            self.stop(*missing.args)

    def store(self, using):
        """Create or update the row; raise ObjectDoesNotExist when it refers to something that is not there yet."""
        values = {}
        for name, value in self.fields.items():
            try:
                field = self.model._meta.get_field(name)
            except FieldDoesNotExist:
                self.stop("there is no such field", name)
            if field.many_to_many:
                continue
            if field.is_relation:
                values[name] = self.look_up(field, value) if value else None
                continue
            if isinstance(field, TEXTS) and isinstance(value, list | dict | bool):
                self.stop(f"a text is needed, not {value!r}", name)
            try:
                values[name] = field.to_python("" if value is None and not field.null else value)
            except ValidationError as error:
                self.stop(" ".join(error.messages).rstrip("."), name)
        self.object = self.find(values, using)
        was = dict(vars(self.object))
        for name, value in {**self.blanks(), **values}.items():
            setattr(self.object, name, value)
        self.validate()
        is_new = self.object._state.adding
        self.object.save(using=using)
        if not is_new and isinstance(self.object, Page | Claim | Passage):
            write_down(page_of(self.object), [(self.object, was)])
        self.stored = True

    def blanks(self) -> dict:
        """The texts that an entry does not give, as they are by themselves: what a file no longer says goes."""
        texts = {field.name: field for field in self.model._meta.concrete_fields if isinstance(field, TEXTS)}
        # A translated field is that of a language by another name.
        own = [field for name, field in texts.items() if field.editable and f"{name}_{DEFAULT}" not in texts]
        return {field.name: field.get_default() or "" for field in own}

    def validate(self):
        try:
            self.object.full_clean()
        except ValidationError as error:
            messages = error.message_dict
            # A translated field reports under its own name as well: the column of a language says more.
            field = next(name for name in messages if f"{name}_{DEFAULT}" not in messages)
            self.stop(" ".join(messages[field]).rstrip("."), None if field == "__all__" else field)

    def set_many(self):
        for name, value in self.fields.items():
            field = self.model._meta.get_field(name)
            if not field.many_to_many:
                continue
            found = {str(key): self.look_up_if_there(field, key) for key in value or []}
            getattr(self.object, name).set([each for each in found.values() if each is not None])
            if lacking := [key for key, each in found.items() if each is None]:
                log.warning("%s, field “%s”: left out, as this site has no %s.", self.where, name, ", ".join(lacking))

    def look_up_if_there(self, field, key):
        try:
            return self.look_up(field, key)
        except ObjectDoesNotExist:
            if self.lenient and issubclass(field.related_model, Claim):
                return None
            raise

    def find(self, values, using):
        """The row that the entry describes, by natural key, or a new one."""
        new = self.model(**values)
        key = new.natural_key()
        try:
            return self.model._default_manager.db_manager(using).get_by_natural_key(*key)
        except self.model.DoesNotExist:
            identify(new, values)
            return new

    def look_up(self, field, key):
        model = field.related_model
        key = key if isinstance(key, list) else [key]
        try:
            return model._default_manager.get_by_natural_key(*key)
        except (model.DoesNotExist, TypeError):
            what = f"there is no {model._meta.model_name} “{' / '.join(map(str, key))}”"
            raise ObjectDoesNotExist(what, field.name) from None


def identify(new, given: dict) -> None:
    """Give a new row its permanent id, unless the fixture does: made of its names, so the same everywhere."""
    name = new._meta.model_name
    if isinstance(new, Page) and "content_id" not in given:
        new.content_id = page_id(name, new.slug_nl)
    elif isinstance(new, Claim) and "id" not in given:
        new.pk = claim_id(new.page.content_id, name, new.anchor)
    elif isinstance(new, Passage):
        new.uid = passage_id(new.source.content_id, new.key)
