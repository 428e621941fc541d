"""The cache server, where one is set (CACHE_URL). Only there its library is loaded, which takes five megabytes."""

from importlib import import_module

from django.conf import settings

from .circuit import Circuit


def is_set() -> bool:
    return "pages" in settings.CACHES


def circuit() -> Circuit:
    """What tries the cache server, which may be away."""
    errors: tuple[type[Exception], ...] = (OSError,)
    if is_set():
        errors += (import_module("redis").RedisError,)
    return Circuit("The cache server of CACHE_URL", *errors)


def client():
    """A client of the cache server itself, as Django's is set; None where there is no such server."""
    if not is_set():
        return None
    pages = settings.CACHES["pages"]
    options = {name: value for name, value in pages["OPTIONS"].items() if name != "serializer"}
    return import_module("redis").Redis.from_url(pages["LOCATION"], **options)
