from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..cleaning import Cleaned
from ..documents import cited_claims
from ..languages import in_each_language, translations
from .page import Page
from .publication import Publication


class RedactionQuerySet(models.QuerySet):
    def carried_out(self):
        return self.filter(publication__isnull=False)

    def whole(self):
        """Those that took all that a page ever said."""
        return self.filter(claim=None)


class Redaction(Cleaned):
    """That words had to go from what the site said, by law: which, why, and the two people who saw to it.

    It is asked by one, and carried out when another confirms it (`content/redacting.py`).
    """

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="redactions")
    claim = models.UUIDField(
        _("claim"),
        null=True,
        blank=True,
        help_text=_(
            "The id of one statement or relation; without it, all that the page ever said goes. Its address stays."
        ),
    )
    reason_nl: str  # modeltranslation's
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("For readers: it stands where the words were. No name, no detail.")
    )
    with_notes = models.BooleanField(
        _("the notes with the versions too"),
        default=False,
        help_text=_("What editors told of each change goes as well. It always goes when the whole page does."),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, on_delete=models.PROTECT, related_name="redactions"
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")), name="redaction_by_two"
            )
        ]

    def __str__(self):
        return f"{self.page}: {self.reason_nl}"

    def notice(self, moment: datetime) -> dict[str, str]:
        """What stands where the words were that went at a moment, in each language: when that was, and why."""
        reasons = translations(self, "reason")
        return in_each_language(
            lambda language: (
                gettext("Removed on %(date)s: %(reason)s")
                % {"date": date_format(timezone.localtime(moment), "j F Y"), "reason": reasons.get(language, "")}
            )
        )

    def clean(self):
        super().clean()
        if self.page_id and not self.page.editions.exists():
            raise ValidationError({"page": _("This page has never been submitted or public. Change or delete it.")})
        if self.page_id and self.claim and not any(says(each, self.claim) for each in ever_said(self.page)):
            raise ValidationError({"claim": _("This page never held a statement or relation with this id.")})
        same = Redaction.objects.filter(page=self.page_id, claim=self.claim, confirmed_by=None).exclude(pk=self.pk)
        if self.page_id and same.exists():
            raise ValidationError(_("This was asked for already, and waits for somebody to confirm it."))


def ever_said(page) -> list[dict]:
    """The documents of all that a page said: its editions, the newest first, and what was saved of its working copy."""
    return [each.read() for each in [*page.editions.order_by("-pk"), *page.saved_copies.order_by("-pk")]]


def says(document: dict, claim) -> bool:
    """Whether a claim stands in a document."""
    return any(entry["id"] == str(claim) for entry in cited_claims(document))
