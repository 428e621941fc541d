from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from content.languages import translations
from content.models import Page
from content.models.claim import ClaimQuerySet
from content.models.remark import Disputable

from ..roles import ROLES, role_choices
from ..roles.sentences import patterns
from .body import body_models, can_be_related


class Relation(Disputable):
    """How one body stands to another. It is edited and published with `page`, and shown on both pages."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="relations")
    role = models.CharField(_("role"), max_length=40, choices=role_choices)
    other = models.ForeignKey(
        Page,
        verbose_name=_("other page"),
        on_delete=models.PROTECT,
        related_name="relations_in",
        limit_choices_to=can_be_related,
    )
    detail = models.CharField(
        _("detail"),
        max_length=250,
        blank=True,
        help_text=_(
            "What follows the names in the sentence: “when minors are involved”. No capital, no full stop. One that "
            "begins with a comma follows without a space."
        ),
    )
    detail_inverse = models.CharField(
        _("detail on the other page"),
        max_length=250,
        blank=True,
        help_text=_("Only where the detail reads wrongly when the other page tells the sentence from its side."),
    )

    is_our_reading = models.BooleanField(
        _("our reading"),
        default=False,
        help_text=_(
            "The source does not say this in so many words. Say so in the detail; it is not among the facts of a page "
            "then."
        ),
    )

    # Where it stood on the other page before anchors were the same in every language: links may still lead there.
    former_anchors = models.JSONField(default=list, blank=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta(Disputable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=["page", "anchor"], name="relation_anchor_unique"),
            models.CheckConstraint(condition=~Q(page=F("other")), name="relation_not_with_itself"),
        ]

    def __str__(self):
        return f"{self.page} – {self.get_role_display()} – {self.other}"

    def clean(self):
        super().clean()
        role = ROLES.get(self.role)
        if not role or not self.other_id:
            return
        if stands_as(self.other) not in role.objects:
            raise ValidationError({"other": _("This role does not go with that kind of page.")})
        if self.page_id and self.page_id == self.other_id:
            raise ValidationError({"other": _("A page cannot stand in a relation to itself.")})
        page = getattr(self, "page", None)  # a new one has no key or type yet
        if page and stands_as(page) not in role.subjects:
            raise ValidationError({"role": _("This kind of page cannot have that role.")})

    def entry(self, plural_in: frozenset[str]) -> dict:
        """What a document says of the relation, beside what every claim has.

        Of the other page it says only which one it is: that page's own edition says what it is called. The sentence
        is frozen with places for both names; `plural_in` are the languages in which this page takes a plural verb.
        """
        return {
            "role": self.role,
            "target": str(self.other.content_id),
            "detail": translations(self, "detail"),
            "detail_inverse": translations(self, "detail_inverse"),
            "told": patterns(self.role, plural_in),
            "former_anchors": self.former_anchors,
            **({"is_our_reading": True} if self.is_our_reading else {}),
            **self.remarked(),
        }


def stands_as(page: Page) -> str:
    """What a page is in a relation; nothing if it cannot be in one."""
    model = body_models().get(page.page_type or str(page._meta.model_name))
    return model.stands_as if model else ""
