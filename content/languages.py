"""The site's languages, and reading a translated field in each of them."""

from django.conf import settings

LANGUAGES = tuple(code for code, name in settings.LANGUAGES)
DEFAULT = settings.MODELTRANSLATION_DEFAULT_LANGUAGE


def translations(instance, field: str) -> dict[str, str]:
    """The texts of a translated field by language, {"nl": "…", "en": "…"}; a language without a text is left out."""
    texts = {language: getattr(instance, f"{field}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}
