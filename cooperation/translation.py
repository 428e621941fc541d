from modeltranslation.translator import TranslationOptions, register

from .models import Organisation, Partnership, Programme, Relation, Term, Theme


@register([Organisation, Partnership, Programme])
class BodyTranslation(TranslationOptions):
    fields = ("sentence_name",)
    required_languages = ("nl",)


@register([Theme, Term])
class PageTranslation(TranslationOptions):
    fields = ()


@register(Relation)
class RelationTranslation(TranslationOptions):
    fields = ("detail",)
