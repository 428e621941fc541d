import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..cleaning import Cleaned
from ..languages import translations
from ..pictures import WIDTHS, rendition_name, store_renditions

PERCENT = [MaxValueValidator(100)]


class ImageQuerySet(models.QuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Image(Cleaned):
    """A picture with what it shows in words; kept as a fresh WebP, in a few widths."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ImageField(
        _("file"), upload_to="images", width_field="width", height_field="height", help_text=_("JPEG, PNG or WebP.")
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt_nl: str  # modeltranslation's
    alt = models.CharField(
        _("alternative text"), max_length=250, help_text=_("What the picture shows, for who does not see it.")
    )
    credit = models.CharField(_("credit"), max_length=150, help_text=_("Who made it, and under which licence."))
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
        ordering = ["alt_nl"]

    def __str__(self):
        return self.alt_nl or self.file.name

    def natural_key(self):
        return (self.key,)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        store_renditions(self.file)

    def entry(self) -> dict:
        """What a document says of the image."""
        names = {width: rendition_name(self.file.name, width) for width in WIDTHS if width < self.width}
        return {
            "key": str(self.key),
            "url": self.file.url,
            "width": self.width,
            "height": self.height,
            "renditions": {str(width): self.file.storage.url(name) for width, name in names.items()},
            "alt": translations(self, "alt"),
            "credit": self.credit,
            "focal_point": [self.focal_x, self.focal_y],
            "decorative": False,
        }
