from django.db import models
from django.utils.translation import gettext_lazy as _

from content.cleaning import web_address
from content.models.linking import LinkName

from .body import Body, plural_languages


class Organisation(Body):
    """A body, or a category of bodies such as municipalities, that takes part in the cooperation."""

    section = _("organisations/")

    class Kind(models.TextChoices):
        INTELLIGENCE_SERVICE = "intelligence_service", _("intelligence and security service")
        COORDINATOR = "coordinator", _("coordinator")
        POLICE = "police", _("police")
        INVESTIGATION_SERVICE = "investigation_service", _("investigation service")
        MINISTRY = "ministry", _("ministry")
        PROSECUTION = "prosecution", _("public prosecution")
        SUPERVISOR = "supervisor", _("supervisor")
        AGENCY = "agency", _("executive agency")
        MUNICIPALITY = "municipality", _("local government")
        GOVERNMENT = "government", _("government")
        RESEARCH = "research", _("research and training")
        SUPPORT = "support", _("advice and support")
        INTERNATIONAL_BODY = "international_body", _("international body")
        UNIT = "unit", _("unit or team")
        STATE = "state", _("country")
        SECTOR = "sector", _("sector or profession")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def details(self):
        return super().details() | {"website": web_address(self.website)}

    @classmethod
    def links_name(cls, details):
        """Not to countries and to groups, whose names are words of every day, unless an editor says so."""
        if details.get("link_name") == LinkName.ALWAYS:
            return True
        kind, is_plural = details.get("kind", ""), bool(plural_languages(details))
        return super().links_name(details) and kind != cls.Kind.STATE and not is_group(kind, is_plural)


def is_group(sort: str, is_plural: bool) -> bool:
    """Whether a body of this sort and number is a group of whom nobody counted: municipalities, partners, a sector.

    An international body is one, also where its name is a plural: the United Nations.
    """
    return sort == Organisation.Kind.SECTOR or (is_plural and sort != Organisation.Kind.INTERNATIONAL_BODY)
