from django.utils.translation import gettext_lazy as _

from content.models import Page


class Term(Page):
    """An entry of the glossary: a word that the sources use and a reader may not know."""

    section = _("glossary/")
    is_linked = True

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
