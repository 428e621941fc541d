"""Entries of fixtures as YAML that people read and edit by hand: always in the same form."""

import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

from .fixtures import SafeLoader

WIDTH = 120
FIELD, TEXT = " " * 4, " " * 6  # before a field, and before what it says on lines of its own
# Each block of a text with markup begins a line.
BLOCK = re.compile(r" (?=<(?:p|/?[uo]l|li)>)")
FOLDED = textwrap.TextWrapper(width=WIDTH - len(TEXT), break_long_words=False, break_on_hyphens=False)


def as_yaml(entries: list[dict]) -> str:
    """The entries of a file. Raises ValueError if what was written would be read as something else."""
    written = "\n".join("".join(f"{line}\n" for line in as_lines(entry)) for entry in entries)
    if yaml.load(written, Loader=SafeLoader) != entries:  # noqa: S506 -- a safe one, written in C
        raise ValueError(f"what was written is not what is read again: {entries[0]}")
    return written


def as_lines(entry: dict) -> Iterator[str]:
    yield f"- model: {entry['model']}"
    yield "  fields:"
    for name, value in entry["fields"].items():
        first, *rest = lines_of(name, value)
        yield f"{FIELD}{name}: {first}".rstrip()
        yield from (f"{TEXT}{line}".rstrip() for line in rest)


def lines_of(name: str, value: Any) -> list[str]:
    """What stands after the name of a field, and on the lines below it."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        return ["", *(f"- {scalar(each)}" for each in value)]
    written = scalar(value)
    if not isinstance(value, str) or (len(FIELD) + len(name) + 2 + len(written) <= WIDTH and "\n" not in value):
        return [written]
    if "\n" in value:
        lines = value.split("\n")
        return ["|-", *lines] if all(line and line.strip() == line for line in lines) and is_seen(value) else [written]
    lines = [line for block in BLOCK.split(value) for line in FOLDED.wrap(block)]
    return [">-", *lines] if " ".join(lines) == value and is_seen(value) else [written]


def is_seen(value: str) -> bool:
    """Whether a text can stand as it is: without what only quotes can hold."""
    return all(each.isprintable() or each == "\n" for each in value)


def scalar(value: Any) -> str:
    """A value on one line: as it is, or in quotes where it would be read as something else."""
    options: dict[str, Any] = {"allow_unicode": True, "width": float("inf")}
    plain = yaml.safe_dump(value, default_flow_style=True, **options).removesuffix("\n...\n").strip()
    if isinstance(value, str) and plain != value:
        return yaml.safe_dump(value, default_style='"', **options).strip()
    return plain
