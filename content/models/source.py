import uuid
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..cleaning import Cleaned, web_address
from ..dates import PartialDateField
from ..languages import LANGUAGES, translations
from .claim import check_elsewhere, park_names
from .page import Page

REPLACES = "replaces"  # what leads to an older edition of a document, among the links of an edition of its page


class Source(Page):
    """A public document that the site rests on."""

    section = _("sources/")
    cites_sources = False  # it is one
    summary_details = ("publisher", "kind", "date")
    facet_details = ("kind", "publisher", "language")
    filters = facet_details
    search_weight = 0.85
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
    url = models.URLField(_("web address"), blank=True, help_text=_("Of the document itself. Empty when unknown."))
    publisher_url = models.URLField(
        _("the publisher's site"), blank=True, help_text=_("Shown where the address of the document is not known.")
    )
    archived_url = models.URLField(
        _("archived address"), blank=True, help_text=_("A copy in an archive of the web, as it was read.")
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("newer edition of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        help_text=_("The older edition of this document, if the site has it as a source. Both pages then say so."),
    )
    read_form = models.CharField(
        _("what was read"), max_length=200, blank=True, help_text=_("“Its text, as taken from the PDF.”")
    )
    read_on = PartialDateField(_("read on"), help_text=_("The day on which it was last read whole."))
    fingerprint = models.CharField(
        _("SHA-256"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("A SHA-256 has 64 digits from 0 to f."))],
        help_text=_("Of the file that was read, so that others can see whether they have the same."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    @classmethod
    def row_names(cls):
        return (*super().row_names(), "passages")

    def extend_document(self, document, citations):
        document["passages"] = [passage.entry() for passage in self.passages.all()]
        if self.replaces:
            document["classification"] = {REPLACES: [str(self.replaces.content_id)]}

    def clean(self):
        super().clean()
        older, seen = self.replaces, {self.pk}
        while older:
            if older.pk in seen:
                raise ValidationError({"replaces": _("This source would be a newer edition of itself.")})
            seen.add(older.pk)
            older = older.replaces

    def details(self):
        return {
            "publisher": translations(self, "publisher"),
            "date": self.date,
            "date_note": translations(self, "date_note"),
            "kind": self.kind,
            "language": self.language,
            "url": web_address(self.url),
            "publisher_url": web_address(self.publisher_url),
            "archived_url": web_address(self.archived_url),
            "read_form": translations(self, "read_form"),
            "read_on": self.read_on,
            "fingerprint": self.fingerprint,
        }

    def copied_details(self, details, title):
        """A copy is of another document: that has its own address, and was not read yet."""
        of_this = ["url", "archived_url", "fingerprint", "read_form", "read_on"]
        return super().copied_details(details, title) | {name: type(self)().details()[name] for name in of_this}

    @classmethod
    def upgrade_document(cls, document):
        """Say of every field that it was empty."""
        return document | {"details": cls().details() | document["details"]}

    def restore_parts(self, document, passages):
        self.restore_older(document)
        kept = [entry["id"] for entry in document["passages"]]
        lost = list(self.passages.exclude(uid__in=kept))
        if cited := [passage for passage in lost if next(passage.citing(), None)]:
            raise ValidationError([passage.kept() for passage in cited])
        self.passages.filter(pk__in=[passage.pk for passage in lost]).delete()
        check_elsewhere(Passage.objects.filter(uid__in=kept).exclude(source=self))
        park_names(self.passages.all(), "key")
        for position, entry in enumerate(document["passages"]):
            passage = Passage.objects.filter(uid=entry["id"]).first() or Passage(uid=entry["id"], source=self)
            passage.key, passage.position = entry["key"], position
            for name in ("place", "summary"):
                for language in LANGUAGES:
                    setattr(passage, f"{name}_{language}", entry[name].get(language, ""))
            passage.save()

    def restore_older(self, document: dict) -> None:
        """Set which edition this one is newer than; ValidationError when that is not there any more."""
        wanted = document.get("classification", {}).get(REPLACES, [])
        self.replaces = Source.objects.filter(content_id__in=wanted).first()
        if wanted and not self.replaces:
            raise ValidationError(_("The older edition of this source is not there any more."))
        self.save(update_fields=["replaces"])


class PassageQuerySet(models.QuerySet):
    def get_by_natural_key(self, source, key):
        return self.get(source__slug_nl=source, key=key)


class Passage(Cleaned):
    """A place in a source, with what stands there in our own words."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="passages")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(_("key"), max_length=60, help_text=_("A short name within the source: “ct-infobox”."))
    place_nl: str  # modeltranslation's
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

    def citing(self) -> Iterator[Page]:
        """The page of everything in the working copy that cites the passage: its lead, or a claim of any kind."""
        for relation in self._meta.related_objects:
            if relation.many_to_many and self.pk and (name := relation.get_accessor_name()):
                found = getattr(self, name)
                yield from (claim.page for claim in found.select_related("page")) if name != "leads" else found.all()

    def kept(self) -> str:
        """Why the passage cannot be deleted, or nothing: no claim loses its ground without a word."""
        pages = {str(page) for page in self.citing()}
        text = gettext("“%(passage)s” cannot be deleted: these pages cite it: %(pages)s. Let them cite another first.")
        return text % {"passage": self.place_nl, "pages": ", ".join(sorted(pages))} if pages else ""

    def entry(self) -> dict:
        """What a document has of the passage."""
        return {
            "id": str(self.uid),
            "key": self.key,
            "place": translations(self, "place"),
            "summary": translations(self, "summary"),
        }

    def natural_key(self):
        return self.source.slug_nl, self.key

    natural_key.dependencies = ["content.source"]  # type: ignore[attr-defined]
