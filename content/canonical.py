"""Canonical JSON: the one form of a value that everybody gets the same bytes of, so that its hash can be checked."""

import json

ENCODER = json.JSONEncoder(ensure_ascii=False)  # escapes what has to be, as RFC 8785 (3.2.2.2) does
MOST = 2**53 - 1  # beyond it, RFC 8785 writes a number as others may read it: not exactly (RFC 7493, 2.2)


def canonical(value: object) -> bytes:
    """A value of texts, whole numbers, true and false, null, lists and objects in canonical JSON (RFC 8785).

    Raises TypeError for anything else, most of all for a number with a fraction, whose form would be a matter of its
    own; and ValueError for a number that is too large, and for half a sign (a lone surrogate).
    """
    return written(value).encode()


def written(value: object) -> str:
    """The same as a text."""
    match value:
        case None | bool() | str():
            return ENCODER.encode(value)
        case int() if abs(value) <= MOST:
            return str(value)
        case int():
            raise ValueError(f"{value} is too large for JSON that everybody reads the same")
        case list() | tuple():
            return f"[{','.join(map(written, value))}]"
        case dict():
            return f"{{{','.join(f'{written(name)}:{written(value[name])}' for name in sorted(value, key=units))}}}"
    raise TypeError(f"{type(value).__name__} has no canonical form here")


def units(name: object) -> bytes:
    """What a name is sorted by: its UTF-16 code units (RFC 8785, 3.2.3). Raises TypeError for what is no text."""
    if not isinstance(name, str):
        raise TypeError(f"{name!r} cannot be a name in JSON")
    return name.encode("utf-16-be")
