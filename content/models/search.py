from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class SearchPage(models.Model):
    """What search finds of an edition, in one language: how it is called, and what it says.

    Made when the edition is approved, out of its document; only its end is written later. Each database keeps a
    full-text index over `terms` by itself (`content/migrations/0005_search_pages.py`).
    """

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="found_as")
    content_id = models.UUIDField()
    # Copied from the edition when it is final, so that the database need not look at that.
    published_at = models.DateTimeField(_("published at"), null=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    language = models.CharField(_("language"), max_length=2)
    # Of more pages than can be looked at, those with the shortest names are.
    shortest_name = models.PositiveSmallIntegerField(_("letters of the shortest name"))
    names = models.TextField(blank=True)  # a name on each line; those of the other languages after an empty one
    words = models.TextField(blank=True)  # of the lead, then on a line of its own those of each place
    facets = models.TextField(blank=True)  # "type=organisation level=national …"
    linked = models.TextField(blank=True, default="")  # a name on each line, as texts have it, by which they link to it
    # The last columns, because a database reads a row up to the column that it needs, and these are long.
    places = models.JSONField(_("places"))  # what can be linked to: [anchor, heading, text]
    terms = models.TextField()  # each word and stem, those of names as "=word" too, the facets and "lang=nl"

    class Meta:
        verbose_name = _("page that can be found")
        verbose_name_plural = _("pages that can be found")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="search_page_unique"),
        ]
        indexes = [
            # All that is asked of the pages that have a word, before some of them are read.
            models.Index(
                fields=["id", "shortest_name", "edition", "content_id", "published_at", "superseded_at"],
                name="search_page_found",
            ),
        ]

    def __str__(self):
        return f"{self.edition} ({self.language})"


class SearchWord(models.Model):
    """A word that occurs somewhere, with its runs of three letters: for parts of words and for typing mistakes."""

    language = models.CharField(_("language"), max_length=2)
    word = models.CharField(_("word"), max_length=60)
    grams = models.TextField()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = [models.Index(fields=["language", "word"], name="search_word")]

    def __str__(self):
        return self.word
