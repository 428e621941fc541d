from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class SearchPart(models.Model):
    """A part of an edition that search can find, in one language: the page itself, or a place on it with its anchor.

    Made with the edition out of its document, and never written otherwise. Each database keeps a full-text index over
    `names` to `facets` by itself (`content/migrations/0003_search.py`): words with spaces between them.
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="parts")
    language = models.CharField(_("language"), max_length=2)
    anchor = models.CharField(_("anchor"), max_length=70, blank=True)  # with its "s-"; empty is the page itself
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("text"), blank=True)

    names = models.TextField(blank=True)  # a name on each line; those of the other languages after an empty one
    name_stems = models.TextField(blank=True)
    words = models.TextField(blank=True)
    stems = models.TextField(blank=True)  # of a page: of all that it says, so that words may stand far apart
    facets = models.TextField(blank=True)  # "type=organisation level=national …"

    class Meta:
        verbose_name = _("part that can be found")
        verbose_name_plural = _("parts that can be found")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language", "anchor"], name="search_part_unique"),
        ]

    def __str__(self):
        return f"{self.edition} ({self.language}) {self.anchor}".strip()


class SearchWord(models.Model):
    """A word that occurs somewhere, with its runs of three letters: for parts of words and for typing mistakes."""

    language = models.CharField(_("language"), max_length=2)
    word = models.CharField(_("word"), max_length=60)
    grams = models.TextField()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_unique")]

    def __str__(self):
        return self.word
