"""From a file that somebody brings to entries of content: a workbook, or YAML as in `fixtures/`."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ..entries import Entry
from ..entry_problems import Problem, Wrong
from ..fixture_fields import fields_of
from ..fixtures import Positions, SafeLoader, nodes_in
from .cells import value_in
from .kinds import models_by_sheet
from .opening import MOST_BYTES, MOST_ROWS, Line, Refused, lines_of
from .texts import SHEET, in_texts

DEEPEST = 8  # lists within lists


class Brought:
    """The entries of a file, and what is wrong with rows that are none. `cells` names the cells of an entry."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self.problems: list[Problem] = []
        self.found: dict = {}

    def add(self, where: str, node: Any, **options: Any) -> Entry | None:
        try:
            self.entries.append(Entry(where, node, found=self.found, **options))
        except Wrong as wrong:
            self.problems += wrong.problems
            return None
        return self.entries[-1]


def in_workbook(lines: Iterable[Line]) -> Brought:
    """The entries in the rows of a workbook. Raises Refused."""
    brought = Brought()
    for line in lines:
        model = models_by_sheet().get(line.sheet.strip().lower())
        if model is None:
            names = ", ".join(models_by_sheet())
            raise Refused(_("There is no sheet “%(sheet)s”: %(names)s.") % {"sheet": line.sheet, "names": names})
        where = _("sheet “%(sheet)s”, row %(row)d") % {"sheet": line.sheet, "row": line.number}
        known, fields, wrong = {field.name: field for field in fields_of(model)}, {}, []
        for name, cell in line.cells.items():
            if name not in known:
                raise Refused(
                    _("sheet “%(sheet)s”: no row has a field “%(name)s”.") % {"sheet": line.sheet, "name": name}
                )
            try:
                fields[name] = value_in(cell, known[name])
            except ValidationError as error:
                wrong.append((name, error))
        if fields.get("position", 0) is None:
            del fields["position"]
        cells = {name: cell.where for name, cell in line.cells.items()}
        entry = brought.add(where, {"model": model._meta.label_lower, "fields": fields}, whole=False, cells=cells)
        if entry:
            entry.wrong = [Problem(entry.where, name, error) for name, error in wrong]
    return brought


def in_yaml(content: bytes, name: str) -> Brought:
    """The entries of a file as `fixtures/` has them. Raises Refused."""
    brought, positions = Brought(), Positions()
    for number, node in enumerate(checked(content, name), 1):
        entry = brought.add(_("entry %(number)d") % {"number": number}, node)
        if entry:
            positions.give(entry)
    return brought


def checked(content: bytes, name: str) -> list:
    """What a YAML file says, once it is seen that it is no larger than it looks."""
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than %(size)d MB.") % {"size": MOST_BYTES // 2**20})
    try:
        depth = entries = 0
        for event in events(content):
            if isinstance(event, yaml.AliasEvent):
                raise Refused(_("This file repeats parts of itself by reference (*name): write them out."))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            entries += depth == 2 and isinstance(event, yaml.MappingStartEvent)
            if depth > DEEPEST:
                raise Refused(_("This file has lists within lists within lists: it is none of content."))
        if entries > MOST_ROWS:
            raise Refused(_("There are more than %(count)d rows. Split the file.") % {"count": MOST_ROWS})
        return nodes_in(content, name)
    except CommandError:
        raise Refused(_("This is no file of content: it has to be a list of entries.")) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError) as error:
        told = " ".join(str(error).split())
        raise Refused(_("This is not valid YAML: %(why)s") % {"why": told}) from error


def events(content: bytes) -> Iterator[Any]:
    return yaml.parse(content, Loader=SafeLoader)


def read(content: bytes, name: str, user: Any) -> Brought:
    """The entries of a file, by what is in it. Raises Refused."""
    if name.lower().endswith((".yaml", ".yml")):
        return in_yaml(content, name)
    lines = lines_of(content)
    first = next(lines, None)
    if first is None:
        return Brought()
    if first.sheet == SHEET:
        brought = Brought()
        brought.entries += in_texts([first, *lines], user)
        return brought
    return in_workbook(chain([first], lines))
