"""Answers on a cache server, where one is set (CACHE_URL): what one worker made, all workers of all hosts can give.

The site needs it for nothing, and takes nothing from it on trust: an answer is plain data under a signature, which
binds it to its key. Whoever can write to that server can make the site slower, and cannot put words into it.
"""

import json
from datetime import date
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

from . import cache_server
from .answers import Answer
from .release import release

LASTS = 3600  # seconds, after which also what nobody can ask for any more is gone there
SIGNED = 32  # bytes
# What differs from host to host by mistake, or from site to site on one cache server.
SETTINGS = ("ALLOWED_HOSTS", "BASE_URL", "HTTPS", "SITE_EDITOR", "SITE_EMAIL", "STATIC_URL")


class Plain:
    """Bytes as they are, for Django's backend: what comes from a server is not unpickled."""

    def dumps(self, data: bytes) -> bytes:
        return data

    def loads(self, data: bytes) -> bytes:
        return data


class SharedPages:
    """Answers by key. Without a cache server, or while it fails, there are none."""

    def __init__(self) -> None:
        self.is_set = cache_server.is_set()
        self.server = cache_server.circuit()
        own = [release() if self.is_set else "", *(getattr(settings, name, "") for name in SETTINGS)]
        self.salt = f"{__name__} {json.dumps(own, default=str)}"

    def get(self, key: tuple) -> Answer | None:
        """The answer with a key, if it is there and was put there by this release of this site."""
        name = self.name_of(key) if self.is_set else ""
        data = self.server.attempt(lambda: caches["pages"].get(name)) if name else None
        if not data or not compare_digest(data[:SIGNED], self.sign(name, data[SIGNED:])):
            return None
        return read(data[SIGNED:])

    def put(self, key: tuple, answer: Answer) -> None:
        if self.is_set:
            name, data = self.name_of(key), written(answer)
            self.server.attempt(lambda: caches["pages"].set(name, self.sign(name, data) + data, LASTS))

    def name_of(self, key: tuple) -> str:
        """A key that tells whoever looks at the cache server nothing of what was asked for."""
        return salted_hmac(self.salt, json.dumps(key, default=date.isoformat), algorithm="sha256").hexdigest()

    def sign(self, name: str, data: bytes) -> bytes:
        return salted_hmac(self.salt, name.encode() + data, algorithm="sha256").digest()


def written(answer: Answer) -> bytes:
    """An answer as one line of JSON with the lengths of its bodies, and the bodies behind it."""
    lengths = {coding: len(body) for coding, body in answer.bodies.items()}
    head: dict[str, Any] = {"status": answer.status, "headers": answer.headers, "tag": answer.tag, "bodies": lengths}
    head |= {"is_dense": answer.is_dense, "kind": answer.kind}
    return json.dumps(head).encode() + b"\n" + b"".join(answer.bodies.values())


def read(data: bytes) -> Answer:
    head, _line, rest = data.partition(b"\n")
    told = json.loads(head)
    bodies, start = {}, 0
    for coding, length in told["bodies"].items():
        bodies[coding] = rest[start : start + length]
        start += length
    headers = tuple((name, value) for name, value in told["headers"])
    return Answer(told["status"], headers, told["tag"], bodies, told["is_dense"], told["kind"])
