import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..documents.upgrading import upgrade
from .edition import Edition
from .page import Page


class SavedCopyQuerySet(models.QuerySet):
    def of(self, page: Page | int):
        """Those of a page, the newest first."""
        return self.filter(page=getattr(page, "pk", page)).order_by("-pk")

    def without_document(self):
        """Without what is large of them, for a list."""
        return self.defer("document").select_related("saved_by", "edition", "earlier")


class SavedCopy(models.Model):
    """A working copy as it was at a moment, as a document: when it was saved, by whom, and what it came from.

    It belongs to no visitor, and to no edition: what was public stands there. One of a page that was deleted has no
    page, and is known by the permanent id of it.
    """

    class Origin(models.TextChoices):
        FORM = "form", _("saved")
        THERE = "there", _("as it was found")  # before a save: written by something that keeps nothing
        BACK = "back", _("brought back")
        DELETED = "deleted", _("deleted")

    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="saved_copies")
    content_id = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    document = models.JSONField(_("document"))
    # How many claims came, changed and went since the one before, and which fields changed: content/comparing.py
    changes = models.JSONField(_("what changed"), default=dict)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.FORM)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="+")
    earlier = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField()

    objects = SavedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved working copy")
        verbose_name_plural = _("saved working copies")
        default_permissions = ()

    def __str__(self):
        return f"{self.content_id}, {self.saved_at:%Y-%m-%d %H:%M}"

    def read(self) -> dict:
        """The document, in the form that today's code knows, however old it is."""
        return upgrade(self.document)
