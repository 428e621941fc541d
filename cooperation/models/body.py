from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.dates import PartialDateField
from content.documents.restoring import pages_by_id, restore_claims
from content.languages import DEFAULT, LANGUAGES, of_language, translations
from content.models import Page, page_types
from content.models.remark import remark_fields, remark_texts

from ..roles.role import ACTOR
from ..roles.sentences import patterns
from .theme import Theme

PERIOD_HELP = _("As a year, a month or a day. A statement on the page has to say the same, with its passage.")


class Level(models.TextChoices):
    LOCAL = "local", _("local")
    NATIONAL = "national", _("national")
    EUROPEAN = "european", _("European")
    INTERNATIONAL = "international", _("international")


class Body(Page):
    """What can stand in a relation: an organisation, a partnership, a programme …"""

    is_linked = True
    stands_as = ACTOR  # what it is in a relation
    summary_details: tuple[str, ...] = ("abbreviation", "kind", "level", "sentence_name", "is_plural")
    facet_details: tuple[str, ...] = ("kind", "level")
    filters: tuple[str, ...] = ("level", "kind", "theme")
    document_parts = (
        *Page.document_parts,
        "themes",
        "relations__passages__source",
        "relations__other",
    )
    claim_names = (*Page.claim_names, "relations")

    kind: models.CharField  # of each type of body

    abbreviation = models.CharField(
        _("abbreviation"), max_length=30, blank=True, help_text=_("Without an English one, the Dutch one is used.")
    )
    sentence_name = models.CharField(
        _("name in a sentence"),
        max_length=150,
        help_text=_("How it stands in the middle of a sentence, with its article: “the AIVD”, “mayors”."),
    )
    is_plural_nl = models.BooleanField(
        _("plural [nl]"), default=False, help_text=_("Tick if the name takes a plural verb: “mayors receive …”.")
    )
    is_plural_en = models.BooleanField(_("plural [en]"), default=False)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True

    def details(self):
        return {
            "abbreviation": {each: short for each in LANGUAGES if (short := self.short_name(each))},
            "sentence_name": translations(self, "sentence_name"),
            "is_plural": {language: getattr(self, f"is_plural_{language}") for language in LANGUAGES},
            "kind": self.kind,
            "level": self.level,
        }

    def short_name(self, language: str) -> str:
        """The abbreviation in a language: one of its own, or else the Dutch one; nothing if there is none."""
        return getattr(self, f"abbreviation_{language}") or getattr(self, f"abbreviation_{DEFAULT}") or ""

    def copied_details(self, details, title):
        own = {"sentence_name": title, "abbreviation": {}}
        return super().copied_details(details, title) | own

    def extend_document(self, document, citations):
        plural_in = plural_languages(self.details())
        document["relations"] = [
            {**citations.claim(relation), **relation.entry(plural_in)} for relation in self.relations.all()
        ]
        # In an order of their own: what these are called is their own affair.
        document["classification"] = {"theme": sorted(str(theme.content_id) for theme in self.themes.all())}

    @classmethod
    def upgrade_document(cls, document):
        """Say of every field that it was empty, and tell the relations as they are told today."""
        if document["schema_version"] > 2:
            return document | {"details": by_language(document["details"])}
        details = cls().details() | document["details"]
        plural_in = plural_languages(details)
        relations = [entry | {"told": patterns(entry["role"], plural_in)} for entry in document["relations"]]
        themes = {role: sorted(targets) for role, targets in document["classification"].items()}
        return document | {"details": details, "relations": relations, "classification": themes}

    def restore_parts(self, document, passages):
        from .question import show_again  # which knows relations, and these bodies

        themes = document["classification"]["theme"]
        targets = [entry["target"] for entry in document["relations"]]
        pages = pages_by_id([*themes, *targets])
        self.themes.set(pages[theme] for theme in themes)
        rows = [
            (
                entry,
                {
                    "role": entry["role"],
                    "other_id": pages[entry["target"]],
                    "former_anchors": entry["former_anchors"],
                    "is_our_reading": entry.get("is_our_reading", False),
                    **remark_fields(entry),
                },
                {"detail": entry["detail"], "detail_inverse": entry["detail_inverse"]} | remark_texts(entry),
            )
            for entry in document["relations"]
        ]
        there = set(self.relations.values_list("pk", flat=True))
        restore_claims(self.relations.model, self, rows, passages)
        show_again({entry["id"] for entry in document["relations"]} - set(map(str, there)))

    @classmethod
    def names(cls, document):
        details = document["details"]
        short = {language: abbreviation_in(details, language) for language in LANGUAGES}
        return [*super().names(document), short, details.get("sentence_name", {})]

    @classmethod
    def own_names(cls, document):
        short = {language: abbreviation_in(document["details"], language) for language in LANGUAGES}
        return [*super().own_names(document), short]


def abbreviation_in(summary: dict, language: str) -> str:
    """The abbreviation of a body in a language, out of its details or of what others see of it; nothing if none."""
    return of_language(summary.get("abbreviation", ""), language, "")


def plural_languages(details: dict) -> frozenset[str]:
    """The languages in which the name of a body takes a plural verb."""
    return frozenset(
        language for language in LANGUAGES if of_language(details.get("is_plural", False), language, False)
    )


def by_language(details: dict) -> dict:
    """Details of the time when a body had one abbreviation, and its name one number, for all languages."""
    return details | {
        "abbreviation": dict.fromkeys(LANGUAGES, short) if (short := abbreviation_in(details, DEFAULT)) else {},
        "is_plural": dict.fromkeys(LANGUAGES, of_language(details["is_plural"], DEFAULT, False)),
    }


class DatedBody(Body):
    """A body that lasts from a start to an end: a partnership, a programme …"""

    start = PartialDateField(_("start"), help_text=PERIOD_HELP)
    end = PartialDateField(_("end"), help_text=PERIOD_HELP)

    class Meta:
        abstract = True

    def details(self):
        return super().details() | {"start": self.start, "end": self.end}


def body_models() -> dict[str, type[Body]]:
    """Every type of page that can stand in a relation, by its name."""
    return {name: model for name, model in page_types().items() if issubclass(model, Body)}


def can_be_related() -> Q:
    """Which pages the other side of a relation may be."""
    return Q(page_type__in=list(body_models()))
