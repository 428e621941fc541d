from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register

from .models import Organisation, Partnership, Programme, Question, Relation, Step, Term, Theme


@register([Organisation, Partnership, Programme])
class BodyTranslation(TranslationOptions):
    fields = ("abbreviation", "sentence_name")
    required_languages: ClassVar = {"nl": ("sentence_name",)}
    own = ("abbreviation",)
    names = ("sentence_name",)


@register([Theme, Term])
class PageTranslation(TranslationOptions):
    fields = ()


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ()


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ("heading", "text", "gap")
    required_languages: ClassVar = {"nl": ("heading",)}
    names = ("heading",)


@register(Relation)
class RelationTranslation(TranslationOptions):
    fields = ("detail", "detail_inverse", "remark", "remark_by")
    names = ("remark_by",)
