import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..languages import LANGUAGES, translations

# What stands of it among the details of a document; what is as usual for a kind of page is left out.
LINKING = ("forms", "link_name", "not_linked")
# What explains a title, and is no part of a name.
BRACKETS = re.compile(r" \([^()]*\)$")


class LinkName(models.TextChoices):
    ALWAYS = "always", _("always")
    NEVER = "never", _("never")

    __empty__ = _("as usual for its kind")


class Linking(models.Model):
    """What a page says of links in running text: by which names others lead to it, and where it leads to nobody."""

    # Whether the texts of other pages lead to these where they name one.
    is_linked = False

    forms_nl: str  # modeltranslation's
    forms = models.TextField(
        _("other forms of its name"),
        blank=True,
        help_text=_(
            "One on each line, as texts have them: a plural, a genitive, another name. Where a text on another page "
            "has one of these, or the title, it links to this page. Abbreviations only count in capitals."
        ),
    )
    link_name = models.CharField(
        _("link its name"),
        max_length=6,
        blank=True,
        choices=LinkName.choices,
        help_text=_("Whether texts on other pages link to this one where they name it: not for too general a word."),
    )
    content_id: models.UUIDField  # of a page
    not_linked = models.ManyToManyField(
        "self",
        verbose_name=_("do not link here"),
        symmetrical=False,
        blank=True,
        related_name="+",
        help_text=_("Pages to which the texts of this page do not link, though they seem to name them."),
    )

    class Meta:
        abstract = True

    def linking(self) -> dict:
        """How names are linked: that of this page elsewhere, and those of others here; what is as usual is left out."""
        unlinked = sorted(str(page.content_id) for page in self.not_linked.all()) if self.pk else []
        found = {"forms": translations(self, "forms"), "link_name": self.link_name, "not_linked": unlinked}
        return {name: value for name, value in found.items() if value}

    def restore_linking(self, details: dict) -> None:
        """Set these fields out of the details of a document; whom it does not link to is set when it is stored."""
        for language in LANGUAGES:
            setattr(self, f"forms_{language}", details.get("forms", {}).get(language, ""))
        self.link_name = details.get("link_name", "")

    def copied_details(self, details: dict, title: dict[str, str]) -> dict:
        """The details of a copy of this page that is called otherwise: without what names only this one."""
        return {name: value for name, value in details.items() if name != "forms"}

    @classmethod
    def linked_names(cls, document: dict, language: str) -> list[str]:
        """The names in a language by which texts of other pages link to this one; none if they do not."""
        details = document["details"]
        if not cls.is_linked or not cls.links_name(details):
            return []
        names = [BRACKETS.sub("", name.get(language, "")) for name in cls.own_names(document)]
        forms = details.get("forms", {}).get(language, "").splitlines()
        return list(dict.fromkeys(name.strip() for name in [*names, *forms] if name.strip()))

    @classmethod
    def own_names(cls, document: dict) -> list[dict[str, str]]:
        """What stands on a page as its name, by language."""
        return [document["title"]]

    @classmethod
    def links_name(cls, details: dict) -> bool:
        """Whether texts link to a page where they name it, out of its details."""
        return details.get("link_name") != LinkName.NEVER
