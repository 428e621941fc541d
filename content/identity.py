"""Permanent ids: which they are, how they are made the same everywhere, and how they are written short.

A page, a claim and a passage have an id of their own (a UUID) that never changes. What comes with the code, or was
published before claims and passages had ids, gets one that is made of its names (RFC 9562, version 5), so that the same
fixtures and the same old documents always give the same ids.
"""

import uuid

NAMESPACE = uuid.UUID("8f1c3f8e-5a0b-4c57-9d29-2d3f6f0a7b11")
SHORT = 12  # hexadecimal digits: of a million ids, two begin alike once in six hundred sites


def page_id(page_type: str, slug: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{page_type}/{slug}")


def claim_id(content_id: str | uuid.UUID, kind: str, anchor: str) -> uuid.UUID:
    """The id of a claim; kind is "statement", "relation", "step" or "lead"."""
    return uuid.uuid5(uuid.UUID(str(content_id)), f"{kind}/{anchor}")


def passage_id(content_id: str | uuid.UUID, key: str) -> uuid.UUID:
    """The id of a passage, from that of its source."""
    return uuid.uuid5(uuid.UUID(str(content_id)), f"passage/{key}")


def image_id(name: str) -> uuid.UUID:
    """The id of an image of the time before images had one, from the name of its file."""
    return uuid.uuid5(NAMESPACE, f"image/{name.rpartition('/')[2]}")


def short(identity: str | uuid.UUID) -> str:
    """How an id begins, as it stands in an address for citing."""
    return str(identity).replace("-", "")[:SHORT]


def beginning_with(digits: str) -> tuple[uuid.UUID, uuid.UUID]:
    """The lowest and the highest id that begin with these digits."""
    return uuid.UUID(digits.ljust(32, "0")), uuid.UUID(digits.ljust(32, "f"))
