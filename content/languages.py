"""The site's languages, and reading a translated field in each of them."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from django.conf import settings
from django.utils.translation import override

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise
else:
    from django.utils.functional import Promise

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Label = str | Promise  # words of the interface: as they are, or translated only where they are shown

LANGUAGES = tuple(code for code, name in settings.LANGUAGES)
DEFAULT = settings.MODELTRANSLATION_DEFAULT_LANGUAGE


def translations(instance: object, field: str) -> dict[str, str]:
    """The texts of a translated field by language, {"nl": "…", "en": "…"}; a language without a text is left out."""
    texts = {language: getattr(instance, f"{field}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def of_language(value: T | dict[str, T], language: str, blank: T) -> T:
    """What a value is in a language: one of its own, or else that of the default language, or else none.

    What was published before a value could differ by language has one for all.
    """
    if not isinstance(value, dict):
        return value
    return value[language] if language in value else value.get(DEFAULT, blank)


def in_each_language(make: Callable[[str], T]) -> dict[str, T]:
    """Return what a function makes of each language, with that language active: addresses, most of all."""
    made = {}
    for language in LANGUAGES:
        with override(language):
            made[language] = make(language)
    return made


def once_per_language(function: Callable[[*Ts], T]) -> Callable[[str, *Ts], T]:
    """Give a function that words something a first argument, the language, and remember what it returns.

    The interface's texts do not change while a process runs, and a page asks for the same few hundreds of times.
    """

    @lru_cache(4096)
    @wraps(function)
    def in_language(language: str, *args: *Ts) -> T:
        with override(language):
            return function(*args)

    return in_language  # type: ignore[return-value]  # whose arguments have to be hashable
