"""What a body says of a claim that it disputes: its own remark, which stands beside that."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..languages import LANGUAGES, translations
from .claim import Claim

SECURE = "https://"


class Disputable(Claim):
    """A claim beside which a body that disputes it may have its say: in both languages, with who, when and where."""

    remark_nl: str  # modeltranslation's
    remark = models.CharField(
        _("remark"),
        max_length=600,
        blank=True,
        help_text=_("What the body itself says of this claim, in short. It is shown right under the claim."),
    )
    remark_by_nl: str  # modeltranslation's
    remark_by = models.CharField(
        _("who makes the remark"),
        max_length=150,
        blank=True,
        help_text=_("Who says so, as it stands in the middle of a sentence: “the AIVD”."),
    )
    remark_date = models.DateField(_("date of the remark"), null=True, blank=True)
    remark_url = models.URLField(
        _("where it said so"), blank=True, help_text=_("Only if it is on the web, with https://. It may be left empty.")
    )

    class Meta(Claim.Meta):
        abstract = True

    def clean(self):
        super().clean()
        needed = [f"{name}_{language}" for name in ("remark", "remark_by") for language in LANGUAGES] + ["remark_date"]
        empty = [name for name in needed if not getattr(self, name)]
        wrong = {}
        if self.remark_url or len(empty) < len(needed):
            told = _(
                "A remark needs its words and who says so, both in each language, and its date. Or leave all empty."
            )
            wrong = dict.fromkeys(empty, told)
        if self.remark_date and self.remark_date > timezone.localtime(clock.now()).date():
            wrong["remark_date"] = _("This day is still to come.")
        if self.remark_url and not self.remark_url.lower().startswith(SECURE):
            wrong["remark_url"] = _("Begin the address with https://.")
        if wrong:
            raise ValidationError(wrong)

    def remarked(self) -> dict:
        """What a document has of the remark; nothing, also no name for it, where there is none."""
        text = translations(self, "remark")
        if not text or not self.remark_date:
            return {}
        entry = {"text": text, "by": translations(self, "remark_by"), "date": self.remark_date.isoformat()}
        return {"remark": entry | ({"url": self.remark_url} if self.remark_url else {})}


def remark_fields(claim: dict) -> dict:
    """The fields of a remark, out of a claim of a document: those that are the same in every language."""
    remark = claim.get("remark", {})
    return {"remark_date": remark.get("date"), "remark_url": remark.get("url", "")}


def remark_texts(claim: dict) -> dict[str, dict[str, str]]:
    """The same: those that differ by language."""
    remark = claim.get("remark", {})
    return {"remark": remark.get("text", {}), "remark_by": remark.get("by", {})}
