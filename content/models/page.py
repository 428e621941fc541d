import re
import uuid
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ..cleaning import Cleaned
from ..dates import PartialDateField
from ..languages import DEFAULT, LANGUAGES, Label
from .linking import Linking

SLUG = RegexValidator(r"^[a-z0-9][-a-z0-9]*$", _("Use lower-case letters, digits and hyphens."))


def check_period(since: str, until: str, field: str) -> dict:
    """Errors by field: whether a period ends before it begins. Partial dates of one precision compare as text."""
    precision = min(len(since), len(until))
    return {field: _("This is before “since”.")} if precision and until[:precision] < since[:precision] else {}


class ReviewEvery(models.IntegerChoices):
    """Months until the sources of a page are read again."""

    QUARTER = 3, _("3 months")
    HALF_YEAR = 6, _("6 months")
    YEAR = 12, _("12 months")
    TWO_YEARS = 24, _("24 months")
    THREE_YEARS = 36, _("36 months")


class PageQuerySet(models.QuerySet):
    def get_by_natural_key(self, page_type, slug):
        return self.get(page_type=page_type, slug_nl=slug)


class Page(Linking, Cleaned):
    """The working copy of a public page: what editors work on, and no visitor ever reads.

    Each kind of page is a subclass with a table of its own (multi-table inheritance), so that statements, relations,
    editions and links point at any page with a real foreign key.
    """

    # A subclass says where its pages live ("organisations/"), translated, with the slash; "" is the root of a language.
    section: Label = ""
    # What claims something of the world cites its sources. Standing pages, which speak for the site, need not.
    cites_sources = True
    # Of the details of a document: those that others show of the page, those that tell pages apart (in lists and in
    # search, by their values or by their Dutch words), and the one that is its date.
    summary_details: tuple[str, ...] = ()
    facet_details: tuple[str, ...] = ()
    date_detail = ""
    # What lists of these pages can be narrowed down by: facets of theirs, or what classifies them.
    filters: tuple[str, ...] = ()
    # How much a page counts in search. Pages about the documents and about the site come after what they are about.
    search_weight = 1.0
    # After how many months somebody reads the sources of a page again, unless the page says so itself.
    checked_every = 12
    # What a document is built from beside the page's own row, to be fetched in a fixed number of queries.
    document_parts: tuple[str, ...] = ("image", "lead_passages__source", "not_linked", "statements__passages__source")
    # The names under which a page has its claims, beside its lead.
    claim_names: tuple[str, ...] = ("statements",)

    content_id = models.UUIDField(_("content id"), default=uuid.uuid4, unique=True, editable=False)
    page_type = models.CharField(_("type"), max_length=40, editable=False)
    title_nl: str  # modeltranslation's
    title_en: str | None
    title = models.CharField(_("title"), max_length=200)
    slug_nl: str  # modeltranslation's
    slug = models.SlugField(
        _("address"),
        max_length=80,
        validators=[SLUG],
        help_text=_(
            "The last part of the page's address: lower-case letters, digits and hyphens. "
            "Without an English one, the Dutch one is used. Old addresses keep working."
        ),
    )
    lead = models.TextField(
        _("lead"),
        blank=True,
        help_text=_("One to three sentences that tell the reader what this is. Also shown in lists."),
    )
    lead_since = PartialDateField(_("since"))
    lead_until = PartialDateField(_("until"))
    lead_as_of = PartialDateField(_("as of"))
    lead_passages = models.ManyToManyField(
        "content.Passage",
        verbose_name=_("passages of the lead"),
        blank=True,
        related_name="leads",
        help_text=_("Where it is written what the lead says. At least one before a page with a lead can be published."),
    )
    image = models.ForeignKey(
        "content.Image", verbose_name=_("image"), null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    review_by = models.DateField(
        _("check again by"), null=True, blank=True, help_text=_("The day by which someone reads the sources again.")
    )
    review_every = models.PositiveSmallIntegerField(
        _("check every"),
        null=True,
        blank=True,
        choices=ReviewEvery.choices,
        help_text=_("How often someone reads the sources again. Left empty: as usual for its kind."),
    )
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title_nl"]
        constraints = [
            # Partial, though no page is without one: with a whole one PostgreSQL takes a change of it for a change of
            # the key, and lets everybody wait who links to the page.
            models.UniqueConstraint(
                fields=["page_type", "slug_nl"], name="page_slug_nl_unique", condition=~Q(slug_nl="")
            ),
            models.UniqueConstraint(
                fields=["page_type", "slug_en"],
                name="page_slug_en_unique",
                condition=Q(slug_en__isnull=False) & ~Q(slug_en=""),
            ),
        ]

    def __str__(self):
        return self.title_nl or self.title_en or str(self.content_id)

    def save(self, *args, **kwargs):
        self.page_type = self.page_type or str(self._meta.model_name)
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse a lead whose time ends before it begins, and an address of the site itself or of another page.

        That has to be one of this type. Forms leave out `page_type`, so Django does not see the latter.
        """
        siblings = Page.objects.filter(page_type=self._meta.model_name).exclude(pk=self.pk)
        taken = check_period(self.lead_since, self.lead_until, "lead_until")
        for language in LANGUAGES:
            slug = getattr(self, f"slug_{language}")
            if slug and siblings.filter(**{f"slug_{language}": slug}).exists():
                taken[f"slug_{language}"] = _("Another page has this address already. Choose another one.")
            elif re.search(SLUG.regex, slug or self.slug_nl or "") and not self.can_be_reached(language):
                taken[f"slug_{language}"] = _("The site itself uses this address. Choose another one.")
        if taken:
            raise ValidationError(taken)

    def natural_key(self):
        return self.page_type or self._meta.model_name, self.slug_nl

    @property
    def specific(self):
        """The same page as an instance of its own class."""
        if type(self) is not Page:
            return self
        return getattr(self, self.page_type)

    @classmethod
    def row_names(cls) -> tuple[str, ...]:
        """The names under which a page has its rows, each with texts of its own: claims, and whatever else."""
        return cls.claim_names

    def path(self, language: str) -> str:
        """The page's public path in a language; an untranslated slug falls back to the Dutch one."""
        slug = getattr(self, f"slug_{language}") or getattr(self, f"slug_{DEFAULT}")
        with translation.override(language):
            return reverse("page_detail", args=[f"{self.section}{slug}"])

    def can_be_reached(self, language: str) -> bool:
        """Whether the page's path leads to the page, and not to a list or another part of the site."""
        try:
            with translation.override(language):
                return resolve(self.path(language)).url_name == "page_detail"
        except (NoReverseMatch, Resolver404):
            return False

    def details(self) -> dict:
        """The fields that only this type of page has, by name, as a document has them; an empty one as empty."""
        return {}

    def extend_document(self, document: dict, citations) -> None:
        """Add to a new edition's document what only this type of page has beside its details: relations, passages."""

    @classmethod
    def upgrade_document(cls, document: dict) -> dict:
        """Bring what only this type of page has to the form of the version that a document says it is of."""
        return document

    def restore_details(self, details: dict) -> None:
        """Set the fields that only this type of page has, out of the details of a document."""
        for name, value in details.items():
            if isinstance(value, dict):  # a text by language
                for language in LANGUAGES:
                    setattr(self, f"{name}_{language}", value.get(language, ""))
            else:
                setattr(self, name, value)

    def restore_parts(self, document: dict, passages: dict) -> None:
        """Make the rows beside a page that only this type has, out of a document; `passages` are by number."""

    @classmethod
    def names(cls, document: dict) -> list[dict[str, str]]:
        """What a page is called, each name by language; search knows it by all of them."""
        title = document["title"]
        return [{language: title.get(language) or title.get(DEFAULT, "") for language in LANGUAGES}]

    @classmethod
    def spoken_name(cls, summary: dict) -> tuple[dict[str, str], dict[str, bool] | bool]:
        """What a page is called in the middle of a sentence, by language, and in which a verb goes with it in plural.

        Pages of a type that is gone are called what they were.
        """
        return summary.get("sentence_name") or summary["title"], summary.get("is_plural", False)


@cache
def page_types() -> dict[str, type[Page]]:
    """Every concrete type of page, by its name."""
    found, todo = {}, list(Page.__subclasses__())
    while todo:
        model = todo.pop()
        todo += model.__subclasses__()
        if not model._meta.abstract:
            found[str(model._meta.model_name)] = model
    return found
