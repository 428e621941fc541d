import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..cleaning import Cleaned
from ..languages import LANGUAGES, translations
from ..licences import LICENCES
from ..pictures import avif_names, store_versions, webp_names

PERCENT = [MaxValueValidator(100)]


class ImageQuerySet(models.QuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Image(Cleaned):
    """A picture with what it shows in words; kept as a fresh WebP, and in a few widths as WebP and AVIF."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ImageField(
        _("file"),
        upload_to="images",
        width_field="width",
        height_field="height",
        help_text=_("JPEG, PNG or WebP, of at most 15 MB and 40 million pixels."),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    has_avif = models.BooleanField(default=False, editable=False)
    alt_nl: str  # modeltranslation's
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for who does not see it. In both languages, unless it is decorative."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It tells nothing that the text does not say: who does not see it, misses nothing."),
    )
    credit = models.CharField(_("credit"), max_length=150, help_text=_("Who made it."))
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=[("", "---------"), *((code, licence.label) for code, licence in LICENCES.items())],
        default="",
        blank=True,  # of what was there before there were licences; forms ask for one
        help_text=_("On what ground this site may show it."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, percentage from the left"), default=50, validators=PERCENT
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, percentage from the top"), default=50, validators=PERCENT
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["alt_nl", "pk"]

    def __str__(self):
        return self.alt_nl or _("image by %(credit)s") % {"credit": self.credit}

    def natural_key(self):
        return (self.key,)

    def save(self, *args, **kwargs):
        made = {} if self.file._committed else getattr(self.file.file, "versions", {})
        self.has_avif = True
        super().save(*args, **kwargs)
        store_versions(self.file.storage, self.file.name, made)

    def clean(self):
        """Ask what it shows in each language, unless it is decorative."""
        if not self.decorative:
            missing = [f"alt_{language}" for language in LANGUAGES if not getattr(self, f"alt_{language}")]
            told = _("Say what the picture shows, or say below that it is decorative.")
            if missing:
                raise ValidationError(dict.fromkeys(missing, told))

    def entry(self) -> dict:
        """What a document says of the image, with the files that there are."""
        found = {
            "renditions": webp_names(self.file.name, self.width),
            "avif": avif_names(self.file.name, self.width) if self.has_avif else {},
        }
        url = self.file.storage.url
        return {
            "key": str(self.key),
            "url": self.file.url,
            "width": self.width,
            "height": self.height,
            **{kind: {str(width): url(name) for width, name in names.items()} for kind, names in found.items()},
            "alt": {} if self.decorative else translations(self, "alt"),
            "credit": self.credit,
            "licence": self.licence,
            "focal_point": [self.focal_x, self.focal_y],
            "decorative": self.decorative,
        }

    def thumbnail(self) -> str:
        """The address of the smallest version that there is."""
        names = webp_names(self.file.name, self.width)
        return self.file.storage.url(min(names.items())[1]) if names else self.file.url
