from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.documents.restoring import pages_by_id, restore_claims
from content.languages import translations
from content.models import Claim, Page
from content.models.claim import ClaimQuerySet

from .relation import Relation

SEE_ALSO = "see_also"  # what leads on to another page, among the links of an edition


class Question(Page):
    """A question that a reader comes with: the lead answers it, and steps show the relations that the answer is of."""

    section = _("questions/")
    summary_details = ("position",)
    document_parts = (*Page.document_parts, "see_also", "steps__passages__source", "steps__relations")
    claim_names = (*Page.claim_names, "steps")

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_ordered = models.BooleanField(
        _("the sources give the order"),
        default=False,
        help_text=_("Tick only if a source tells the steps in this order. Otherwise the page says that it is ours."),
    )
    see_also = models.ManyToManyField(
        Page,
        verbose_name=_("read on"),
        blank=True,
        related_name="+",
        help_text=_("Pages to which this question leads, such as a standing page that says what the site cannot."),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def details(self):
        return {"position": self.position, "is_ordered": self.is_ordered}

    def extend_document(self, document, citations):
        document["steps"] = [{**citations.claim(step), **step.entry()} for step in self.steps.all()]
        document["classification"] = {SEE_ALSO: sorted(str(page.content_id) for page in self.see_also.all())}

    def restore_parts(self, document, passages):
        pages = document["classification"][SEE_ALSO]
        self.see_also.set(pages_by_id(pages).values())
        texts = ("heading", "text", "gap")
        rows: list[tuple[dict, dict, dict]] = [
            (entry, {}, {name: entry[name] for name in texts}) for entry in document["steps"]
        ]
        restore_claims(self.steps.model, self, rows, passages)
        chosen = {key for entry in document["steps"] for key in entry["chosen"]}
        found = {str(key) for key in Relation.objects.filter(pk__in=chosen).values_list("pk", flat=True)}
        if chosen - found:
            raise ValidationError(_("A relation that a step shows is not there any more."))
        for entry in document["steps"]:
            self.steps.get(pk=entry["id"]).relations.set(entry["chosen"])


class Step(Claim):
    """A part of the answer to a question: what the sources say in it, in relations, and what they do not."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="steps")
    heading_nl: str  # modeltranslation's
    heading = models.CharField(_("heading"), max_length=60, help_text=_("One or two words: “Picking it up”."))
    text = models.CharField(
        _("in short"),
        max_length=300,
        blank=True,
        help_text=_("What the relations of this step come to, in a sentence; it needs passages of its own."),
    )
    gap = models.CharField(
        _("what no source says"), max_length=300, blank=True, help_text=_("“No document says who decides.”")
    )
    relations = models.ManyToManyField(
        Relation,
        verbose_name=_("relations"),
        blank=True,
        related_name="+",
        help_text=_("Those that this step shows, with their sources. Each is edited on a page of its own."),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta(Claim.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [models.UniqueConstraint(fields=["page", "anchor"], name="step_anchor_unique")]

    def __str__(self):
        return self.heading_nl

    def entry(self) -> dict:
        """What a document says of the step, beside what every claim has: of each relation only which one it is."""
        return {
            "heading": translations(self, "heading"),
            "text": translations(self, "text"),
            "gap": translations(self, "gap"),
            "chosen": sorted(str(relation.pk) for relation in self.relations.all()),
        }


def show_again(relations: set[str]) -> None:
    """Let steps show relations that came back, as what was last saved or published of their questions does."""
    for question in Question.objects.all() if relations else ():
        last = question.saved_copies.order_by("-pk").first() or question.editions.final().order_by("-number").first()
        for entry in last.read()["steps"] if last else ():
            chosen = relations & set(entry["chosen"])
            for step in question.steps.filter(pk=entry["id"]) if chosen else ():
                step.relations.add(*Relation.objects.filter(pk__in=chosen))
