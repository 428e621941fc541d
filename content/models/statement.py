from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from ..languages import LANGUAGES
from ..richtext import EXTENSIONS, dead_links, linked_pages, linked_passages, plain, sanitise, says_something
from .claim import ClaimQuerySet
from .page import Page
from .remark import Disputable
from .source import Passage


class Statement(Disputable):
    """One claim on a page, told in a short paragraph: the unit of provenance, of linking and of review."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="statements")
    heading_nl: str  # modeltranslation's
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text_nl: str  # modeltranslation's
    text_en: str | None
    text = ProseEditorField(_("text"), extensions=EXTENSIONS, sanitize=sanitise)

    objects = ClaimQuerySet.as_manager()

    class Meta(Disputable.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [models.UniqueConstraint(fields=["page", "anchor"], name="statement_anchor_unique")]

    def __str__(self):
        return self.heading_nl or Truncator(plain(self.text_nl)).words(8, truncate=" …")

    def clean(self):
        """A text without a word in it is none: not in Dutch, and in English it is not translated yet."""
        super().clean()
        if not says_something(self.text_nl):
            raise ValidationError({"text_nl": _("This text says nothing.")})
        if not says_something(self.text_en):
            self.text_en = ""
        texts = {f"text_{language}": getattr(self, f"text_{language}") for language in LANGUAGES}
        told = _("A link leads nowhere (“%(url)s”). Begin its address with https:// or with mailto:.")
        wrong = {name: [told % {"url": url} for url in dead_links(text)] for name, text in texts.items()}
        for name, text in texts.items():
            if missing_pages(text):
                wrong[name].append(str(NO_PAGE))
            elif missing_passages(text):
                wrong[name].append(str(NO_PASSAGE))
        if wrong := {name: messages for name, messages in wrong.items() if messages}:
            raise ValidationError(wrong)


NO_PASSAGE = _("A link leads to a passage that its source has not. Choose another one, or take the link away.")
NO_PAGE = _("A link leads to a page that is not there. Choose another page, or take the link away.")


def missing_pages(html: str | None) -> set[str]:
    """The pages to which a text links by their id, and that this site does not have, as a draft either."""
    wanted = set(linked_pages(html))
    there = Page.objects.filter(content_id__in=wanted).values_list("content_id", flat=True) if wanted else ()
    return wanted - set(map(str, there))


def missing_passages(html: str | None) -> set[tuple[str, str]]:
    """The passages to which a text links, and that their sources do not have."""
    wanted = linked_passages(html)
    there = Passage.objects.filter(source__content_id__in={source for source, _key in wanted}) if wanted else None
    found = there.values_list("source__content_id", "key") if there is not None else ()
    return wanted - {(str(source), key) for source, key in found}
