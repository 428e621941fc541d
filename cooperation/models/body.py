from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from content.dates import PartialDateField
from content.languages import translations
from content.models import Page
from content.text import Reader

from ..roles import ROLES
from ..sentences import Name, sentence
from .theme import Theme

PERIOD_HELP = _("As a year, a month or a day. A statement on the page has to say the same, with its passage.")


class Level(models.TextChoices):
    LOCAL = "local", _("local")
    NATIONAL = "national", _("national")
    EUROPEAN = "european", _("European")
    INTERNATIONAL = "international", _("international")


class Body(Page):
    """What can stand in a relation: an organisation, a partnership or a programme."""

    # The types of pages that can stand on the other side of a relation.
    OTHER_SIDES = ("organisation", "partnership", "programme")
    filters = ("level", "kind", "theme")
    document_parts = (
        *Page.document_parts,
        "themes",
        "relations__passages__source",
        *(f"relations__other__{page_type}" for page_type in OTHER_SIDES),
    )

    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    sentence_name = models.CharField(
        _("name in a sentence"),
        max_length=150,
        help_text=_("How it stands in the middle of a sentence, with its article: “the AIVD”, “mayors”."),
    )
    is_plural = models.BooleanField(
        _("plural"), default=False, help_text=_("Tick if the name takes a plural verb: “mayors receive …”.")
    )
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True

    def details(self) -> dict:
        """The fields of its own that a document has, by name; empty ones are left out."""
        details = {
            "abbreviation": self.abbreviation,
            "sentence_name": translations(self, "sentence_name"),
            "is_plural": self.is_plural,
            "kind": self.kind,
            "level": self.level,
        }
        return {name: value for name, value in details.items() if value not in ("", {})}

    def extend_document(self, document, citations):
        document["details"] = self.details()
        document["relations"] = [{**citations.claim(relation), **relation.entry()} for relation in self.relations.all()]
        document["classification"] = {"theme": [str(theme.content_id) for theme in self.themes.all()]}

    @classmethod
    def places(cls, document, language):
        """Its relations as well, as the sentences that the page shows."""
        reader = Reader(language)
        this = Name.of({**document, **document["details"]}, reader)
        relations = []
        for relation in document["relations"]:
            other = Name(reader.text(relation["target_name"] or relation["target_title"]), relation["target_is_plural"])
            with override(language):
                told = sentence(ROLES[relation["role"]], this, other, relation["detail"], reader)
            relations.append((f"r-{relation['anchor']}", {}, {language: told}))
        return super().places(document, language) + relations


class DatedBody(Body):
    """A body that lasts from a start to an end: a partnership or a programme."""

    start = PartialDateField(_("start"), help_text=PERIOD_HELP)
    end = PartialDateField(_("end"), help_text=PERIOD_HELP)

    class Meta:
        abstract = True

    def details(self):
        period = {"start": self.start, "end": self.end}
        return super().details() | {name: value for name, value in period.items() if value}
