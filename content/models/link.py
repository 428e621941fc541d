from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition, Moment, in_force
from .page import Page


class PartQuerySet(models.QuerySet):
    """Rows that were made with an edition."""

    def at(self, moment: Moment):
        """Those of the public site at a moment."""
        return self.filter(in_force(moment, "edition__"), edition__state__in=[Edition.State.APPROVED])

    def standing(self, moment: Moment):
        """The same, and the marks of what is gone: those of a page that was withdrawn stay."""
        public = Q(edition__state__in=[Edition.State.APPROVED]) | Q(role=Link.GONE)
        return self.filter(in_force(moment, "edition__"), public)


class Link(models.Model):
    """One relation, citation or theme in an edition: the index that answers "which pages point here, at that moment?".

    Made with the edition out of its document, and written anew only where that is redacted. `data` is the entry as the
    document has it, with its citations written out, so that the page at the other end can show it without reading that
    document. The role "gone" marks, from its publication on, a claim that stood on the target before, and does not now.
    """

    GONE = "gone"
    IN_TEXT = "links"  # in a text of the page that it stands on, which tells nothing on the page at the other end

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="links")
    role = models.CharField(_("role"), max_length=40)
    target = models.ForeignKey(Page, verbose_name=_("target"), on_delete=models.PROTECT, related_name="links_in")
    anchor = models.CharField(_("anchor"), max_length=130, blank=True)
    claim = models.UUIDField(_("claim"), null=True)
    schema_version = models.PositiveSmallIntegerField(_("version of the schema"), default=1)
    data = models.JSONField(_("data"), default=dict)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [
            models.Index(fields=["target", "role"], name="link_by_target"),
            models.Index(fields=["edition", "role", "target"], name="link_ends"),
            models.Index(fields=["claim"], name="link_by_claim"),
        ]

    def __str__(self):
        return f"{self.edition} → {self.role} → {self.target}"
