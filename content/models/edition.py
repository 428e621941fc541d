from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from .page import Page


def in_force(moment: datetime, prefix: str = "") -> Q:
    """The condition that an edition's time has come and has not passed; `prefix` leads to the edition."""
    open_ended = Q(**{f"{prefix}superseded_at__gt": moment}) | Q(**{f"{prefix}superseded_at__isnull": True})
    return open_ended & Q(**{f"{prefix}published_at__lte": moment})


class EditionQuerySet(models.QuerySet):
    def in_force(self, moment: datetime):
        """What the site said at a moment of each page: an approved edition, or that it was withdrawn."""
        return self.filter(in_force(moment), state__in=Edition.FINAL)

    def at(self, moment: datetime):
        """The public site at a moment: now is the live site, the past the archive, the future what is scheduled."""
        return self.filter(in_force(moment), state__in=[Edition.State.APPROVED])  # "=" has SQLite plan each time anew

    def of_type(self, *page_types: str):
        return self.filter(page_type__in=page_types)

    def on_path(self, path: str, language: str):
        return self.filter(**{f"path_{language}": path})

    def in_alphabet(self, language: str):
        return self.order_by(f"sort_key_{language}", "pk")

    def with_summary(self):
        """Only what other pages show of a page; the document itself stays in the database."""
        return self.defer("document")

    def delete(self):
        raise ProtectedError("Editions are kept: what the site said stays on record.", set(self))


class Edition(models.Model):
    """What the site says of one page from `published_at` until `superseded_at`: one immutable document.

    Triggers in the database (`content/migrations/0002_edition_rules.py`) hold what constraints cannot express:
    a final edition never changes but for its closing time, no two of a page or of a path overlap, and every claim has
    a passage.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        REJECTED = "rejected", _("rejected")
        APPROVED = "approved", _("approved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # The states in which an edition is part of what the site says, and no longer changes.
    FINAL = (State.APPROVED, State.WITHDRAWN)

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="editions")
    page_type = models.CharField(_("type"), max_length=40)
    number = models.PositiveIntegerField(_("number"), null=True, help_text=_("Given at approval: 1, 2, 3 …"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUBMITTED)
    published_at = models.DateTimeField(_("published at"), null=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True)

    # What lists and other pages show of this one, copied out of the document so that they need not read it whole.
    summary = models.JSONField(_("summary"))
    path_nl = models.CharField(_("path (Dutch)"), max_length=200)
    path_en = models.CharField(_("path (English)"), max_length=200)
    sort_key_nl = models.CharField(_("sort key (Dutch)"), max_length=200)
    sort_key_en = models.CharField(_("sort key (English)"), max_length=200)

    change_note_nl = models.CharField(_("change note (Dutch)"), max_length=300, blank=True)
    change_note_en = models.CharField(_("change note (English)"), max_length=300, blank=True)
    review_note = models.TextField(_("note of the reviewer"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("submitted by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The last column, because SQLite reads a row up to the column that it needs, and this one is long.
    document = models.JSONField(_("document"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-published_at", "-pk"]
        permissions = [("publish_edition", _("Can publish and withdraw pages"))]
        indexes = [
            models.Index(fields=["page", "published_at"], name="edition_by_page"),
            models.Index(fields=["path_nl", "published_at"], name="edition_by_path_nl"),
            models.Index(fields=["path_en", "published_at"], name="edition_by_path_en"),
            models.Index(fields=["page_type", "sort_key_nl"], name="edition_by_title_nl"),
            models.Index(fields=["page_type", "sort_key_en"], name="edition_by_title_en"),
            models.Index(fields=["-published_at"], name="edition_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="edition_number_unique"),
            models.UniqueConstraint(
                fields=["page"],
                name="edition_one_open_per_page",
                condition=Q(state__in=("approved", "withdrawn"), superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["path_nl"],
                name="edition_one_open_per_path_nl",
                condition=Q(state="approved", superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["path_en"],
                name="edition_one_open_per_path_en",
                condition=Q(state="approved", superseded_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "withdrawn")) | Q(number__isnull=False, published_at__isnull=False),
                name="edition_final_is_dated",
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
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    def path(self, language: str) -> str:
        return getattr(self, f"path_{language}")

    def paths(self) -> dict[str, str]:
        return {"nl": self.path_nl, "en": self.path_en}

    def change_note(self) -> dict[str, str]:
        return {"nl": self.change_note_nl, "en": self.change_note_en}


class PartQuerySet(models.QuerySet):
    """Rows that were made with an edition."""

    def at(self, moment: datetime):
        """Those of the public site at a moment."""
        return self.filter(in_force(moment, "edition__"), edition__state__in=[Edition.State.APPROVED])  # as above


class Link(models.Model):
    """One relation, citation or theme in an edition: the index that answers "which pages point here, at that moment?".

    Made with the edition out of its document, and never written otherwise. `data` is the entry as the document has it,
    with its citations written out, so that the page at the other end can show it without reading that document.
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="links")
    role = models.CharField(_("role"), max_length=40)
    target = models.ForeignKey(Page, verbose_name=_("target"), on_delete=models.PROTECT, related_name="links_in")
    anchor = models.CharField(_("anchor"), max_length=60, blank=True)
    data = models.JSONField(_("data"), default=dict)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [
            models.Index(fields=["target", "role"], name="link_by_target"),
            models.Index(fields=["edition", "role", "target"], name="link_ends"),
        ]

    def __str__(self):
        return f"{self.edition} → {self.role} → {self.target}"
