import secrets
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..cleaning import Cleaned
from ..dates import PartialDateField
from .page import Page, check_period


def new_anchor() -> str:
    return secrets.token_hex(4)


def park_names(rows: models.QuerySet, field: str) -> None:
    """Free the names, unique on a page, of rows that are each about to get one: two of them may change places."""
    for pk in rows.values_list("pk", flat=True):
        rows.model.objects.filter(pk=pk).update(**{field: f"~{pk}"})


def check_elsewhere(rows: models.QuerySet) -> None:
    """Refuse what belongs to another page by now."""
    if moved := [str(row) for row in rows]:
        raise ValidationError([gettext("“%(row)s” stands on another page by now.") % {"row": row} for row in moved])


class Claim(Cleaned):
    """Something that a page says of the world: with the period that it speaks of and the passages that it rests on.

    Two clocks: `since`, `until` and `as_of` tell what held in the world; an edition tells what the site said.
    """

    page: models.ForeignKey[Page | models.expressions.Combinable, Page]  # of each kind of claim

    # Integer keys can come back on SQLite after a roll-back; an edition refers to a claim for ever.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    anchor = models.SlugField(
        _("anchor"),
        max_length=40,
        default=new_anchor,
        help_text=_("The part of a link after the #. Leave it as it is once the page is public."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    since = PartialDateField(_("since"), help_text=_("A year, a month or a day: 2014, 2014-07 or 2014-07-16."))
    until = PartialDateField(_("until"))
    as_of = PartialDateField(
        _("as of"), help_text=_("When the source says that this was so. Left empty, the date of the source is shown.")
    )
    passages = models.ManyToManyField(
        "content.Passage",
        verbose_name=_("passages"),
        blank=True,
        related_name="%(class)ss",
        help_text=_("Where it is written. At least one before the page can be published."),
    )

    class Meta:
        abstract = True
        ordering = ["position", "anchor"]

    def natural_key(self):
        return *self.page.natural_key(), self.anchor

    natural_key.dependencies = ["content.page"]  # type: ignore[attr-defined]

    def clean(self):
        if wrong := check_period(self.since, self.until, "until"):
            raise ValidationError(wrong)


class ClaimQuerySet(models.QuerySet):
    def get_by_natural_key(self, page_type, slug, anchor):
        return self.get(page__page_type=page_type, page__slug_nl=slug, anchor=anchor)
