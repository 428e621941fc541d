from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from .models import Image, InfoPage, Page, Passage, Redaction, Source, Statement


class DutchRequired(TranslationOptions):
    """Dutch comes first here: a text without it cannot be saved; English may follow later."""

    required_languages: ClassVar[tuple[str, ...]] = ("nl",)


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "slug", "lead", "forms")
    required_languages = {"nl": ("title", "slug")}
    # What each language has of its own, or the Dutch one stands in for; and what may well be the same in both.
    own = ("slug", "forms")
    names = ("title",)


@register(InfoPage)
class InfoPageTranslation(TranslationOptions):
    fields = ()


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("publisher", "date_note", "read_form")
    required_languages = {"nl": ("publisher",)}
    names = ("publisher",)


@register(Passage)
class PassageTranslation(DutchRequired):
    fields = ("place", "summary")
    names = ("place",)


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields = ("heading", "text", "remark", "remark_by")
    required_languages = {"nl": ("text",)}
    names = ("heading", "remark_by")


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt",)


@register(Redaction)
class RedactionTranslation(TranslationOptions):
    fields = ("reason",)
    required_languages = ("nl", "en")
