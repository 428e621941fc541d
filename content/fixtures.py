"""Reads the content fixtures: Django's YAML format, made safe for files that people edit by hand.

Beside Django's own reader: a page is one entry, whatever tables its class inherits; entries may refer to pages and
passages that come later, and to relations of files before; every entry is validated as if it came from a form; and what
is wrong is told with its file, entry and field. `settings.SERIALIZATION_MODULES` puts it in the place of Django's, so
`loaddata` uses it.
"""

from collections import Counter
from pathlib import Path

import yaml
from django.core.management.base import CommandError
from django.core.serializers.pyyaml import Serializer

from .entries import Entry
from .models import Claim, Passage

__all__ = ["Deserializer", "Serializer"]

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is many times as quick


class OnceLoader(SafeLoader):  # type: ignore[misc, valid-type]
    """Refuses a mapping in which a key stands twice: of the two, YAML's own would silently take the last."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _value in node.value]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.constructor.ConstructorError(None, None, f"“{twice}” stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


class Positions:
    """Rows stand in the order of the file, unless they say otherwise."""

    def __init__(self) -> None:
        self.next: Counter = Counter()

    def give(self, entry: Entry) -> None:
        if issubclass(entry.model, Claim | Passage):
            key = (entry.model, str(entry.fields.get("page") or entry.fields.get("source")))
            entry.fields.setdefault("position", self.next[key])
            self.next[key] += 1


def nodes_in(stream, file: str) -> list:
    """What a file says of each of its entries. Raises YAMLError, and CommandError where it is no list of them."""
    nodes = yaml.load(stream, Loader=OnceLoader) or []  # noqa: S506 -- a safe one
    if not isinstance(nodes, list):
        raise CommandError(f"{file}: a fixture is a list of entries, each with “model” and “fields”.")
    return nodes


def Deserializer(stream, *, using="default", **options):
    """Yield an Entry for each object in a YAML stream."""
    path = Path(getattr(stream, "name", "") or "fixture")
    try:
        nodes = nodes_in(stream, path.name)
    except yaml.YAMLError as error:
        raise CommandError(f"{path.name}: this is not valid YAML: {error}") from None
    positions, lenient = Positions(), options.get("ignorenonexistent", False)
    for number, node in enumerate(nodes, start=1):
        entry = Entry(f"{path.name}, entry {number}", node, lenient=lenient, folder=path.parent)
        positions.give(entry)
        yield entry
