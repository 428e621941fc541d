from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from ..documents.upgrading import upgrade
from ..prepared import Parameter
from ..references import Reference
from .page import Page
from .publication import Publication
from .redaction import Redaction

Moment = datetime | Parameter


def between(moment: Moment, prefix: str = "") -> Q:
    """The condition that a moment lies between the two ends of a row; `prefix` leads to the row that has them."""
    open_ended = Q(**{f"{prefix}superseded_at__gt": moment}) | Q(**{f"{prefix}superseded_at__isnull": True})
    return open_ended & Q(**{f"{prefix}published_at__lte": moment})


def in_force(moment: Moment, prefix: str = "") -> Q:
    """The condition that an edition was what the site said at a moment; `prefix` leads to the edition.

    A plan is not, however long its time has come: it is given its place in the record first (`content/record.py`).
    """
    return between(moment, prefix) & Q(**{f"{prefix}publication__isnull": False})


class EditionQuerySet(models.QuerySet):
    def in_force(self, moment: Moment):
        """What the site said at a moment of each page: an approved edition, or that it was withdrawn."""
        return self.filter(in_force(moment))

    def at(self, moment: Moment):
        """The public site at a moment. The moment of the live site is that of its last change: `record.live()`."""
        return self.filter(in_force(moment), state__in=[Edition.State.APPROVED])  # "=" has SQLite plan each time anew

    def final(self):
        """All that the site ever said."""
        return self.filter(publication__isnull=False)

    def shown_by(self, moment: datetime):
        """All that the site had said by a moment, whatever is published while somebody reads."""
        return self.final().filter(published_at__lte=moment)

    def planned(self):
        """What is approved, or to be withdrawn, at a moment to come: it can be cancelled, and shows nowhere."""
        return self.filter(publication__isnull=True, state__in=Edition.EFFECTIVE)

    def waiting(self):
        """What is submitted and not decided on."""
        return self.filter(state=Edition.State.SUBMITTED)

    def under_way(self):
        """What waits, what is planned, and what was sent back and not followed by anything else of its page."""
        later = Edition.objects.filter(page=OuterRef("page"), pk__gt=OuterRef("pk"))
        open_ones = Q(state=Edition.State.SUBMITTED) | Q(publication=None, state__in=Edition.EFFECTIVE)
        return self.filter(open_ones | Q(state=Edition.State.REJECTED) & ~Exists(later))

    def of_type(self, *page_types: str):
        return self.filter(page_type__in=page_types)

    def on_path(self, path: str, language: str):
        return self.filter(**{f"path_{language}": path})

    def in_alphabet(self, language: str):
        return self.order_by(f"sort_key_{language}", "pk")

    def references(self):
        """Only what others need of a page, as References."""
        return [Reference(*each) for each in self.values_list(*Reference._fields)]

    def with_summary(self):
        """Only what other pages show of a page; the document itself stays in the database."""
        return self.defer("document")

    def that_show(self, image):
        """Those with an image; one of the time before keys is known by its file."""
        return self.filter(Q(document__image__key=str(image.key)) | Q(document__image__url=image.file.url))

    def delete(self):
        raise ProtectedError("Editions are kept: what the site said stays on record.", set(self))


class Edition(models.Model):
    """What the site says of one page from `published_at` until `superseded_at`: one immutable document.

    It is *final* once it has a place in the public record (`publication`), and with that its number. Until then an
    approved or withdrawn edition is a plan for `published_at`. Triggers in the database (`content/rules`) hold what
    constraints cannot express: a document never changes once it was submitted, but by a redaction; a final edition
    changes in nothing else but its end; no two of a page overlap; each has its addresses for itself; every claim has a
    passage.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        REJECTED = "rejected", _("rejected")
        OVERTAKEN = "overtaken", _("overtaken")  # by another submission, or by what was published directly
        APPROVED = "approved", _("approved")
        CANCELLED = "cancelled", _("cancelled")  # a plan that was called off
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Change(models.TextChoices):
        UPDATE = "update", _("new information")
        CORRECTION = "correction", _("correction of a mistake")
        WORDING = "wording", _("other words, same meaning")
        STRUCTURE = "structure", _("other order or headings")

    # The states in which an edition is part of what the site says, or is going to be.
    EFFECTIVE = (State.APPROVED, State.WITHDRAWN)

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="editions")
    page_type = models.CharField(_("type"), max_length=40)
    number = models.PositiveIntegerField(_("number"), null=True, help_text=_("Given when it goes live: 1, 2, 3 …"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUBMITTED)
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, on_delete=models.PROTECT, related_name="editions"
    )
    published_at = models.DateTimeField(_("published at"), null=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    based_on = models.ForeignKey(
        "self", verbose_name=_("based on"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    # What lists and other pages show of this one, copied out of the document so that they need not read it whole.
    summary = models.JSONField(_("summary"))
    path_nl = models.CharField(_("path (Dutch)"), max_length=200)
    path_en = models.CharField(_("path (English)"), max_length=200)
    sort_key_nl = models.CharField(_("sort key (Dutch)"), max_length=200)
    sort_key_en = models.CharField(_("sort key (English)"), max_length=200)

    change_note_nl = models.CharField(_("change note (Dutch)"), max_length=300, blank=True)
    change_note_en = models.CharField(_("change note (English)"), max_length=300, blank=True)
    change = models.CharField(_("sort of change"), max_length=10, choices=Change.choices, blank=True)
    review_note = models.TextField(_("note of the reviewer"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("submitted by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    schema_version = models.PositiveSmallIntegerField(_("version of the schema"), default=1)
    digest = models.CharField(
        _("digest"), max_length=64, help_text=_("SHA-256 of the document as it was submitted, in canonical JSON.")
    )
    redaction = models.ForeignKey(
        Redaction, verbose_name=_("redaction"), null=True, on_delete=models.PROTECT, related_name="editions"
    )
    # The last column, because SQLite reads a row up to the column that it needs, and this one is long.
    document = models.JSONField(_("document"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("submit_edition", _("Can submit pages")),
            ("publish_edition", _("Can publish and withdraw pages")),
        ]
        indexes = [
            models.Index(fields=["page", "published_at"], name="edition_by_page"),
            models.Index(fields=["path_nl", "published_at"], name="edition_by_path_nl"),
            models.Index(fields=["path_en", "published_at"], name="edition_by_path_en"),
            models.Index(fields=["page_type", "sort_key_nl"], name="edition_by_title_nl"),
            models.Index(fields=["page_type", "sort_key_en"], name="edition_by_title_en"),
            models.Index(fields=["published_at", "id"], name="edition_by_age"),
            models.Index(fields=["-submitted_at"], name="edition_submitted"),
            # Each request asks for the next plan. Without the state among its conditions, because SQLite takes an index
            # with conditions only where it sees that they hold, and a state is a value that it is given.
            models.Index(
                fields=["published_at", "state"], name="edition_unpublished", condition=Q(publication__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="edition_number_unique"),
            models.UniqueConstraint(
                fields=["page"], name="edition_one_submitted_per_page", condition=Q(state="submitted")
            ),
            models.UniqueConstraint(
                fields=["page", "published_at"],
                name="edition_one_plan_per_moment",
                condition=Q(publication__isnull=True, state__in=("approved", "withdrawn")),
            ),
            models.UniqueConstraint(
                fields=["page"],
                name="edition_one_open_per_page",
                condition=Q(publication__isnull=False, superseded_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(publication__isnull=True)
                | Q(number__isnull=False, published_at__isnull=False, state__in=("approved", "withdrawn")),
                name="edition_final_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(publication__isnull=False) | Q(number__isnull=True, superseded_at__isnull=True),
                name="edition_number_is_final",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "withdrawn")) | Q(published_at__isnull=False),
                name="edition_plan_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("published_at")),
                name="edition_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.page} · {self.number or self.get_state_display()}"

    def delete(self, *args, **kwargs):
        raise ProtectedError("Editions are kept: what the site said stays on record.", {self})

    @property
    def is_plan(self) -> bool:
        return self.publication_id is None and self.state in self.EFFECTIVE

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_removed(self) -> bool:
        """Whether all that it ever said was removed by law; not only what it took from another page."""
        redaction = self.redaction
        return redaction is not None and redaction.claim is None and redaction.page_id == self.page_id

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    def read(self) -> dict:
        """The document, in the form that today's code knows, however old it is."""
        return upgrade(self.document)

    def path(self, language: str) -> str:
        return getattr(self, f"path_{language}")

    def paths(self) -> dict[str, str]:
        return {"nl": self.path_nl, "en": self.path_en}

    def change_note(self) -> dict[str, str]:
        return {"nl": self.change_note_nl, "en": self.change_note_en}
