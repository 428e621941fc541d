from django.db import models
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDateField
from ..languages import translations
from .page import Page


class Source(Page):
    """A public document that the site rests on."""

    section = _("sources/")
    cites_sources = False  # it is one
    filters = ("kind", "publisher", "language")
    date_detail = "date"
    document_parts = (*Page.document_parts, "passages")

    class Kind(models.TextChoices):
        WEB_PAGE = "web_page", _("web page")
        REPORT = "report", _("report")
        INFOGRAPHIC = "infographic", _("infographic")

    publisher = models.CharField(_("publisher"), max_length=120)
    date = PartialDateField(
        _("date"), help_text=_("As precise as the document itself: 2014, 2025-12 or 2014-07-16. Empty when unknown.")
    )
    date_note = models.CharField(
        _("about the date"),
        max_length=200,
        blank=True,
        help_text=_("What else is known of it: “not before mid-2016”."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2, choices=[("nl", _("Dutch")), ("en", _("English"))])
    url = models.URLField(_("web address"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def extend_document(self, document, citations):
        document["details"] = {
            "publisher": translations(self, "publisher"),
            "date": self.date,
            "date_note": translations(self, "date_note"),
            "kind": self.kind,
            "language": self.language,
            "url": self.url,
        }
        document["passages"] = [
            {
                "key": passage.key,
                "place": translations(passage, "place"),
                "summary": translations(passage, "summary"),
            }
            for passage in self.passages.all()
        ]

    @classmethod
    def places(cls, document, language):
        passages = [(f"p-{passage['key']}", passage["place"], passage["summary"]) for passage in document["passages"]]
        return super().places(document, language) + passages


class PassageQuerySet(models.QuerySet):
    def get_by_natural_key(self, source, key):
        return self.get(source__slug_nl=source, key=key)


class Passage(models.Model):
    """A place in a source, with what stands there in our own words."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="passages")
    key = models.SlugField(_("key"), max_length=60, help_text=_("A short name within the source: “ct-infobox”."))
    place = models.CharField(_("place"), max_length=200, help_text=_("Where to look: “p. 41, column 2, ‘CT Infobox’”."))
    summary = models.TextField(_("summary"), help_text=_("What stands there, in a sentence of our own."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["source", "position", "key"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="passage_key_unique")]

    def __str__(self):
        return f"{self.source}: {self.place_nl}"

    def natural_key(self):
        return self.source.slug_nl, self.key

    natural_key.dependencies = ["content.source"]
